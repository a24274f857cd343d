using OrleansAcl.Documents;
using OrleansAcl.Policies;
using OrleansAcl.Requests;

namespace OrleansAcl.Web.Permissions;

/// <summary>One action in one row.</summary>
/// <param name="Action">The action.</param>
/// <param name="Set">What the row says of it as it is filled in; null for nothing.</param>
/// <param name="Stands">What the engine says; null of a row whose subject is none.</param>
public sealed record CellView(string Action, Effect? Set, Standing? Stands);

/// <summary>One row of the dialog as it is filled in.</summary>
/// <param name="Index">Its place in the form.</param>
/// <param name="Subject">Whom it is about.</param>
/// <param name="Was">The row as it was read, as text; empty for one that was added.</param>
/// <param name="Cells">The actions.</param>
/// <param name="Terms">When it counts.</param>
public sealed record RowView(int Index, string Subject, string Was, IReadOnlyList<CellView> Cells, TermFields Terms)
{
    /// <summary>Whether it is to go.</summary>
    public bool IsRemoved { get; init; }

    /// <summary>What is wrong with it; null for nothing.</summary>
    public string? Error { get; init; }

    /// <summary>What somebody else made of it meanwhile; null for nothing.</summary>
    public string? Meanwhile { get; init; }

    /// <summary>The actions that the stored row says nothing of.</summary>
    public IReadOnlyList<string> Unsaid { get; init; } = [];
}

/// <summary>Somebody whom the list does not name, but who may all the same.</summary>
/// <param name="Name">What he is called: a reference, or words.</param>
/// <param name="Why">Why he is told of.</param>
/// <param name="Subject">A row can be added for this subject; null for none.</param>
/// <param name="Cells">The actions.</param>
public sealed record BesidesView(string Name, string Why, string? Subject, IReadOnlyList<CellView> Cells);

/// <summary>The dialog of an access list.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Rules">How its list is read.</param>
/// <param name="Actions">The actions, in the model's order.</param>
/// <param name="ETag">The tag of the list that the rows were read from.</param>
/// <param name="Rows">The rows of this page.</param>
public sealed record ListView(StoredObject Resource, ListRules Rules, IReadOnlyList<string> Actions, string ETag, IReadOnlyList<RowView> Rows) : DialogView(Resource)
{
    /// <summary>Owners and administrators.</summary>
    public IReadOnlyList<BesidesView> Besides { get; init; } = [];

    /// <summary>How many rows the list has that the filter lets through.</summary>
    public int Matching { get; init; }

    /// <summary>How many rows the list has.</summary>
    public int Total { get; init; }

    /// <summary>The place of the first row of this page.</summary>
    public int Start { get; init; }

    /// <summary>Most rows of a page.</summary>
    public int PageSize { get; init; }

    /// <summary>The filter.</summary>
    public string? Filter { get; init; }

    /// <summary>Whether there is a list at all.</summary>
    public bool IsStored { get; init; }

    /// <summary>Who wrote it.</summary>
    public string? By { get; init; }

    /// <summary>Whether the list was changed since these rows were read.</summary>
    public bool IsStale { get; init; }

    /// <summary>Whether the engine's reasons may be told, and not only its answers.</summary>
    public bool TellsWhy { get; init; }
}
