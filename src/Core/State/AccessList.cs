using System.Numerics;
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
    private readonly int[] _ids;
    private readonly Row[] _rows;

    public AccessList(SubjectRef? author, int authorId, IReadOnlyList<AccessEntry> entries, IEnumerable<Row> rows)
    {
        Author = author;
        AuthorId = authorId;
        Entries = entries;
        _rows = [.. rows.GroupBy(r => r.SubjectId).Select(Row.Merge).OrderBy(r => r.SubjectId)];
        _ids = [.. _rows.Select(r => r.SubjectId)];
    }

    /// <summary>Who wrote it; null is the system.</summary>
    public SubjectRef? Author { get; }

    /// <summary>The author's id while it lives.</summary>
    public int AuthorId { get; }

    /// <summary>What was stored.</summary>
    public IReadOnlyList<AccessEntry> Entries { get; }

    /// <summary>Everything it says about one subject: the bits allowed and denied by name, and by the word for all.</summary>
    public sealed record Row(int SubjectId, SubjectRef Subject, ulong Allow, ulong Deny, ulong AllowAll, ulong DenyAll) : IReason
    {
        public static Row Merge(IEnumerable<Row> rows) => rows.Aggregate((a, b) => a with
        {
            Allow = a.Allow | b.Allow, Deny = a.Deny | b.Deny, AllowAll = a.AllowAll | b.AllowAll, DenyAll = a.DenyAll | b.DenyAll,
        });

        /// <summary>Deny, allow or nothing about one action; a named action goes before the word for all when that is the model's rule.</summary>
        public Effect? About(ulong bit, bool namedFirst)
        {
            if (namedFirst && ((Allow | Deny) & bit) != 0) return (Deny & bit) != 0 ? Effect.Deny : Effect.Allow;
            if (((Deny | DenyAll) & bit) != 0) return Effect.Deny;
            return ((Allow | AllowAll) & bit) != 0 ? Effect.Allow : null;
        }

        public string Describe(object? via) => via is ResourceRef on ? $"entry of {Subject} on {on}" : $"entry of {Subject}";
    }

    /// <summary>What it says of one subject; null for nothing.</summary>
    public Row? RowOf(int subjectId) => Array.BinarySearch(_ids, subjectId) is >= 0 and var at ? _rows[at] : null;

    /// <summary>The rows of the subjects in a closure, one at a time, beginning at a position; null at the end.</summary>
    public Row? Next(Closure closure, ref int position)
    {
        if (_ids.Length <= closure.Ids.Length * 4)
        {
            while (position < _ids.Length)
            {
                var at = position++;
                if (closure.Holds(_ids[at])) return _rows[at];
            }

            return null;
        }

        while (position < closure.Ids.Length)
        {
            var at = Array.BinarySearch(_ids, closure.Ids[position++]);
            if (at >= 0) return _rows[at];
        }

        return null;
    }
}
