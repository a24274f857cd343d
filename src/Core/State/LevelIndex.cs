namespace OrleansAcl.State;

/// <summary>
/// The levels of one principal as lookups: by exact path for the walk up from a resource, and sorted for "is there anything below".
/// </summary>
internal sealed class LevelIndex
{
    private readonly Dictionary<string, Dictionary<string, int>> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> _sorted = new(StringComparer.Ordinal);

    /// <param name="grants">What is granted; of several on one path the highest counts.</param>
    public LevelIndex(IEnumerable<LevelGrant> grants)
    {
        foreach (var grant in grants)
        {
            if (!_types.TryGetValue(grant.Resource.Type, out var paths)) _types[grant.Resource.Type] = paths = new(StringComparer.Ordinal);
            if (!paths.TryGetValue(grant.Resource.Id, out var level) || level < grant.Level) paths[grant.Resource.Id] = grant.Level;
        }

        foreach (var (type, paths) in _types) _sorted[type] = [.. paths.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>Every path with its level.</summary>
    public IEnumerable<(string Type, string Path, int Level)> All =>
        _types.SelectMany(t => t.Value.Select(p => (t.Key, p.Key, p.Value)));

    /// <summary>The highest level on the path or an ancestor of it, and which path gives it; -1 for none.</summary>
    public int Highest(string type, string id, out string? path)
    {
        path = null;
        var highest = -1;
        if (!_types.TryGetValue(type, out var paths)) return highest;
        var lookup = paths.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var length = id.Length; length >= 0; length = length == 0 ? -1 : Math.Max(0, id.LastIndexOf('/', length - 1)))
        {
            if (!lookup.TryGetValue(id.AsSpan(0, length), out var found, out var level) || level <= highest) continue;
            highest = level;
            path = found;
        }

        return highest;
    }

    /// <summary>A path below with at least a level; null for none.</summary>
    public string? Below(string type, string id, int level)
    {
        if (!_sorted.TryGetValue(type, out var sorted)) return null;
        var start = id.Length == 0 ? "" : id + "/";
        var at = Array.BinarySearch(sorted, start, StringComparer.Ordinal);
        for (var i = at < 0 ? ~at : at; i < sorted.Length && sorted[i].StartsWith(start, StringComparison.Ordinal); i++)
            if (sorted[i].Length > id.Length && _types[type][sorted[i]] >= level) return sorted[i];
        return null;
    }

}

/// <summary>The levels of one principal within a closure, and the role they came through; null for the subject's own.</summary>
internal sealed record HeldLevels(LevelIndex Index, string? Through) : IReason
{
    /// <inheritdoc/>
    public string Describe(object? via) => Through is null ? $"{via}" : $"{via} through role `{Through}`";
}
