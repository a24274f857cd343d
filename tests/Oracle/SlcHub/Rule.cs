using System.Text.RegularExpressions;
using OrleansAcl.Documents;

namespace OrleansAcl.Oracle.SlcHub;

/// <summary>Section 3: one rule of a role, and the table of the four matchers.</summary>
internal sealed record Rule(string Object, string[] Actions, bool Allow, string Matcher)
{
    public static Rule Read(Node value) => new(
        value.Require("object").AsString(),
        value["actions"]?.AsStrings() ?? ["*"],
        (value["effect"]?.AsString() ?? "Allow") == "Allow",
        value["matcher"]?.AsString() ?? "simple");

    public bool Matches(string text) => Matcher switch
    {
        "simple" => Wild(Object, text),
        "doublestar" => Segments(Object.Split('/'), text.Split('/')),
        "regex" => Regex.IsMatch(text, $@"\A(?:{Object})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant),
        "hierarchy" => text == Object || text.StartsWith(Object + "/", StringComparison.Ordinal),
        _ => throw new PageIsSilentException(Matcher),
    };

    /// <summary><c>*</c> stands for any run of characters.</summary>
    private static bool Wild(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        if (pattern.IsEmpty) return text.IsEmpty;
        if (pattern[0] == '*') return Wild(pattern[1..], text) || (!text.IsEmpty && Wild(pattern, text[1..]));
        return !text.IsEmpty && text[0] == pattern[0] && Wild(pattern[1..], text[1..]);
    }

    /// <summary><c>*</c> inside one segment, a segment <c>**</c> for zero or more segments.</summary>
    private static bool Segments(ReadOnlySpan<string> pattern, ReadOnlySpan<string> text)
    {
        if (pattern.IsEmpty) return text.IsEmpty;
        if (pattern[0] == "**") return Segments(pattern[1..], text) || (!text.IsEmpty && Segments(pattern, text[1..]));
        return !text.IsEmpty && Wild(pattern[0], text[0]) && Segments(pattern[1..], text[1..]);
    }
}
