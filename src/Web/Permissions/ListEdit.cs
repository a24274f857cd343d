using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Web.Permissions;

/// <summary>What somebody did to one row.</summary>
/// <param name="Row">Its place in the form.</param>
/// <param name="Was">The row as he was shown it; null for one that he added.</param>
/// <param name="Now">The row as he wants it; null for one that he took away.</param>
internal sealed record RowEdit(int Row, ListRow? Was, ListRow? Now);

/// <summary>
/// The list that comes of somebody's edits: only what he touched is another, everything else is stored as it was. Where the model's lists are filled in as forms,
/// a subject one of whose rows was touched is denied whatever none of his rows allows, as <c>complete</c> of a step does for all of them.
/// </summary>
internal sealed class ListEdit
{
    private readonly List<(Node Entry, int? Row)> _entries = [];

    /// <param name="list">What is stored.</param>
    /// <param name="edits">What was done to it.</param>
    /// <param name="rules">How the model reads lists.</param>
    /// <param name="actions">The actions of the resource's type.</param>
    public ListEdit(AccessListDocument list, IReadOnlyList<RowEdit> edits, ListRules rules, IReadOnlyList<string> actions)
    {
        var rows = list.Rows.Select(row => (row.Row, Kept: (IReadOnlyList<Node>?)row.Entries, Form: (int?)null)).ToList();
        foreach (var edit in edits)
        {
            var at = edit.Was is { } was ? rows.FindIndex(row => row.Row.IsAt(was)) : -1;
            if (at >= 0) rows.RemoveAt(at);
            if (edit.Now is { } now) rows.Insert(at >= 0 ? at : rows.Count, (now, null, edit.Row));
        }

        Rows = [.. rows.Select(row => row.Row)];
        Touched = [.. edits.SelectMany(edit => new[] { edit.Was?.Subject, edit.Now?.Subject }).OfType<string>().Distinct()];
        foreach (var (row, kept, form) in rows)
        {
            var written = rules.Complete && Touched.Contains(row.Subject) ? (row with { Deny = [] }).Entries() : kept ?? row.Entries();
            _entries.AddRange(written.Select(entry => (entry, form)));
        }

        if (rules.Complete) Complete(rules, actions);
    }

    /// <summary>The rows there will be.</summary>
    public IReadOnlyList<ListRow> Rows { get; }

    /// <summary>The subjects whose rows are touched.</summary>
    public IReadOnlyList<string> Touched { get; }

    /// <summary>The entries there will be.</summary>
    public IEnumerable<Node> Entries => _entries.Select(entry => entry.Entry);

    /// <summary>The row of the form that an entry comes from; null when it is one that was not touched.</summary>
    public int? RowOf(int entry) => entry >= 0 && entry < _entries.Count ? _entries[entry].Row : null;

    private void Complete(ListRules rules, IReadOnlyList<string> actions)
    {
        foreach (var subject in Touched)
        {
            var mine = Rows.Where(row => row.Subject == subject).ToList();
            if (mine.Count == 0) continue;
            var allowed = mine.SelectMany(row => row.Allow).ToHashSet();
            string[] empty = allowed.Contains(rules.All) ? [] : [.. actions.Where(action => !allowed.Contains(action))];
            if (empty.Length > 0) _entries.Add((new ListRow(subject, [], empty, RowTerms.None).Entries().Single(), null));
        }
    }
}
