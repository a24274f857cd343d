using OrleansAcl.State;

namespace OrleansAcl.Embedded.Storage;

/// <summary>The store of a host that is to forget everything when it ends: it keeps nothing but the change log, which nobody else has in memory.</summary>
internal sealed class MemoryStore : IRecordStore
{
    private readonly Lock _using = new();
    private readonly Dictionary<string, SortedList<string, string>> _changes = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Load(Action<StoredRecord> each, Action<long, long>? progress) => progress?.Invoke(0, 0);

    /// <inheritdoc/>
    public void Commit(IReadOnlyList<StoredRecord> writes)
    {
        lock (_using)
        {
            foreach (var write in writes) Write(write);
        }
    }

    private void Write(StoredRecord write)
    {
        if (write.RemovesTenant) _changes.Remove(write.Tenant);
        if (write.Kind != EntityKey.Change) return;
        if (!_changes.TryGetValue(write.Tenant, out var log)) _changes[write.Tenant] = log = new SortedList<string, string>(StringComparer.Ordinal);
        if (write.Body is { } body) log[write.Key] = body;
        else log.Remove(write.Key);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Read(string tenant, string kind, string from, string to)
    {
        lock (_using)
        {
            return !_changes.TryGetValue(tenant, out var log) ? [] : [.. log
                .SkipWhile(e => string.CompareOrdinal(e.Key, from) < 0).TakeWhile(e => string.CompareOrdinal(e.Key, to) <= 0).Select(e => e.Value)];
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
