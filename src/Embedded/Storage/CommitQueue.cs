using OrleansAcl.State;

namespace OrleansAcl.Embedded.Storage;

/// <summary>
/// Lets many writers share commits. A thread of its own takes whatever is waiting, writes it in one transaction of the store, then
/// tells the writers; what arrives meanwhile is the next commit. The order of <see cref="EnqueueAsync"/> is the order of writes and of
/// callbacks, and callbacks run one at a time on that thread.
/// <para>
/// When a commit fails, its batches and all that had queued behind them fail together, newest first, so that undoing them one by one
/// leads back to the last state that was stored. Until the last of them is undone nothing new is taken in: a writer that changes its
/// memory and enqueues under one lock, which its callbacks take too, never builds on a change that is about to be undone.
/// </para>
/// </summary>
internal sealed class CommitQueue : IAsyncDisposable
{
    /// <summary>BOUNDED: most records waiting for a commit; a batch counts as one at least. One batch alone may be larger.</summary>
    public const int MaxWaitingRecords = 100_000;

    private readonly IRecordStore _store;
    private readonly object _lock = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<CommitBatch> _waiting = [];
    private int _waitingRecords;
    private bool _undoing;
    private bool _closed;

    /// <summary>Starts taking batches for a store, which stays the caller's to dispose, after this queue.</summary>
    public CommitQueue(IRecordStore store)
    {
        _store = store;
        new Thread(Run) { IsBackground = true, Name = "acl commit" }.Start();
    }

    /// <summary>Queues writes, and completes when they are durable and published.</summary>
    /// <param name="writes">Stored all or none, in order; none at all is allowed and keeps its place in the order.</param>
    /// <param name="published">Called once the writes are durable. It must not throw; if it does, the task faults with what it threw.</param>
    /// <param name="failed">Called instead when they are not stored, newest batch first, with the exception the task faults with.</param>
    /// <param name="taken">Called at once when they are taken in, before either of the others. It must not throw.</param>
    /// <returns>A task that faults with <see cref="ErrorCodes.StoreFailed"/> when the writes are not stored.</returns>
    /// <exception cref="AclException">
    /// Thrown at once, with nothing queued and no callback to come: <see cref="ErrorCodes.Overloaded"/> when too much is waiting,
    /// <see cref="ErrorCodes.StoreFailed"/> while a failed commit is being undone or after the queue was closed.
    /// </exception>
    public Task EnqueueAsync(IReadOnlyList<StoredRecord> writes, Action published, Action<Exception> failed, Action? taken = null)
    {
        var batch = new CommitBatch(writes, published, failed);
        lock (_lock)
        {
            if (_closed) throw new AclException(ErrorCodes.StoreFailed, "the store is closed");
            if (_undoing) throw new AclException(ErrorCodes.StoreFailed, "the store has just failed and is being recovered");
            if (_waiting.Count > 0 && _waitingRecords + batch.Size > MaxWaitingRecords)
                throw new AclException(ErrorCodes.Overloaded, $"more than {MaxWaitingRecords} writes are waiting for the store");
            taken?.Invoke();
            _waiting.Add(batch);
            _waitingRecords += batch.Size;
            Monitor.Pulse(_lock);
        }

        return batch.Done;
    }

    /// <summary>How many records are waiting.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock) return _waitingRecords;
        }
    }

    /// <summary>Waits for what of a tenant is not stored yet: what somebody is told who changes nothing, or is refused, may rest on it. Under the tenant's lock.</summary>
    public Task SettleAsync(TenantState state) =>
        state.LastStaged == state.Current.Version ? Task.CompletedTask : EnqueueAsync([], () => { }, _ => { });

    /// <summary>Takes nothing more, stores what is waiting, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _closed = true;
            Monitor.Pulse(_lock);
        }

        await _ended.Task.ConfigureAwait(false);
    }

    private void Run()
    {
        while (WaitForBatches() is { } batches)
        {
            try
            {
                Store(batches);
            }
            catch (Exception e)
            {
                Undo(batches, e);
                continue;
            }

            foreach (var batch in batches) batch.Publish();
        }

        _ended.SetResult();
    }

    private void Store(List<CommitBatch> batches)
    {
        StoredRecord[] writes = [.. batches.SelectMany(batch => batch.Writes)];
        if (writes.Length > 0) _store.Commit(writes);
    }

    private void Undo(List<CommitBatch> batches, Exception cause)
    {
        lock (_lock)
        {
            _undoing = true;
            batches.AddRange(TakeLocked());
        }

        for (var i = batches.Count - 1; i >= 0; i--) batches[i].Undo(cause);
        lock (_lock) _undoing = false;
        // Only now, so that a writer which tries again straight away is taken in.
        foreach (var batch in batches) batch.Release();
    }

    private List<CommitBatch>? WaitForBatches()
    {
        lock (_lock)
        {
            while (_waiting.Count == 0)
            {
                if (_closed) return null;
                Monitor.Wait(_lock);
            }

            return TakeLocked();
        }
    }

    private List<CommitBatch> TakeLocked()
    {
        var taken = _waiting;
        _waiting = [];
        _waitingRecords = 0;
        return taken;
    }
}
