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
}
