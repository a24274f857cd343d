using OrleansAcl.Conditions;
using OrleansAcl.Explaining;
using OrleansAcl.Lists;
using OrleansAcl.State;

namespace OrleansAcl.Ladders;

/// <summary>How the entries that speak of a subject combine.</summary>
internal enum Combining : byte
{
    /// <summary>Any deny denies, else any allow allows.</summary>
    DenyOverrides,

    /// <summary>Any allow allows, else any deny denies.</summary>
    PermitOverrides,

    /// <summary>The nearest resource with an entry decides, deny first.</summary>
    Nearest,
}

/// <summary>Entries on the resource, and optionally on what it lies in.</summary>
/// <param name="subjectType">Only entries of users, or of groups; null for both.</param>
/// <param name="inherited">Whether ancestors' entries count too.</param>
/// <param name="combining">How entries combine.</param>
internal sealed class AclRung(string? subjectType, bool inherited, Combining combining) : Rung
{
    /// <inheritdoc/>
    protected override Opinion Judge(in Question question, ref Grounds grounds)
    {
        Found allowed = default, denied = default;
        var state = question.Resource;
        var above = question.ParentSlot;
        ResourceSlot? on = null;
        for (var depth = 0; ; depth++)
        {
            if (state is { AclRows.Length: > 0 }) Look(question, state, on, ref allowed, ref denied);
            else if (state?.Acl is { Termed.Length: > 0 }) return JudgeTermed(question, ref grounds);
            if (!inherited || above is null || IsSettled(allowed.IsThere, denied.IsThere)) break;
            if (depth == AclLimits.Parents) throw TooDeep();
            on = above;
            state = above.At(question.Version);
            above = state.ParentSlot;
        }

        if (!allowed.IsThere && !denied.IsThere) return Opinion.None;
        var allow = allowed.IsThere && (!denied.IsThere || combining == Combining.PermitOverrides);
        var decided = allow ? allowed : denied;
        return grounds.Rest(allow ? Opinion.Allow : Opinion.Deny, decided.List!.Reason(decided.At), decided.On);
    }

    private static AclException TooDeep() => new(ErrorCodes.LimitExceeded, $"the resource has more than {AclLimits.Parents} ancestors");

    /// <summary>The same where a list on the way has entries under terms: each list's opinion is worked out whole, and then those are combined.</summary>
    private Opinion JudgeTermed(in Question question, ref Grounds grounds)
    {
        var opinion = Opinion.None;
        (IReason Reason, ResourceSlot? On)? allowed = null, denied = null;
        var (state, above, on) = (question.Resource, question.ParentSlot, (ResourceSlot?)null);
        for (var depth = 0; ; depth++)
        {
            if (state?.Acl is { } list)
            {
                var said = Of(list, question, ref grounds.Needs, out var because);
                opinion = combining == Combining.Nearest ? Opinions.FirstOf(opinion, said) : Combine(opinion, said);
                if (said == Opinion.Allow) allowed ??= (because!, on);
                else if (said == Opinion.Deny) denied ??= (because!, on);
            }

            if (!inherited || above is null || IsSettled(opinion)) break;
            if (depth == AclLimits.Parents) throw TooDeep();
            (on, state) = (above, above.At(question.Version));
            above = state.ParentSlot;
        }

        if ((opinion == Opinion.Allow ? allowed : opinion == Opinion.Deny ? denied : null) is not var (reason, where)) return opinion;
        return grounds.Rest(opinion, reason, where);
    }

    /// <summary>What one list says, with the row that says it when it is sure.</summary>
    private Opinion Of(AccessList list, in Question question, ref Needs needs, out IReason? because)
    {
        var opinion = Opinion.None;
        IReason? allowed = null, denied = null;
        for (var at = 0; at < list.Rows.Length; at++)
        {
            var row = list.Rows[at];
            if (!SpeaksOf(row, question.Bit) || !question.Subject.Holds(row.SubjectId)) continue;
            var denies = (row.Deny & question.Bit) != 0;
            opinion = Combine(opinion, denies ? Opinion.Deny : Opinion.Allow);
            if (denies) denied ??= list.Reason(at);
            else allowed ??= list.Reason(at);
        }

        foreach (var row in list.Termed)
        {
            if ((subjectType is not null && row.IsUser != (subjectType == SubjectRef.User)) || !question.Subject.Holds(row.SubjectId)) continue;
            var said = row.Ask(question, ref needs);
            opinion = Combine(opinion, said);
            if (said == Opinion.Deny) denied ??= row.Reason;
            else if (said == Opinion.Allow) allowed ??= row.Reason;
        }

        because = opinion == Opinion.Allow ? allowed : denied;
        return opinion;
    }

    private Opinion Combine(Opinion a, Opinion b) =>
        combining == Combining.PermitOverrides ? Opinions.PermitOverrides(a, b) : Opinions.DenyOverrides(a, b);

    /// <summary>A row that speaks of the subject and the action.</summary>
    private readonly record struct Found(AccessList? List, int At, ResourceSlot? On)
    {
        public bool IsThere => List is not null;
    }

    /// <summary>Notes the first row that allows and the first that denies. Walks the shorter of the rows and the closure.</summary>
    private void Look(in Question question, ResourceState state, ResourceSlot? on, ref Found allowed, ref Found denied)
    {
        var rows = state.AclRows;
        var subject = question.Subject;
        if (rows.Length <= subject.Ids.Length * 4)
        {
            for (var at = 0; at < rows.Length; at++)
                if (SpeaksOf(rows[at], question.Bit) && subject.Holds(rows[at].SubjectId)) Note(question, state, at, on, ref allowed, ref denied);
            return;
        }

        foreach (var id in subject.Ids)
            if (AccessList.Find(rows, id) is >= 0 and var at && SpeaksOf(rows[at], question.Bit)) Note(question, state, at, on, ref allowed, ref denied);
    }

    private bool SpeaksOf(in AccessRow row, ulong bit) =>
        ((row.Allow | row.Deny) & bit) != 0 && (subjectType is null || row.IsUser == (subjectType == SubjectRef.User));

    private static void Note(in Question question, ResourceState state, int at, ResourceSlot? on, ref Found allowed, ref Found denied)
    {
        ref var found = ref (state.AclRows[at].Deny & question.Bit) != 0 ? ref denied : ref allowed;
        if (!found.IsThere) found = new Found(state.Acl, at, on);
    }

    /// <summary>Whether no ancestor can change what has been found.</summary>
    private bool IsSettled(bool allowed, bool denied) => combining switch
    {
        Combining.DenyOverrides => denied,
        Combining.PermitOverrides => allowed,
        _ => allowed || denied,
    };

    /// <summary>The same of an opinion that may be several.</summary>
    private bool IsSettled(Opinion opinion) => combining switch
    {
        Combining.DenyOverrides => opinion == Opinion.Deny,
        Combining.PermitOverrides => opinion == Opinion.Allow,
        _ => (opinion & Opinion.None) == 0,
    };

    /// <inheritdoc/>
    public override IReadOnlyList<ExplanationNode> Looked(in Question question)
    {
        var lines = new List<ExplanationNode>();
        foreach (var (on, list) in EntryLines.Lists(question, inherited))
            foreach (var entry in list.Entries)
                if (subjectType is null || entry.Subject.Type == subjectType) lines.Add(EntryLines.Line(question, on, entry));
        return lines.Count == 0 ? [ExplanationNode.Detail("there are no entries")] : lines;
    }

    /// <inheritdoc/>
    public override void Prove(in Question question, Opinion opinion, in Grounds grounds, Trail trail)
    {
        var subject = ((AccessReason)grounds.Because!).Subject;
        var slot = (ResourceSlot?)grounds.Via;
        var (on, list) = slot is null ? (question.Ref, question.Resource!.Acl!) : (slot.Ref, slot.At(question.Version).Acl!);
        trail.Membership(subject);
        trail.Add(LinkKinds.Entry, on.ToString(), EntryLines.Text(on, EntryLines.Deciding(question, list, subject, opinion, on)));
        trail.Down(question, slot);
    }

    /// <inheritdoc/>
    public override void Propose(Candidates candidates)
    {
        foreach (var id in candidates.Subject.Ids)
        {
            if (inherited) candidates.BelowMentioning(id);
            else candidates.Mentioning(id);
        }
    }
}
