using OrleansAcl.Behaviour;

namespace OrleansAcl.Grains.Tests;

/// <summary>
/// Checks that go on all the time, on every silo and from outside, of things whose answer never changes. A wrong answer, or an error that
/// is no fault of the cluster's, ends the test; faults are counted.
/// </summary>
internal sealed class Checkers : IAsyncDisposable
{
    private readonly CancellationTokenSource _done = new();
    private readonly List<Task> _loops = [];
    private readonly JobWorld _world;
    private long _answered;
    private long _faults;

    /// <summary>Begins.</summary>
    /// <param name="world">The world, to which the checkers' own job is added.</param>
    /// <param name="services">Whom to ask.</param>
    /// <param name="each">How many ask each of them at once.</param>
    private Checkers(JobWorld world, IEnumerable<IAclService> services, int each)
    {
        _world = world;
        foreach (var service in services)
            for (var i = 0; i < each; i++) Add(service);
    }

    /// <summary>Answers so far.</summary>
    public long Answered => Interlocked.Read(ref _answered);

    /// <summary>Faults so far.</summary>
    public long Faults => Interlocked.Read(ref _faults);

    /// <summary>Begins on every silo of a cluster and from outside.</summary>
    public static Task<Checkers> StartAsync(Cluster cluster, JobWorld world, int each = 1) => StartAsync(cluster.Everywhere(), world, each);

    /// <summary>Begins from outside only, which is where one can go on asking whichever silo dies.</summary>
    public static Task<Checkers> StartAsync(IAclService service, JobWorld world, int each) => StartAsync([service], world, each);

    private static async Task<Checkers> StartAsync(IAclService[] services, JobWorld world, int each)
    {
        await world.ApplyAsync("group: {id: always, members: ['user:sue']}", "resource: {id: 'job:same'}", "grant: {resource: 'job:same', to: 'group:always', actions: [run]}");
        return new Checkers(world, services, each);
    }

    /// <summary>Asks one more service.</summary>
    public void Add(IAclService service) => _loops.Add(Task.Run(() => AskAsync(_world.On(service))));

    /// <summary>Waits until so many more answers have come; a checker that ended early ends the waiting with its reason.</summary>
    public async Task UntilAnsweredAsync(int more)
    {
        for (var enough = Answered + more; Answered < enough;)
        {
            if (_loops.Find(l => l.IsFaulted) is { } failed) await failed;
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private async Task AskAsync(JobWorld world)
    {
        while (!_done.IsCancellationRequested)
        {
            await AskOnceAsync(() => world.MayRunAsync("sue", "same"), true);
            await AskOnceAsync(() => world.MayRunInBatchAsync("sue", "same"), true);
            await AskOnceAsync(() => world.MayRunAsync("nobody", "same"), false);
            await Task.Yield();
        }
    }

    private async Task AskOnceAsync(Func<Task<bool>> ask, bool expected)
    {
        if (await Attempts.AskAsync(ask) is not { } allowed)
        {
            Interlocked.Increment(ref _faults);
            return;
        }

        Assert.Equal(expected, allowed);
        Interlocked.Increment(ref _answered);
    }

    public async ValueTask DisposeAsync()
    {
        await _done.CancelAsync();
        await Task.WhenAll(_loops);
        _done.Dispose();
    }
}
