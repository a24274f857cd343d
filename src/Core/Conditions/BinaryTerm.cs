namespace OrleansAcl.Conditions;

/// <summary>Two operands and an operator between them. Both are looked at always, so that all that is lacking is told at once.</summary>
internal abstract class BinaryTerm(Operator op, Term left, Term right, FactType type, string path) : Term(type, path)
{
    /// <summary>The operator.</summary>
    protected Operator Operator { get; } = op;

    protected override Value Work(ref Evaluation e)
    {
        var first = left.Evaluate(ref e);
        var second = right.Evaluate(ref e);
        if (first.IsUnknown || second.IsUnknown) return default;
        return Operators.Result(Operator, first.Kind, second.Kind) == FactKind.Unknown ? Misfit(ref e, first, second) : Apply(ref e, first, second);
    }

    /// <summary>What the operator makes of two values that it takes.</summary>
    protected abstract Value Apply(ref Evaluation e, in Value first, in Value second);

    /// <summary>Notes the operand that does not fit: one whose type was not known before, and of two such the right one, unless no other right one would help.</summary>
    protected Value Misfit(ref Evaluation e, in Value first, in Value second)
    {
        var fits = Operators.RightOf(Operator, first.Kind);
        if (fits.Length == 0) return e.Lack(left.Path, Operators.Left(Operator));
        return left.Type.IsKnown || !right.Type.IsKnown ? e.Lack(right.Path, fits) : e.Lack(left.Path, Operators.LeftOf(Operator, second.Kind));
    }
}
