namespace OrleansAcl.Conditions;

/// <summary>An entry of a map by its name: <c>context.ip</c>, or <c>context["ip"]</c>, which is the same.</summary>
internal sealed class FieldTerm(Term of, string key, FactType type, string path) : PathTerm(type, path)
{
    public override Value Find(ref Evaluation e) => Entry(Container(ref e));

    protected override Value Work(ref Evaluation e)
    {
        var map = Container(ref e);
        if (map.IsUnknown && of is not PathTerm) return default; // it has noted its need itself
        if (map.Kind is not (FactKind.Map or FactKind.Unknown)) return e.Lack(of.Path, "map");
        var found = Entry(map);
        return found.IsUnknown ? e.Lack(Path) : Typed(ref e, found);
    }

    private Value Container(ref Evaluation e)
    {
        e.Spend(1);
        return of is PathTerm place ? place.Find(ref e) : of.Evaluate(ref e);
    }

    private Value Entry(in Value map) => map.Kind == FactKind.Map ? Value.Of(map.Map[key]) : default;
}
