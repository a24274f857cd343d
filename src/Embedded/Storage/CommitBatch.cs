namespace OrleansAcl.Embedded.Storage;

/// <summary>What one writer queued, and how it learns what became of it.</summary>
internal sealed class CommitBatch(IReadOnlyList<StoredRecord> writes, Action published, Action<Exception> failed)
{
    // The writers go on elsewhere: their continuations must not hold up the thread that commits.
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private AclException? _error;

    public IReadOnlyList<StoredRecord> Writes => writes;

    /// <summary>What it counts against the limit of the queue, in records.</summary>
    public int Size => Math.Max(1, writes.Count);

    public Task Done => _done.Task;

    /// <summary>The writes are durable: readers see them before the writer is told (FRESH).</summary>
    public void Publish()
    {
        try
        {
            published();
            _done.SetResult();
        }
        catch (Exception e)
        {
            _done.SetException(e);
        }
    }

    /// <summary>The writes are not stored: calls back, and holds the writer's task until <see cref="Release"/>.</summary>
    public void Undo(Exception cause)
    {
        _error = new AclException(ErrorCodes.StoreFailed, (cause as AclException)?.Detail ?? $"the store failed: {cause.Message}", null, cause);
        try
        {
            failed(_error);
        }
        catch (Exception e)
        {
            _error = new AclException(ErrorCodes.StoreFailed, _error.Detail, null, new AggregateException(cause, e));
        }
    }

    /// <summary>Tells the writer that its writes were undone, once everything behind them is undone too.</summary>
    public void Release() => _done.SetException(_error!);
}
