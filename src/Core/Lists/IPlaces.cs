namespace OrleansAcl.Lists;

/// <summary>A set of places in the order of type and id, of which parts can be found.</summary>
internal interface IPlaces
{
    /// <summary>The places of a type whose ids begin with a prefix, behind an id (null: from the first).</summary>
    void Find(string type, string? after, string prefix, ICollection<Segment> found);
}

/// <summary>What is read of sets of places.</summary>
internal static class Places
{
    /// <summary>The places of a type, behind an id (null: from the first), rising.</summary>
    public static IEnumerable<IPlace> Rising(this IPlaces places, string type, string? after)
    {
        var found = new List<Segment>();
        places.Find(type, after, "", found);
        return Segment.Merge(found);
    }

    /// <summary>The places of two sets; null for none at all.</summary>
    public static IPlaces? Both(IPlaces? one, IPlaces? other) => one is null ? other : other is null ? one : new Pair(one, other);

    private sealed class Pair(IPlaces one, IPlaces other) : IPlaces
    {
        public void Find(string type, string? after, string prefix, ICollection<Segment> found)
        {
            one.Find(type, after, prefix, found);
            other.Find(type, after, prefix, found);
        }
    }
}
