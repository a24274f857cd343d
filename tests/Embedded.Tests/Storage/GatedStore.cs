using OrleansAcl.Embedded.Storage;

namespace OrleansAcl.Embedded.Tests.Storage;

/// <summary>A store whose commits wait until the test lets them go, well or badly.</summary>
internal sealed class GatedStore : IRecordStore
{
    /// <summary>When a test that nobody lets go on is given up, in milliseconds. No test comes near it.</summary>
    public const int GiveUpAfter = 30_000;

    private readonly SemaphoreSlim _entered = new(0);
    private readonly SemaphoreSlim _released = new(0);
    private readonly List<string[]> _commits = [];
    private Exception? _failure;

    /// <summary>The keys of each commit that succeeded, in order. Read it when the queue is idle.</summary>
    public IReadOnlyList<string[]> Commits => _commits;

    /// <summary>Completes when a commit has begun.</summary>
    public Task EnteredAsync() => _entered.WaitAsync(TestContext.Current.CancellationToken);

    /// <summary>Lets commits go on: the one that waits, then the next ones.</summary>
    public void Release(int commits = 1) => _released.Release(commits);

    /// <summary>Lets the commit that waits fail.</summary>
    public void ReleaseWith(Exception failure)
    {
        _failure = failure;
        _released.Release();
    }

    public void Load(Action<StoredRecord> each, Action<long, long>? progress)
    {
    }

    public void Commit(IReadOnlyList<StoredRecord> writes)
    {
        _entered.Release();
        _released.Wait();
        if (Interlocked.Exchange(ref _failure, null) is { } failure) throw failure;
        _commits.Add([.. writes.Select(write => write.Key)]);
    }

    public IReadOnlyList<string> Read(string tenant, string kind, string from, string to) => [];

    public void Dispose()
    {
    }
}
