namespace OrleansAcl.Conditions;

/// <summary>An item of a list by its place, counted from 0, or an entry of a map by a key that is worked out.</summary>
internal sealed class IndexTerm(Term of, Term index, FactType type, string path) : PathTerm(type, path)
{
    public override Value Find(ref Evaluation e)
    {
        e.Spend(1);
        var container = of is PathTerm place ? place.Find(ref e) : of.Evaluate(ref e);
        return container.IsUnknown ? default : Item(container, index.Evaluate(ref e));
    }

    protected override Value Work(ref Evaluation e)
    {
        var container = of.Evaluate(ref e);
        var at = index.Evaluate(ref e);
        if (container.IsUnknown || at.IsUnknown) return default;
        if (container.Kind is not (FactKind.List or FactKind.Map)) return e.Lack(of.Path, "list or map");
        var wanted = container.Kind == FactKind.List ? FactKind.Int : FactKind.String;
        if (at.Kind != wanted) return e.Lack(index.Path, FactType.Name(wanted));
        var found = Item(container, at);
        return found.IsUnknown ? e.Lack(Path) : Typed(ref e, found);
    }

    private static Value Item(in Value container, in Value at) => (container.Kind, at.Kind) switch
    {
        (FactKind.List, FactKind.Int) => at.Whole >= 0 && at.Whole < container.Count ? container[(int)at.Whole] : default,
        (FactKind.Map, FactKind.String) => Value.Of(container.Map[at.Text]),
        _ => default,
    };
}
