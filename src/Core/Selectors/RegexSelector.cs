using System.Text.RegularExpressions;

namespace OrleansAcl.Selectors;

/// <summary>An anchored regular expression in an engine whose time is linear in the input.</summary>
public sealed class RegexSelector : Selector
{
    /// <summary>BOUNDED: the longest expression, in characters.</summary>
    private const int LongestPattern = 1_024;
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
    public static RegexSelector? TryCreate(string pattern, out string problem)
    {
        problem = "";
        if (pattern.Length > LongestPattern)
        {
            problem = $"the expression is longer than {LongestPattern} characters";
            return null;
        }

        try
        {
            const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
            _ = new Regex(pattern, Linear); // by itself first, so that no stray parenthesis can escape the anchors
            return new RegexSelector(pattern, new Regex($@"\A(?:{pattern})\z", Linear));
        }
        catch (ArgumentException e)
        {
            problem = $"the expression does not parse: {e.Message}";
        }
        catch (NotSupportedException)
        {
            problem = "the expression uses what cannot be matched in linear time, or is too large";
        }

        return null;
    }
}
