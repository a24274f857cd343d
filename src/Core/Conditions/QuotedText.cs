using System.Globalization;
using System.Text;

namespace OrleansAcl.Conditions;

/// <summary>Reads quoted text: between <c>"</c> or <c>'</c>, with escapes, or without any after an <c>r</c>.</summary>
internal static class QuotedText
{
    /// <summary>What stands for what after a backslash.</summary>
    private const string Escapes = "n\nr\rt\ta\ab\bf\fv\v\\\\\"\"''``??";

    /// <summary>The text between the quote at a place and the next one like it.</summary>
    public static string Read(Source source, int quote, bool raw, out int end)
    {
        var text = source.Text;
        var read = new StringBuilder();
        for (var at = quote + 1; at < text.Length && text[at] is not ('\n' or '\r');)
        {
            if (text[at] == text[quote])
            {
                end = at + 1;
                return read.ToString();
            }

            if (text[at] == '\\' && !raw) Escape(source, ref at, read);
            else read.Append(text[at++]);
        }

        throw source.Invalid(quote, "the text has no closing quote on its line");
    }

    private static void Escape(Source source, ref int at, StringBuilder read)
    {
        var kind = at + 1 < source.Text.Length ? source.Text[at + 1] : '\0';
        var digits = kind switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        if (digits > 0)
        {
            Rune(source, at, digits, read);
            at += 2 + digits;
            return;
        }

        for (var i = 0; i < Escapes.Length; i += 2)
        {
            if (Escapes[i] != kind) continue;
            read.Append(Escapes[i + 1]);
            at += 2;
            return;
        }

        throw source.Invalid(at, @"unknown escape; expected one of \n \r \t \a \b \f \v \\ \"" \' \` \? \xHH \uHHHH \UHHHHHHHH");
    }

    private static void Rune(Source source, int at, int digits, StringBuilder read)
    {
        var rest = source.Text.AsSpan(at + 2);
        var written = rest[..Math.Min(digits, rest.Length)];
        var known = uint.TryParse(written, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var point) && written.Length == digits;
        if (!known || !System.Text.Rune.IsValid(point)) throw source.Invalid(at, $"expected {digits} hexadecimal digits of a Unicode character");
        read.Append(new Rune(point));
    }
}
