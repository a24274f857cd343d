using System.Collections;

namespace OrleansAcl.Requests;

/// <summary>The items of an answer, with the revision of the tenant it was given at, and whether they are all there are.</summary>
/// <param name="items">The items; of lists that have pages, in the order of their ids by UTF-16 code units.</param>
/// <param name="revision">No change up to this one is missing from the answer.</param>
public sealed class Listed<T>(IReadOnlyList<T> items, long revision) : IReadOnlyList<T>
{
    /// <summary>No change up to this one is missing from the answer.</summary>
    public long Revision => revision;

    /// <summary>Where the next page begins, to be sent as <see cref="PagedQuestion.After"/>; null when nothing is missing.</summary>
    public string? Next { get; init; }

    /// <summary>Why this is not all there is behind where it begins, one of <see cref="IncompleteReasons"/>; null when it is.</summary>
    public string? Incomplete { get; init; }

    /// <summary>Whether nothing is missing behind where this begins.</summary>
    public bool Complete => Incomplete is null;

    /// <summary>How many resources, subjects or actions were decided for it.</summary>
    public long Looked { get; init; }

    /// <inheritdoc/>
    public int Count => items.Count;

    /// <inheritdoc/>
    public T this[int index] => items[index];

    /// <summary>The same answer of something else in the place of each item.</summary>
    public Listed<TOther> Map<TOther>(Func<T, TOther> other) =>
        new([.. items.Select(other)], revision) { Next = Next, Incomplete = Incomplete, Looked = Looked };

    /// <summary>The same answer, with another word for where the next page begins.</summary>
    public Listed<T> GoingOn(string next) => new(items, revision) { Next = next, Incomplete = Incomplete, Looked = Looked };

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Why a page is not the last.</summary>
public static class IncompleteReasons
{
    /// <summary>It has as many items as were asked for, and there are more.</summary>
    public const string PageFull = "page_full";

    /// <summary>As much was looked at for it as one page may look at, <see cref="AclLimits.LookedPerPage"/>; there may be more.</summary>
    public const string LookedLimit = "looked_limit";
}
