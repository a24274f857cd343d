namespace OrleansAcl.Conditions;

/// <summary>The variable of an <c>exists</c> or <c>all</c>: the item at hand.</summary>
internal sealed class VariableTerm(int slot, FactType type, string path) : PathTerm(type, path)
{
    public override Value Find(ref Evaluation e) => e[slot];
}
