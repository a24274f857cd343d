namespace OrleansAcl.Lists;

/// <summary>Places of one type that lie side by side in memory, rising by id.</summary>
/// <param name="Places">Where they lie.</param>
/// <param name="From">The position of the first.</param>
/// <param name="To">The position behind the last.</param>
internal readonly record struct Segment(IPlace[] Places, int From, int To)
{
    /// <summary>The places of a type whose ids begin with a prefix, behind an id (null: from the first), of the first so many in an array.</summary>
    public static Segment Of(IPlace[] places, int count, string type, string? after, string prefix)
    {
        var from = FirstNot(places, 0, count, place => IsBefore(place, type, after, prefix));
        return new Segment(places, from, FirstNot(places, from, count, place => !IsBehind(place, type, prefix)));
    }

    /// <summary>Every place of some segments once, rising by id; each place is read when it is its turn.</summary>
    public static IEnumerable<IPlace> Merge(IEnumerable<Segment> segments)
    {
        var heads = new PriorityQueue<Segment, string>(segments.Where(s => s.From < s.To).Select(s => (s, s.Places[s.From].Id)), StringComparer.Ordinal);
        string? last = null;
        while (heads.TryPeek(out var head, out var id))
        {
            var place = head.Places[head.From];
            if (head.From + 1 < head.To) heads.DequeueEnqueue(head with { From = head.From + 1 }, head.Places[head.From + 1].Id);
            else heads.Dequeue();
            if (id != last) yield return place;
            last = id;
        }
    }

    private static bool IsBefore(IPlace place, string type, string? after, string prefix) => string.CompareOrdinal(place.Type, type) is not 0 and var order
        ? order < 0
        : string.CompareOrdinal(place.Id, prefix) < 0 || (after is not null && string.CompareOrdinal(place.Id, after) <= 0);

    private static bool IsBehind(IPlace place, string type, string prefix) => string.CompareOrdinal(place.Type, type) is not 0 and var order
        ? order > 0
        : string.CompareOrdinal(place.Id, 0, prefix, 0, prefix.Length) > 0;

    /// <summary>The first position from which on something no longer holds that holds before it.</summary>
    private static int FirstNot(IPlace[] places, int from, int to, Func<IPlace, bool> holds)
    {
        while (from < to)
        {
            var middle = (from + to) >>> 1;
            if (holds(places[middle])) from = middle + 1;
            else to = middle;
        }

        return from;
    }
}
