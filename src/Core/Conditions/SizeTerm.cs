namespace OrleansAcl.Conditions;

/// <summary><c>size(x)</c>: the characters of a text, the items of a list, the entries of a map.</summary>
internal sealed class SizeTerm(Term operand, string path) : Term(new FactType(FactKind.Int), path)
{
    /// <summary>UTF-16 units that are counted in one step.</summary>
    private const int UnitsPerStep = 16;

    protected override Value Work(ref Evaluation e)
    {
        var value = operand.Evaluate(ref e);
        return value.Kind switch
        {
            FactKind.Unknown => default,
            FactKind.String => Value.Of(Characters(ref e, value.Text)),
            FactKind.List => Value.Of((long)value.Count),
            FactKind.Map => Value.Of((long)value.Map.Entries.Count),
            _ => e.Lack(operand.Path, "string, list or map"),
        };
    }

    /// <summary>A pair of surrogates is one character.</summary>
    private static long Characters(ref Evaluation e, string text)
    {
        e.Spend(text.Length / UnitsPerStep);
        var pairs = 0;
        for (var i = 1; i < text.Length; i++)
            if (char.IsSurrogatePair(text[i - 1], text[i])) pairs++;
        return text.Length - pairs;
    }
}
