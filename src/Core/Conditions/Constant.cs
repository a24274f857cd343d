namespace OrleansAcl.Conditions;

/// <summary>A literal, or what was worked out of literals when the condition was read.</summary>
internal sealed class Constant(Value value, FactType type, string path) : Term(type, path)
{
    public Constant(Value value, string path) : this(value, new FactType(value.Kind), path)
    {
    }

    /// <summary>The value.</summary>
    public Value Value { get; } = value;

    protected override Value Work(ref Evaluation e) => Value;
}
