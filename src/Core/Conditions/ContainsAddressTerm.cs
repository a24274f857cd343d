namespace OrleansAcl.Conditions;

/// <summary><c>cidr(range).containsIP(address)</c>; what is no address is unknown.</summary>
internal sealed class ContainsAddressTerm(Term range, Term address, string path) : Term(new FactType(FactKind.Bool), path)
{
    protected override Value Work(ref Evaluation e)
    {
        var within = range.Evaluate(ref e, FactKind.Range);
        var text = address.Evaluate(ref e, FactKind.String);
        if (within.IsUnknown || text.IsUnknown) return default;
        return within.Range.Contains(text.Text) is { } contains ? Value.Of(contains) : e.Lack(address.Path, "an IP address");
    }
}
