using OrleansAcl.Policies;

using OrleansAcl.Conditions;
using OrleansAcl.Ladders;

namespace OrleansAcl.State;

/// <summary>An entry of an access list as stored.</summary>
/// <param name="Subject">Whom it speaks of.</param>
/// <param name="Generation">Which life of that subject; a deleted subject's entries match nothing even when the id is used again.</param>
/// <param name="Effect">What it does.</param>
/// <param name="Actions">The actions it names, or the model's word for all of them.</param>
/// <param name="Terms">When it counts; null is always.</param>
internal sealed record AccessEntry(SubjectRef Subject, int Generation, Effect Effect, IReadOnlyList<string> Actions, Terms? Terms = null);

/// <summary>What a list says of one subject: a bit an action in at most one of the two.</summary>
internal readonly record struct AccessRow(int SubjectId, bool IsUser, ulong Allow, ulong Deny);

/// <summary>
/// The access list of one resource: what was stored, and the same by subject for the check path. One with an entry under terms has
/// <see cref="Termed"/> in place of rows, which are worked out when a check is made.
/// </summary>
/// <param name="author">Who wrote it, in which life; null is the system.</param>
/// <param name="authorId">The author's number.</param>
/// <param name="entries">What was stored.</param>
/// <param name="rows">What it says, one row a subject, rising by id.</param>
/// <param name="reasons">That the row at the same position decided.</param>
internal sealed class AccessList(
    (SubjectRef Subject, int Generation)? author, int authorId, IReadOnlyList<AccessEntry> entries, AccessRow[] rows, AccessReason[] reasons)
{
    /// <summary>Who wrote it, in which life; null is the system.</summary>
    public (SubjectRef Subject, int Generation)? Author => author;

    /// <summary>The author's number.</summary>
    public int AuthorId => authorId;

    /// <summary>What was stored.</summary>
    public IReadOnlyList<AccessEntry> Entries => entries;

    /// <summary>What it says, one row a subject, rising by id.</summary>
    public AccessRow[] Rows => rows;

    /// <summary>That the row at a position decided.</summary>
    public AccessReason Reason(int at) => reasons[at];

    /// <summary>What it says where an entry stands under terms, one row a subject, rising by id; otherwise empty.</summary>
    public TermedRow[] Termed { get; init; } = [];

    /// <summary>The list with other entries, of which only those of one subject are not as they were; no row: it says nothing of the subject.</summary>
    public AccessList With(IReadOnlyList<AccessEntry> changed, int subjectId, AccessRow? row, AccessReason reason)
    {
        var found = Find(rows, subjectId);
        var (at, rest) = found < 0 ? (~found, ~found) : (found, found + 1);
        return row is { } put
            ? new AccessList(author, authorId, changed, [.. rows[..at], put, .. rows[rest..]], [.. reasons[..at], reason, .. reasons[rest..]])
            : new AccessList(author, authorId, changed, [.. rows[..at], .. rows[rest..]], [.. reasons[..at], .. reasons[rest..]]);
    }

    /// <summary>Whether it denies one subject the action: <see cref="Opinion.Deny"/>, no opinion, or either.</summary>
    public Opinion Denies(int subjectId, in Question question, ref Needs needs)
    {
        foreach (var row in Termed)
        {
            if (row.SubjectId != subjectId) continue;
            var said = row.Ask(question, ref needs);
            return said & Opinion.Deny | ((said & ~Opinion.Deny) != 0 ? Opinion.None : 0);
        }

        return Find(rows, subjectId) is >= 0 and var at && (rows[at].Deny & question.Bit) != 0 ? Opinion.Deny : Opinion.None;
    }

    /// <summary>The position of a subject's row; where there is none, the complement of where it would stand.</summary>
    public static int Find(AccessRow[] rows, int subjectId)
    {
        var (low, high) = (0, rows.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var id = rows[middle].SubjectId;
            if (id == subjectId) return middle;
            if (id < subjectId) low = middle + 1;
            else high = middle - 1;
        }

        return ~low;
    }
}

/// <summary>That the entry of a subject decided.</summary>
internal sealed class AccessReason(SubjectRef subject) : IReason
{
    private Said? _said;

    /// <summary>Whose entry.</summary>
    public SubjectRef Subject => subject;

    /// <summary>What was last said. An entry mostly decides in the same way: on one folder, for all that lies in it.</summary>
    private sealed record Said(string Rung, object? Via, string Line);

    /// <inheritdoc/>
    public string Line(string rung, object? via)
    {
        if (_said is not { } said || said.Rung != rung || !ReferenceEquals(said.Via, via)) _said = said = new Said(rung, via, $"{rung}: {Describe(via)}");
        return said.Line;
    }

    /// <inheritdoc/>
    public string Describe(object? via) => via is ResourceSlot slot ? $"entry of {subject} on {slot.Ref}" : $"entry of {subject}";
}
