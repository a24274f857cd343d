namespace OrleansAcl.Conditions;

/// <summary><c>!</c>: what is unknown stays so.</summary>
internal sealed class NotTerm(Term operand, string path) : Term(new FactType(FactKind.Bool), path)
{
    protected override Value Work(ref Evaluation e) => operand.Ask(ref e) switch
    {
        Verdict.True => Value.Of(false),
        Verdict.False => Value.Of(true),
        _ => default,
    };
}
