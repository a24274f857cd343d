namespace OrleansAcl.Lists;

/// <summary>
/// A set of places in the order of type and id, for one writer at a time and any number of readers, who take no lock and make no copy. It is
/// kept as runs, each at least twice as long as the next one while it is not written to: what comes in order is appended to the last run, what
/// does not begins one, and runs that have become too alike in length are merged. So a place takes the eight bytes that point at it, and some room to grow.
/// </summary>
internal sealed class SortedPlaces<TPlace> : IPlaces where TPlace : class, IPlace
{
    private volatile Run[] _runs = [];

    /// <summary>Places in order, the first so many of an array. Places are only ever added, behind the last.</summary>
    private sealed class Run(TPlace[] places, int count)
    {
        private volatile TPlace[] _places = places;
        private volatile int _count = count;

        /// <summary>How many there are. What is read after it holds at least as many.</summary>
        public int Count => _count;

        public TPlace[] Places => _places;

        public TPlace Last => _places[_count - 1];

        public void Append(TPlace place)
        {
            var (places, count) = (_places, _count);
            if (count == places.Length)
            {
                Array.Resize(ref places, count + (count / 2) + 1);
                _places = places;
            }

            places[count] = place;
            _count = count + 1;
        }
    }

    /// <summary>Adds a place; one that is there may be added again.</summary>
    public void Add(TPlace place)
    {
        var runs = _runs;
        var order = runs.Length == 0 ? 1 : Compare(place, runs[^1].Last);
        if (order == 0) return;
        if (runs.Length > 0 && order > 0) runs[^1].Append(place);
        else runs = [.. runs, new Run([place], 1)];
        while (runs.Length > 1 && runs[^2].Count <= runs[^1].Count) runs = [.. runs.AsSpan(0, runs.Length - 2), Merge(runs[^2], runs[^1])];
        _runs = runs;
    }

    /// <inheritdoc/>
    public void Find(string type, string? after, string prefix, ICollection<Segment> found)
    {
        foreach (var run in _runs)
        {
            var count = run.Count;
            if (Segment.Of(run.Places, count, type, after, prefix) is var part && part.From < part.To) found.Add(part);
        }
    }

    private static int Compare(TPlace a, TPlace b) =>
        string.CompareOrdinal(a.Type, b.Type) is not 0 and var order ? order : string.CompareOrdinal(a.Id, b.Id);

    private static Run Merge(Run earlier, Run later)
    {
        ReadOnlySpan<TPlace> a = earlier.Places.AsSpan(0, earlier.Count);
        ReadOnlySpan<TPlace> b = later.Places.AsSpan(0, later.Count);
        var merged = new TPlace[a.Length + b.Length];
        var count = 0;
        while (!a.IsEmpty && !b.IsEmpty)
        {
            var order = Compare(a[0], b[0]);
            merged[count++] = order <= 0 ? a[0] : b[0];
            if (order <= 0) a = a[1..];
            if (order >= 0) b = b[1..];
        }

        a.CopyTo(merged.AsSpan(count));
        b.CopyTo(merged.AsSpan(count + a.Length));
        return new Run(merged, count + a.Length + b.Length);
    }
}
