namespace OrleansAcl.Conditions;

/// <summary><c>in</c>: whether a value is among the items of a list, or a text among the keys of a map.</summary>
internal sealed class InTerm(Term sought, Term among, string path) : Term(new FactType(FactKind.Bool), path)
{
    protected override Value Work(ref Evaluation e)
    {
        var value = sought.Evaluate(ref e);
        var container = among.Evaluate(ref e);
        if (value.IsUnknown || container.IsUnknown) return default;
        if (container.Kind == FactKind.List) return Listed(ref e, value, container);
        if (container.Kind != FactKind.Map) return e.Lack(among.Path, "list or map");
        if (value.Kind != FactKind.String) return e.Lack(sought.Path, FactType.Name(FactKind.String));
        return Value.Of(!Value.Of(container.Map[value.Text]).IsUnknown);
    }

    private Value Listed(ref Evaluation e, in Value value, in Value list)
    {
        var misfit = -1;
        for (var i = 0; i < list.Count; i++)
        {
            var equal = Comparison.Equal(ref e, list[i], value);
            if (equal == Verdict.True) return Value.Of(true);
            if (equal == Verdict.Unknown) misfit = i;
        }

        if (misfit < 0) return Value.Of(false);
        return among is Constant ? e.Lack(sought.Path, FactType.Name(list[misfit].Kind)) : e.Lack($"{among.Path}[{misfit}]", FactType.Name(value.Kind));
    }
}
