using OrleansAcl.Requests;

namespace OrleansAcl.Lists;

/// <summary>
/// Fills one page: decides candidates in the order of their ids until the page is full and one more is known to come, as many were looked at as
/// one page may look at, or none is left. What is cut off is said (<see cref="Listed{T}.Incomplete"/>), never left out in silence.
/// </summary>
/// <param name="limit">Most items of the page; null is all of them, however many must be looked at for it.</param>
/// <param name="mostLooked">Most candidates to look at for a page with a limit.</param>
internal sealed class PageFiller(int? limit, int mostLooked = AclLimits.LookedPerPage)
{
    /// <summary>The page.</summary>
    /// <param name="candidates">What may be on it, behind the place where it begins, in the order of their ids.</param>
    /// <param name="id">The id of a candidate.</param>
    /// <param name="decide">Whether it is on the list.</param>
    /// <param name="version">The version that all of it is decided at.</param>
    public Listed<T> Fill<T>(IEnumerable<T> candidates, Func<T, string> id, Func<T, bool> decide, long version)
    {
        var (items, looked, last) = (new List<T>(), 0L, (string?)null);
        foreach (var candidate in candidates)
        {
            if (limit is not null && looked == mostLooked) return Cut(items.Count == limit ? IncompleteReasons.PageFull : IncompleteReasons.LookedLimit);
            looked++;
            if (decide(candidate))
            {
                if (items.Count == limit) return Cut(IncompleteReasons.PageFull);
                items.Add(candidate);
            }

            last = id(candidate);
        }

        return new Listed<T>(items, version) { Looked = looked };

        Listed<T> Cut(string reason) => new(items, version) { Next = PagePlace.Write(last!), Incomplete = reason, Looked = looked };
    }
}
