using OrleansAcl.Conditions;
using OrleansAcl.Explaining;
using OrleansAcl.Lists;
using OrleansAcl.Policies;
using OrleansAcl.State;

namespace OrleansAcl.Ladders;

/// <summary>How the permission sets of a subject combine.</summary>
internal enum RoleCombining : byte
{
    /// <summary>They only add; a deny statement has no place in them.</summary>
    PermitOnly,

    /// <summary>Any deny denies, else any allow allows.</summary>
    DenyOverrides,

    /// <summary>The sets of the first rank with a match decide, deny first.</summary>
    Ranked,
}

/// <summary>Permission sets attached to the subject or to anything it is in.</summary>
internal sealed class RolesRung(RoleCombining combining) : Rung
{
    /// <inheritdoc/>
    protected override Opinion Judge(in Question question, ref Grounds grounds)
    {
        if (question.Subject.HasConditions) return JudgeConditional(question, ref grounds);
        AttachedSet? allowedBy = null;
        Statement? allow = null;
        var sets = question.Subject.Sets;
        for (var i = 0; i < sets.Length; i++)
        {
            var set = sets[i];
            // A rank that has spoken is not overruled by a lower one.
            if (combining == RoleCombining.Ranked && allow is not null && set.Root.Rank != allowedBy!.Root.Rank) break;
            if (!set.Counts(question.Namespace, question.Now, question.Context)) continue;
            Statement? allowHere = null, deny = null;
            set.Set.Index.Find(question.Target, question.Bit, question.Action, question.Properties, ref allowHere, ref deny);
            if (deny is not null && combining != RoleCombining.PermitOnly) return grounds.Rest(Opinion.Deny, set, deny);
            if (allowHere is null || allow is not null) continue;
            (allow, allowedBy) = (allowHere, set);
            if (combining == RoleCombining.PermitOnly) break;
        }

        return allow is null ? Opinion.None : grounds.Rest(Opinion.Allow, allowedBy!, allow);
    }

    /// <summary>The same where a set is bound under a condition: the opinion of each rank is worked out whole.</summary>
    private Opinion JudgeConditional(in Question question, ref Grounds grounds)
    {
        var (above, here) = (Opinion.None, Opinion.None);
        (AttachedSet Set, Statement Statement)? allowed = null, denied = null;
        var sets = question.Subject.Sets;
        for (var at = 0; at < sets.Length;)
        {
            if (combining == RoleCombining.Ranked && at > 0 && sets[at].Root.Rank != sets[at - 1].Root.Rank)
            {
                (above, here) = (Opinions.FirstOf(above, here), Opinion.None);
                if ((above & Opinion.None) == 0) break;
            }

            var said = OfBinding(sets, ref at, question, ref grounds.Needs, out var because);
            here = combining == RoleCombining.PermitOnly ? Opinions.PermitOverrides(here, said) : Opinions.DenyOverrides(here, said);
            if (said == Opinion.Allow) allowed ??= because;
            else if (said == Opinion.Deny) denied ??= because;
        }

        var opinion = Opinions.FirstOf(above, here);
        if ((opinion == Opinion.Allow ? allowed : opinion == Opinion.Deny ? denied : null) is not var (by, statement)) return opinion;
        return grounds.Rest(opinion, by, statement);
    }

    /// <summary>What one binding says, with all that its set includes: it counts as a whole or not at all.</summary>
    private Opinion OfBinding(ReadOnlySpan<AttachedSet> sets, ref int at, in Question question, ref Needs needs, out (AttachedSet, Statement)? because)
    {
        because = null;
        var (first, denied) = (sets[at], false);
        for (; at < sets.Length && sets[at].IsBoundAs(first); at++)
        {
            var set = sets[at];
            if (denied || !set.Counts(question.Namespace, question.Now, question.Context)) continue;
            Statement? allow = null, deny = null;
            set.Set.Index.Find(question.Target, question.Bit, question.Action, question.Properties, ref allow, ref deny);
            denied = deny is not null && combining != RoleCombining.PermitOnly;
            if (denied) because = (set, deny!);
            else if (allow is not null) because ??= (set, allow);
        }

        if (because is null) return Opinion.None;
        var opinion = denied ? Opinion.Deny : Opinion.Allow;
        return (first.When?.Evaluate(question.Facts, ref needs) ?? Verdict.True) switch
        {
            Verdict.True => opinion,
            Verdict.False => Opinion.None,
            _ => opinion | Opinion.None,
        };
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ExplanationNode> Looked(in Question question)
    {
        var lines = new List<ExplanationNode>();
        foreach (var set in question.Subject.Sets)
        {
            Statement? allow = null, deny = null;
            set.Set.Index.Find(question.Target, question.Bit, question.Action, question.Properties, ref allow, ref deny);
            var shortfall = Shortfall.Of(set, deny ?? allow, question) is { } why ? $", which does not count here and now: {why}" : "";
            lines.Add(ExplanationNode.Detail($"{set.Describe(deny ?? allow)}{shortfall}"));
        }

        return lines.Count == 0 ? [ExplanationNode.Detail("no roles or policies are attached")] : lines;
    }

    /// <inheritdoc/>
    public override void Prove(in Question question, Opinion opinion, in Grounds grounds, Trail trail)
    {
        var statement = (Statement)grounds.Via!;
        trail.Attached((AttachedSet)grounds.Because!);
        trail.Add(LinkKinds.Statement, null, $"{(opinion == Opinion.Allow ? "allow" : "deny")} of {question.Action} on {statement.Type} `{statement.Selector}`");
        if (question.TargetType == question.Type && question.TargetId == question.Ref.Id) return;
        var target = $"{question.TargetType.Name}:{question.TargetId}";
        trail.Add(LinkKinds.DecidedAs, target, $"{question.Ref} is decided as {target}");
    }

    /// <inheritdoc/>
    public override void Propose(Candidates candidates)
    {
        foreach (var set in candidates.Subject.Sets)
            foreach (var statement in set.Set.Statements)
                if (statement.Effect == Effect.Allow && statement.Actions.Holds(candidates.Bit, candidates.Action)) Propose(statement, candidates);
    }

    private static void Propose(Statement statement, Candidates candidates)
    {
        // What is decided as something else is seen under other ids than its own.
        if (candidates.Type.DecidedAs is not null) candidates.All();
        else if (statement.Type == candidates.Type.Name) statement.Selector.Propose(candidates);
    }
}
