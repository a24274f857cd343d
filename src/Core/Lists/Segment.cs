namespace OrleansAcl.Lists;

/// <summary>Places of one type that lie side by side in memory, rising by id.</summary>
/// <param name="Places">Where they lie.</param>
/// <param name="From">The position of the first.</param>
/// <param name="To">The position behind the last.</param>
internal readonly record struct Segment<TPlace>(TPlace[] Places, int From, int To) where TPlace : class, IPlace
{
    /// <summary>Every place of some segments once, rising by id; each place is read when it is its turn.</summary>
    public static IEnumerable<TPlace> Merge(IReadOnlyCollection<Segment<TPlace>> segments)
    {
        var heads = new PriorityQueue<Segment<TPlace>, string>(segments.Select(s => (s, s.Places[s.From].Id)), StringComparer.Ordinal);
        TPlace? last = null;
        while (heads.TryPeek(out var head, out _))
        {
            var place = head.Places[head.From];
            if (head.From + 1 < head.To) heads.DequeueEnqueue(head with { From = head.From + 1 }, head.Places[head.From + 1].Id);
            else heads.Dequeue();
            if (!ReferenceEquals(place, last)) yield return place;
            last = place;
        }
    }
}
