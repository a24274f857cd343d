namespace OrleansAcl.Conditions;

/// <summary><c>list.exists(x, condition)</c> and <c>list.all(x, condition)</c>: an <c>||</c> or <c>&amp;&amp;</c> over the items.</summary>
internal sealed class QuantifierTerm(Term list, int slot, Term condition, bool decisive, string path) : Term(new FactType(FactKind.Bool), path)
{
    protected override Value Work(ref Evaluation e)
    {
        var items = list.Evaluate(ref e, FactKind.List);
        if (items.IsUnknown) return default;
        var mark = e.Mark;
        var unknown = false;
        for (var i = 0; i < items.Count; i++)
        {
            e[slot] = items[i];
            var verdict = condition.Ask(ref e);
            if (verdict == (decisive ? Verdict.True : Verdict.False)) return e.Settle(mark, Value.Of(decisive));
            unknown |= verdict == Verdict.Unknown;
        }

        return unknown ? default : Value.Of(!decisive);
    }
}
