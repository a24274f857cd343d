namespace OrleansAcl.Conditions;

/// <summary>Equality and order.</summary>
internal sealed class ComparisonTerm(Operator op, Term left, Term right, string path) : BinaryTerm(op, left, right, new FactType(FactKind.Bool), path)
{
    protected override Value Apply(ref Evaluation e, in Value first, in Value second)
    {
        if (Operator is Operator.Equal or Operator.NotEqual)
        {
            var equal = Comparison.Equal(ref e, first, second);
            return equal == Verdict.Unknown ? e.Lack(Path, "items of the same types") : Value.Of(equal == Verdict.True == (Operator == Operator.Equal));
        }

        var order = Comparison.Order(ref e, first, second);
        return Value.Of(Operator switch
        {
            Operator.Less => order < 0,
            Operator.LessOrEqual => order <= 0,
            Operator.Greater => order > 0,
            _ => order >= 0,
        });
    }
}
