using System.Collections.Concurrent;

namespace OrleansAcl.Client.Orleans;

/// <summary>The resources whose grains have said that they are busy, each for a while.</summary>
internal sealed class BusyResources
{
    /// <summary>How long one is remembered, in milliseconds.</summary>
    private const int Remembered = 5_000;

    /// <summary>How many are remembered at most; they are forgotten together.</summary>
    private const int Most = 1_000;

    private readonly ConcurrentDictionary<string, long> _until = new(StringComparer.Ordinal);
    private volatile bool _any;

    /// <summary>Whether a resource's grain is to be left alone.</summary>
    public bool Contains(string key)
    {
        if (!_any || !_until.TryGetValue(key, out var until)) return false;
        if (Environment.TickCount64 < until) return true;
        _until.TryRemove(key, out _);
        return false;
    }

    /// <summary>Notes that a resource's grain is busy.</summary>
    public void Add(string key)
    {
        if (_until.Count >= Most) _until.Clear();
        _until[key] = Environment.TickCount64 + Remembered;
        _any = true;
    }
}
