namespace OrleansAcl.State;

/// <summary>
/// Where only part of a tenant is in memory: what a question needed and did not find there. A question is asked as if what is missing
/// did not exist, its answer is thrown away (FAIL-CLOSED), what was missing is loaded, and it is asked again.
/// </summary>
internal sealed class Misses
{
    [ThreadStatic]
    private static HashSet<EntityKey>? _missing;

    /// <summary>Notes something that is not in memory.</summary>
    public static void Note(EntityKey key) => (_missing ??= []).Add(key);

    /// <summary>Whether the question so far missed anything; nothing worked out from then on may be kept.</summary>
    public static bool Any => _missing is not null;

    /// <summary>How much it missed so far.</summary>
    public static int Count => _missing?.Count ?? 0;

    /// <summary>Begins a question.</summary>
    public static void Begin() => _missing = null;

    /// <summary>What the question missed; null when its answer stands.</summary>
    public static IReadOnlyCollection<EntityKey>? End()
    {
        var missing = _missing;
        _missing = null;
        return missing;
    }
}
