namespace OrleansAcl.Conditions;

/// <summary>A place that a fact is looked for at. It may be lacking, and <c>has</c> can be asked of it.</summary>
internal abstract class PathTerm(FactType type, string path) : Term(type, path)
{
    /// <summary>What is there, of whatever type; unknown when nothing is. Notes no need for itself.</summary>
    public abstract Value Find(ref Evaluation e);

    protected override Value Work(ref Evaluation e)
    {
        var found = Find(ref e);
        return found.IsUnknown ? e.Lack(Path) : Typed(ref e, found);
    }

    /// <summary>The fact as it was declared: documents have no instants and spans, so those are read from text.</summary>
    protected Value Typed(ref Evaluation e, in Value found)
    {
        if (!Type.IsKnown || found.Kind == Type.Kind) return found;
        var read = (Type.Kind, found.Kind) switch
        {
            (FactKind.Double, FactKind.Int) => Value.Of(found.Real),
            (FactKind.Timestamp, FactKind.String) => Instants.Timestamp(found.Text),
            (FactKind.Duration, FactKind.String) => Instants.Duration(found.Text),
            _ => default,
        };
        return read.IsUnknown ? e.Lack(Path, Type.ToString()) : read;
    }
}
