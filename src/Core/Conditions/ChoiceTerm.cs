namespace OrleansAcl.Conditions;

/// <summary><c>condition ? this : that</c>; only the one chosen is looked at.</summary>
internal sealed class ChoiceTerm(Term condition, Term yes, Term no, FactType type, string path) : Term(type, path)
{
    protected override Value Work(ref Evaluation e) => condition.Ask(ref e) switch
    {
        Verdict.True => yes.Evaluate(ref e),
        Verdict.False => no.Evaluate(ref e),
        _ => default,
    };
}
