using System.Collections;

namespace OrleansAcl.Requests;

/// <summary>The items of an answer, with the revision of the tenant it was given at.</summary>
/// <param name="items">The items, in order.</param>
/// <param name="revision">No change up to this one is missing from the answer.</param>
public sealed class Listed<T>(IReadOnlyList<T> items, long revision) : IReadOnlyList<T>
{
    /// <summary>No change up to this one is missing from the answer.</summary>
    public long Revision => revision;

    /// <inheritdoc/>
    public int Count => items.Count;

    /// <inheritdoc/>
    public T this[int index] => items[index];

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
