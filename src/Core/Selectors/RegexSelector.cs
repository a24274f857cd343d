using System.Text.RegularExpressions;

namespace OrleansAcl.Selectors;

/// <summary>An anchored regular expression in an engine whose time is linear in the input.</summary>
public sealed class RegexSelector : Selector
{
    private readonly Regex _regex;

    private RegexSelector(string pattern, Regex regex)
    {
        Text = pattern;
        _regex = regex;
    }

    /// <inheritdoc/>
    public override string Text { get; }

    /// <inheritdoc/>
    public override bool Matches(in Target target) => _regex.IsMatch(target.Id);

    /// <summary>Compiles a pattern, or says why it cannot be used.</summary>
    public static RegexSelector? TryCreate(string pattern, out string problem) =>
        LinearRegex.TryCreate(pattern, whole: true, out problem) is { } regex ? new RegexSelector(pattern, regex) : null;
}
