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
    public override Opinion Ask(in Question question, out IReason? because, out object? via)
    {
        AttachedSet? allowedBy = null;
        Statement? allow = null;
        (because, via) = (null, null);
        var sets = question.Subject.Sets;
        for (var i = 0; i < sets.Length; i++)
        {
            var set = sets[i];
            // A rank that has spoken is not overruled by a lower one.
            if (combining == RoleCombining.Ranked && allow is not null && set.Root.Rank != allowedBy!.Root.Rank) break;
            if (!set.Counts(question.Namespace, question.Now, question.Context)) continue;
            Statement? allowHere = null, deny = null;
            set.Set.Index.Find(question.Target, question.Bit, question.Action, question.Properties, ref allowHere, ref deny);
            if (deny is not null && combining != RoleCombining.PermitOnly)
            {
                (because, via) = (set, deny);
                return Opinion.Deny;
            }

            if (allowHere is null || allow is not null) continue;
            (allow, allowedBy) = (allowHere, set);
            if (combining == RoleCombining.PermitOnly) break;
        }

        (because, via) = (allowedBy, allow);
        return allow is null ? Opinion.None : Opinion.Allow;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Looked(in Question question)
    {
        var lines = new List<string>();
        foreach (var set in question.Subject.Sets)
        {
            var counts = set.Counts(question.Namespace, question.Now, question.Context);
            Statement? allow = null, deny = null;
            set.Set.Index.Find(question.Target, question.Bit, question.Action, question.Properties, ref allow, ref deny);
            lines.Add($"{set.Describe(deny ?? allow)}{(counts ? "" : ", which does not count here and now")}");
        }

        return lines.Count == 0 ? ["no roles or policies are attached"] : lines;
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
