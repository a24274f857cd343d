using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Permissions;

/// <summary>The part of an access list that one page shows, by what the address filters and where it starts.</summary>
/// <param name="call">The request.</param>
/// <param name="actions">How many actions each row has a field for.</param>
internal sealed class ListPage(PageCall call, int actions)
{
    /// <summary>Most rows of one page.</summary>
    private const int MostRows = 25;

    /// <summary>Most fields that a page's rows have together: a form takes 1,024.</summary>
    private const int MostFields = 900;

    /// <summary>Fields of a row besides its actions.</summary>
    private const int RowFields = 6;

    /// <summary>What the subjects must contain; null for anything.</summary>
    public string? Filter { get; } = call.Query("q");

    /// <summary>The place of the first row.</summary>
    public int Start { get; } = Numbers.Count(call.Query("start"), int.MaxValue);

    /// <summary>Most rows of it.</summary>
    public int Size { get; } = Math.Clamp(MostFields / (actions + RowFields), 1, MostRows);

    /// <summary>Whether it begins with the first row of all.</summary>
    public bool IsWhole => Start == 0 && Filter is null;

    /// <summary>The rows that the filter lets through.</summary>
    public IEnumerable<StoredRow> Matching(AccessListDocument list) => Filter is { } filter
        ? list.Rows.Where(row => row.Row.Subject.Contains(filter, StringComparison.OrdinalIgnoreCase)) : list.Rows;

    /// <summary>The rows of the page.</summary>
    public IEnumerable<StoredRow> Of(AccessListDocument list) => Matching(list).Skip(Start).Take(Size);
}
