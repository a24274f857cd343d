using System.Globalization;
using System.Text;

namespace OrleansAcl.Web.Checks;

/// <summary>Texts cut to the columns that there is room for.</summary>
internal static class FittedText
{
    /// <summary>A text without its middle, where ids that begin and end alike stay apart.</summary>
    public static string Middle(string text, int columns)
    {
        var runes = text.EnumerateRunes().ToArray();
        if (runes.Sum(Columns) <= columns) return text;
        return Fit(runes, columns / 2) + "…" + Reverse(Fit(runes.Reverse(), columns - columns / 2 - 1));
    }

    /// <summary>The beginning of a text.</summary>
    public static string End(string text, int columns)
    {
        var runes = text.EnumerateRunes().ToArray();
        return runes.Sum(Columns) <= columns ? text : Fit(runes, columns - 1) + "…";
    }

    private static string Fit(IEnumerable<Rune> runes, int columns)
    {
        var kept = new StringBuilder();
        foreach (var rune in runes)
        {
            if ((columns -= Columns(rune)) < 0) break;
            kept.Append(rune);
        }

        return kept.ToString();
    }

    private static string Reverse(string text) => string.Concat(text.EnumerateRunes().Reverse());

    /// <summary>How wide a character is drawn: nothing for what stands on another, two for the wide ones.</summary>
    private static int Columns(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format ? 0 : rune.Value >= 0x1100 ? 2 : 1;
}
