using OrleansAcl.Documents;

namespace OrleansAcl.Conditions;

/// <summary>How two values compare. Whole numbers and those with a fraction compare by what they are worth, texts by their UTF-16 units.</summary>
internal static class Comparison
{
    /// <summary>Characters of text that are compared in one step.</summary>
    private const int CharactersPerStep = 64;

    /// <summary>Whether two values are the same; unknown when they, or two of their items, are of types that do not compare.</summary>
    public static Verdict Equal(ref Evaluation e, in Value first, in Value second)
    {
        e.Spend(1);
        if (first.IsNumber && second.IsNumber) return Of(Numbers(first, second) == 0);
        if (first.Kind != second.Kind) return Verdict.Unknown;
        switch (first.Kind)
        {
            case FactKind.Bool or FactKind.Timestamp or FactKind.Duration: return Of(first.Whole == second.Whole);
            case FactKind.String:
                if (first.Text.Length != second.Text.Length) return Verdict.False;
                e.Spend(first.Text.Length / CharactersPerStep);
                return Of(first.Text == second.Text);
            case FactKind.List: return Lists(ref e, first, second);
            case FactKind.Map: return Maps(ref e, first.Map, second.Map);
            default: return Verdict.Unknown;
        }
    }

    /// <summary>Which of two values of types that have an order comes first: negative, 0 or positive.</summary>
    public static int Order(ref Evaluation e, in Value first, in Value second)
    {
        if (first.IsNumber) return Numbers(first, second);
        if (first.Kind != FactKind.String) return first.Whole.CompareTo(second.Whole);
        e.Spend(Math.Min(first.Text.Length, second.Text.Length) / CharactersPerStep);
        return string.CompareOrdinal(first.Text, second.Text);
    }

    private static int Numbers(in Value first, in Value second)
    {
        if (first.Kind == second.Kind) return first.Kind == FactKind.Int ? first.Whole.CompareTo(second.Whole) : first.Real.CompareTo(second.Real);
        return first.Kind == FactKind.Int ? Mixed(first.Whole, second.Real) : -Mixed(second.Whole, first.Real);
    }

    /// <summary>Exact: a whole number above 2^53 is not rounded to one with a fraction.</summary>
    private static int Mixed(long whole, double real)
    {
        const double Beyond = 9_223_372_036_854_775_808;
        if (real >= Beyond) return -1;
        if (real < -Beyond) return 1;
        var order = whole.CompareTo((long)real);
        return order != 0 ? order : 0d.CompareTo(real - Math.Truncate(real));
    }

    private static Verdict Lists(ref Evaluation e, in Value first, in Value second)
    {
        if (first.Count != second.Count) return Verdict.False;
        var unknown = false;
        for (var i = 0; i < first.Count; i++)
        {
            var equal = Equal(ref e, first[i], second[i]);
            if (equal == Verdict.False) return equal;
            unknown |= equal == Verdict.Unknown;
        }

        return unknown ? Verdict.Unknown : Verdict.True;
    }

    private static Verdict Maps(ref Evaluation e, Node first, Node second)
    {
        if (first.Entries.Count != second.Entries.Count) return Verdict.False;
        var unknown = false;
        foreach (var (key, value) in first.Entries)
        {
            var equal = second[key] is { } other ? Equal(ref e, Value.Of(value), Value.Of(other)) : Verdict.False;
            if (equal == Verdict.False) return equal;
            unknown |= equal == Verdict.Unknown;
        }

        return unknown ? Verdict.Unknown : Verdict.True;
    }

    private static Verdict Of(bool holds) => holds ? Verdict.True : Verdict.False;
}
