using System.Text.RegularExpressions;

namespace OrleansAcl.Selectors;

/// <summary>Regular expressions in an engine whose time is linear in the input, within limits that keep its automaton small.</summary>
internal static class LinearRegex
{
    /// <summary>BOUNDED: the longest expression, in characters.</summary>
    private const int LongestPattern = 1_024;

    /// <summary>
    /// BOUNDED: what the counts of all <c>{n,m}</c> may multiply to. Time is linear in the input, but the automaton grows with this.
    /// </summary>
    private const long MostRepeats = 128;

    /// <summary>How large the automaton may be, in characters of the pattern with its repetitions written out; never less than 1.</summary>
    public static long Weight(string pattern) => Math.Max(1, pattern.Length * Repeats(pattern));

    /// <summary>Compiles a pattern, or says why it cannot be used.</summary>
    /// <param name="pattern">The expression.</param>
    /// <param name="whole">Whether it must match a text as a whole rather than somewhere in it.</param>
    /// <param name="problem">Why it cannot be used; empty when it can.</param>
    public static Regex? TryCreate(string pattern, bool whole, out string problem)
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
            var regex = new Regex(pattern, Linear); // by itself first, so that no stray parenthesis can escape the anchors
            return whole ? new Regex($@"\A(?:{pattern})\z", Linear) : regex;
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

    /// <summary>
    /// The counts of all <c>{n}</c>, <c>{n,}</c> and <c>{n,m}</c> multiplied, the larger of each; a lower one would do for those not nested.
    /// </summary>
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
}
