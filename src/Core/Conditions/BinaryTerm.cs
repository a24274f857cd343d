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

    /// <summary>
    /// Notes the operand that does not fit: the one whose type was not known before, and of two such the right one if another right one would do.
    /// </summary>
    private Value Misfit(ref Evaluation e, in Value first, in Value second)
    {
        var onRight = Operators.RightOf(Operator, first.Kind);
        var onLeft = Operators.LeftOf(Operator, second.Kind);
        if (onRight.Length > 0 && (left.Type.IsKnown || !right.Type.IsKnown)) return e.Lack(right.Path, onRight);
        return e.Lack(left.Path, onLeft.Length > 0 ? onLeft : Operators.Left(Operator));
    }
}
