using OrleansAcl.Policies;

namespace OrleansAcl.State;

/// <summary>An entry of an access list as stored.</summary>
/// <param name="Subject">Whom it speaks of.</param>
/// <param name="Generation">Which life of that subject; a deleted subject's entries match nothing even when the id is used again.</param>
/// <param name="Effect">What it does.</param>
/// <param name="Actions">The actions it names, or the model's word for all of them.</param>
internal sealed record AccessEntry(SubjectRef Subject, int Generation, Effect Effect, IReadOnlyList<string> Actions);

/// <summary>The access list of one resource: what was stored, and the same sorted by subject for the check path.</summary>
internal sealed class AccessList
{
    private readonly AccessRow[] _rows;
    private readonly AccessReason[] _reasons;

    public AccessList(SubjectRef? author, int authorId, IReadOnlyList<AccessEntry> entries, IEnumerable<(SubjectRef Subject, AccessRow Row)> rows)
    {
        Author = author;
        AuthorId = authorId;
        Entries = entries;
        var merged = rows.GroupBy(r => r.Row.SubjectId).OrderBy(g => g.Key).ToList();
        _rows = [.. merged.Select(g => g.Select(r => r.Row).Aggregate(AccessRow.Merge))];
        _reasons = [.. merged.Select(g => new AccessReason(g.First().Subject))];
    }

    /// <summary>Who wrote it; null is the system.</summary>
    public SubjectRef? Author { get; }

    /// <summary>The author's id while it lives.</summary>
    public int AuthorId { get; }

    /// <summary>What was stored.</summary>
    public IReadOnlyList<AccessEntry> Entries { get; }

    /// <summary>What it says of one subject about an action; null for nothing.</summary>
    public Effect? About(int subjectId, ulong bit, bool namedFirst) => Find(subjectId) is >= 0 and var at ? _rows[at].About(bit, namedFirst) : null;

    /// <summary>
    /// Finds entries of the subjects in a closure that speak of an action: one that allows and one that denies, unless found already.
    /// Walks the shorter of the two.
    /// </summary>
    public void Find(Closure closure, ulong bit, string? subjectType, bool namedFirst, ref AccessReason? allowed, ref AccessReason? denied)
    {
        if (_rows.Length <= closure.Ids.Length * 4)
        {
            for (var at = 0; at < _rows.Length; at++)
                if (closure.Holds(_rows[at].SubjectId)) Note(at, bit, subjectType, namedFirst, ref allowed, ref denied);
            return;
        }

        foreach (var id in closure.Ids)
            if (Find(id) is >= 0 and var at) Note(at, bit, subjectType, namedFirst, ref allowed, ref denied);
    }

    private void Note(int at, ulong bit, string? subjectType, bool namedFirst, ref AccessReason? allowed, ref AccessReason? denied)
    {
        if (_rows[at].About(bit, namedFirst) is not { } effect) return;
        var reason = _reasons[at];
        if (subjectType is not null && reason.Subject.Type != subjectType) return;
        if (effect == Effect.Allow) allowed ??= reason;
        else denied ??= reason;
    }

    private int Find(int subjectId)
    {
        var (low, high) = (0, _rows.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var id = _rows[middle].SubjectId;
            if (id == subjectId) return middle;
            if (id < subjectId) low = middle + 1;
            else high = middle - 1;
        }

        return -1;
    }
}

/// <summary>Everything a list says about one subject: the bits allowed and denied by name, and by the word for all.</summary>
internal readonly record struct AccessRow(int SubjectId, ulong Allow, ulong Deny, ulong AllowAll, ulong DenyAll)
{
    /// <summary>What two rows of one subject say together.</summary>
    public static AccessRow Merge(AccessRow a, AccessRow b) =>
        new(a.SubjectId, a.Allow | b.Allow, a.Deny | b.Deny, a.AllowAll | b.AllowAll, a.DenyAll | b.DenyAll);

    /// <summary>Deny, allow or nothing about one action; a named action goes before the word for all when that is the model's rule.</summary>
    public Effect? About(ulong bit, bool namedFirst)
    {
        if (namedFirst && ((Allow | Deny) & bit) != 0) return (Deny & bit) != 0 ? Effect.Deny : Effect.Allow;
        if (((Deny | DenyAll) & bit) != 0) return Effect.Deny;
        return ((Allow | AllowAll) & bit) != 0 ? Effect.Allow : null;
    }
}

/// <summary>That the entry of a subject decided.</summary>
internal sealed class AccessReason(SubjectRef subject) : IReason
{
    /// <summary>Whose entry.</summary>
    public SubjectRef Subject => subject;

    /// <inheritdoc/>
    public string Describe(object? via) => via is ResourceSlot slot ? $"entry of {subject} on {slot.Ref}" : $"entry of {subject}";
}
