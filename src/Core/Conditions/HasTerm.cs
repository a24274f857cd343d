namespace OrleansAcl.Conditions;

/// <summary><c>has(path)</c>: whether something is there, of whatever type. Always true or false.</summary>
internal sealed class HasTerm(PathTerm place, string path) : Term(new FactType(FactKind.Bool), path)
{
    protected override Value Work(ref Evaluation e) => e.Settle(e.Mark, Value.Of(!place.Find(ref e).IsUnknown));
}
