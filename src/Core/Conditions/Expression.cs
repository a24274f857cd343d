using OrleansAcl.Documents;

namespace OrleansAcl.Conditions;

public sealed class FactTypes { public static readonly FactTypes Open = new(); }

public sealed class Expression
{
    public required string Text { get; init; }
    public static Expression Parse(string text, FactTypes types) => new() { Text = text };
    internal Verdict Evaluate(in Facts facts, ref Needs needs)
    {
        needs.Add("context.stub");
        return Verdict.Unknown;
    }
}
