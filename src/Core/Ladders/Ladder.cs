namespace OrleansAcl.Ladders;

/// <summary>The first rung that has an opinion decides; no opinion anywhere is deny (FAIL-CLOSED).</summary>
internal static class Ladder
{
    /// <summary>The rung before all rungs, which denies the inactive.</summary>
    public const string Active = "active";
    private static readonly Because Inactive = new("{0} is inactive");
    private static readonly Because Either = new("whatever the facts that were not given");

    /// <summary>The answer.</summary>
    public static Decision Decide(in Question question)
    {
        // An inactive subject is denied before anything else, its own things and administrators included.
        if (!question.Subject.Active) return Decision.By(false, Active, Inactive, question.Subject.Label);
        return Decide(question.Type.Ladder, question);
    }

    /// <summary>The answer of some rungs only.</summary>
    public static Decision Decide(ReadOnlySpan<Rung> rungs, in Question question)
    {
        var grounds = default(Grounds);
        foreach (var rung in rungs)
        {
            if (!rung.SpeaksOf(question)) continue;
            var opinion = rung.Ask(question, ref grounds);
            if (opinion == Opinion.None) continue;
            if (opinion is Opinion.Allow or Opinion.Deny) return Decision.By(opinion == Opinion.Allow, rung.Name, grounds.Because ?? Either, grounds.Via);
            return Decide(rungs, question, rung, opinion, ref grounds);
        }

        return Decision.Default;
    }

    /// <summary>
    /// The answer once a rung has been unsure: that of the rungs below it where all they and it may say comes to the same, otherwise undecided. What is
    /// unknown to several rungs is taken to be unknown to each for itself, so that nothing is allowed that any value of it would deny.
    /// </summary>
    private static Decision Decide(ReadOnlySpan<Rung> rungs, in Question question, Rung unsure, Opinion opinion, ref Grounds grounds)
    {
        var possible = opinion & ~Opinion.None;
        var first = unsure;
        foreach (var rung in rungs[(rungs.IndexOf(unsure) + 1)..])
        {
            if ((opinion & Opinion.None) == 0) break;
            if (!rung.SpeaksOf(question)) continue;
            (opinion, unsure) = (rung.Ask(question, ref grounds), rung);
            possible |= opinion & ~Opinion.None;
        }

        if ((opinion & Opinion.None) != 0) possible |= Opinion.Deny;
        if (possible == (Opinion.Allow | Opinion.Deny)) return Decision.Lacking(first.Name, grounds.Needs.Names);
        if ((opinion & Opinion.None) != 0) return Decision.Default;
        return Decision.By(possible == Opinion.Allow, unsure.Name, grounds.Because ?? Either, grounds.Via);
    }
}
