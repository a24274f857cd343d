namespace OrleansAcl.Conditions;

/// <summary>Sums, differences, products, quotients and remainders. What does not fit the type, or divides by zero, is unknown.</summary>
internal sealed class ArithmeticTerm(Operator op, Term left, Term right, FactType type, string path) : BinaryTerm(op, left, right, type, path)
{
    /// <summary>Characters of text that are put together in one step.</summary>
    private const int CharactersPerStep = 16;

    private readonly Term _right = right;

    protected override Value Apply(ref Evaluation e, in Value first, in Value second)
    {
        if (first.Kind == FactKind.String) return Joined(ref e, first.Text, second.Text);
        if (first.Kind is FactKind.Timestamp or FactKind.Duration) return Time(ref e, first, second);
        var divides = Operator is Operator.Divide or Operator.Remainder;
        if (divides && second.Real == 0) return e.Lack(_right.Path, "a number other than zero");
        if (first.Kind == FactKind.Double || second.Kind == FactKind.Double)
            return Real(first.Real, second.Real) is var real && double.IsFinite(real) ? Value.Of(real) : e.Lack(Path, "a number of 64 bits");
        return Whole(first.Whole, second.Whole, out var whole) ? Value.Of(whole) : e.Lack(Path, "a number of 64 bits");
    }

    private static Value Joined(ref Evaluation e, string first, string second)
    {
        e.Spend((first.Length + second.Length) / CharactersPerStep);
        return Value.Of(first + second);
    }

    private Value Time(ref Evaluation e, in Value first, in Value second)
    {
        var kind = Operators.Result(Operator, first.Kind, second.Kind);
        if (!Whole(first.Whole, second.Whole, out var ticks)) return e.Lack(Path, FactType.Name(kind));
        if (kind == FactKind.Duration) return Value.Duration(ticks);
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks ? Value.Timestamp(ticks) : e.Lack(Path, FactType.Name(kind));
    }

    private double Real(double first, double second) => Operator switch
    {
        Operator.Add => first + second,
        Operator.Subtract => first - second,
        Operator.Multiply => first * second,
        _ => first / second,
    };

    private bool Whole(long first, long second, out long result)
    {
        var exact = Operator switch
        {
            Operator.Add => (Int128)first + second,
            Operator.Subtract => (Int128)first - second,
            Operator.Multiply => (Int128)first * second,
            Operator.Divide => (Int128)first / second,
            _ => (Int128)first % second,
        };
        result = unchecked((long)exact);
        return result == exact;
    }
}
