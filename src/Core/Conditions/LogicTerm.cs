namespace OrleansAcl.Conditions;

/// <summary>
/// <c>&amp;&amp;</c> and <c>||</c> over any number of parts. One false part makes an <c>&amp;&amp;</c> false and one true part an <c>||</c>
/// true, wherever it stands and whatever the others lack.
/// </summary>
internal sealed class LogicTerm(Term[] parts, bool decisive, string path) : Term(new FactType(FactKind.Bool), path)
{
    protected override Value Work(ref Evaluation e)
    {
        var mark = e.Mark;
        var unknown = false;
        foreach (var part in parts)
        {
            var verdict = part.Ask(ref e);
            if (verdict == (decisive ? Verdict.True : Verdict.False)) return e.Settle(mark, Value.Of(decisive));
            unknown |= verdict == Verdict.Unknown;
        }

        return unknown ? default : Value.Of(!decisive);
    }
}
