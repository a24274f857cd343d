using System.Text.RegularExpressions;

namespace OrleansAcl.Selectors;

/// <summary>An anchored regular expression in an engine whose time is linear in the input.</summary>
public sealed class RegexSelector : Selector
{
    /// <summary>BOUNDED: the longest expression, in characters.</summary>
    private const int LongestPattern = 1_024;

    /// <summary>
    /// BOUNDED: what the counts of all <c>{n,m}</c> may multiply to. Time is linear in the input, but the automaton grows with this.
    /// </summary>
    private const long MostRepeats = 128;
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

    /// <summary>The counts of all <c>{n}</c>, <c>{n,}</c> and <c>{n,m}</c> multiplied, the larger of each; a lower one would do for those not nested.</summary>
    private static long Repeats(string pattern)
    {
        var product = 1L;
        for (var open = pattern.IndexOf('{'); open >= 0 && product <= MostRepeats; open = pattern.IndexOf('{', open + 1))
        {
            var close = pattern.IndexOf('}', open);
            if (close < 0) break;
            var counts = pattern[(open + 1)..close].Split(',');
            if (counts.Length > 2 || counts.Any(c => c.Any(d => !char.IsAsciiDigit(d)))) continue;
            product *= Math.Max(1, counts.Max(c => c.Length == 0 ? 0 : int.TryParse(c, out var count) ? count : int.MaxValue));
        }

        return product;
    }

    /// <summary>Compiles a pattern, or says why it cannot be used.</summary>
    public static RegexSelector? TryCreate(string pattern, out string problem)
    {
        problem = "";
        if (pattern.Length > LongestPattern)
        {
            problem = $"the expression is longer than {LongestPattern} characters";
            return null;
        }

        if (Repeats(pattern) > MostRepeats)
        {
            problem = $"counted repetitions multiply to more than {MostRepeats}";
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
