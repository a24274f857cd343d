namespace OrleansAcl.Embedded.Storage;

/// <summary>The store of a host that is to forget everything when it ends: it keeps nothing at all.</summary>
internal sealed class MemoryStore : IRecordStore
{
    /// <inheritdoc/>
    public void Load(Action<StoredRecord> each, Action<long, long>? progress) => progress?.Invoke(0, 0);

    /// <inheritdoc/>
    public void Commit(IReadOnlyList<StoredRecord> writes)
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
