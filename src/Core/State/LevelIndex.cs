namespace OrleansAcl.State;

/// <summary>
/// The levels of one principal as lookups: by exact path for the walk up from a resource, and sorted for "is there anything below".
/// </summary>
internal sealed class LevelIndex
{
    private readonly Dictionary<string, Dictionary<string, (int Level, string Uri)>> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> _sorted = new(StringComparer.Ordinal);

    /// <param name="grants">What is granted; of several on one path the highest counts.</param>
    public LevelIndex(IEnumerable<LevelGrant> grants)
    {
        foreach (var grant in grants)
        {
            if (!_types.TryGetValue(grant.Resource.Type, out var paths)) _types[grant.Resource.Type] = paths = new(StringComparer.Ordinal);
            if (!paths.TryGetValue(grant.Resource.Id, out var held) || held.Level < grant.Level)
                paths[grant.Resource.Id] = (grant.Level, ResourceRef.Uri(grant.Resource.Type, grant.Resource.Id).ToString());
        }

        foreach (var (type, paths) in _types) _sorted[type] = [.. paths.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>Every path with its level.</summary>
    public IEnumerable<(string Type, string Path, int Level)> All =>
        _types.SelectMany(t => t.Value.Select(p => (t.Key, p.Key, p.Value.Level)));

    /// <summary>The highest level on the path or an ancestor of it, and the URI that gives it; -1 for none.</summary>
    public int Highest(string type, string id, out string? uri)
    {
        uri = null;
        var highest = -1;
        if (!_types.TryGetValue(type, out var paths)) return highest;
        var lookup = paths.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var length = id.Length; length >= 0; length = length == 0 ? -1 : Math.Max(0, id.LastIndexOf('/', length - 1)))
        {
            if (lookup.TryGetValue(id.AsSpan(0, length), out var held) && held.Level > highest) (highest, uri) = held;
        }

        return highest;
    }

    /// <summary>A URI below with at least a level; null for none.</summary>
    public string? Below(string type, string id, int level)
    {
        if (!_sorted.TryGetValue(type, out var sorted)) return null;
        var paths = _types[type];
        for (var i = FirstBelow(sorted, id); i < sorted.Length && IsBelow(sorted[i], id); i++)
            if (paths[sorted[i]] is var held && held.Level >= level) return held.Uri;
        return null;
    }

    private static bool IsBelow(string path, string id) => id.Length == 0
        ? path.Length > 0
        : path.Length > id.Length && path[id.Length] == '/' && path.StartsWith(id, StringComparison.Ordinal);

    /// <summary>Where paths below an id begin, in ordinal order: after the id itself and whatever continues it with less than a slash.</summary>
    private static int FirstBelow(string[] sorted, string id)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (IsBefore(sorted[middle], id)) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    /// <summary>Whether a path sorts before everything that lies below an id.</summary>
    private static bool IsBefore(string path, string id)
    {
        if (id.Length == 0) return path.Length == 0;
        var shared = Math.Min(path.Length, id.Length);
        var order = path.AsSpan(0, shared).SequenceCompareTo(id.AsSpan(0, shared));
        return order != 0 ? order < 0 : path.Length <= id.Length || path[id.Length] < '/';
    }
}

/// <summary>The levels of one principal within a closure, and the role they came through; null for the subject's own.</summary>
internal sealed record HeldLevels(LevelIndex Index, string? Through) : IReason
{
    /// <inheritdoc/>
    public string Describe(object? via) => Through is null ? $"{via}" : $"{via} through role `{Through}`";
}
