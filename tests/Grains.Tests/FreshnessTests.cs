namespace OrleansAcl.Grains.Tests;

/// <summary>FRESH: once a change has returned, no check on any silo that begins afterwards sees the state before it.</summary>
public sealed class FreshnessTests
{
    private const string GroupMayRun = "grant: {resource: 'folder:f', to: 'group:outer', actions: [run]}";

    private static Task SetUpAsync(IAclService service) => service.ApplyAsync(
        "group: {id: inner, members: ['user:ann']}", "group: {id: outer, members: ['group:inner']}",
        "resource: {id: 'folder:f'}", "resource: {id: 'job:1', parent: 'folder:f'}", GroupMayRun);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Check_OnEverySiloRightAfterARevocation_NeverSeesTheOldState(short silos)
    {
        await using var cluster = await Cluster.StartAsync(silos);
        await World.MakeAsync(cluster.Service);
        await SetUpAsync(cluster.Service);
        await using var load = new Load(cluster, cluster.Silos.Select(cluster.On));
        for (var i = 0; i < 300; i++)
        {
            // In turn through the member's group, the folder's entries, and the nesting of groups.
            var (revoke, restore) = (i % 3) switch
            {
                0 => ("group: {id: inner, members: []}", "group: {id: inner, members: ['user:ann']}"),
                1 => ("revoke: {resource: 'folder:f', from: 'group:outer', actions: [run]}", GroupMayRun),
                _ => ("group: {id: outer, members: []}", "group: {id: outer, members: ['group:inner']}"),
            };
            await cluster.Service.ApplyAsync(revoke);
            Assert.All(await EverywhereAsync(cluster), allowed => Assert.False(allowed));
            await cluster.Service.ApplyAsync(restore);
            Assert.All(await EverywhereAsync(cluster), allowed => Assert.True(allowed));
        }

        Assert.True(load.Asked > 0);
    }

    private static Task<bool[]> EverywhereAsync(Cluster cluster) =>
        Task.WhenAll(cluster.Silos.Select(silo => cluster.On(silo).MayRunAsync("ann", "1")).Append(cluster.Service.MayRunAsync("ann", "1")));

    [Fact]
    public async Task Check_WhileASiloIsKilledAndAnotherJoins_NeverSeesTheOldState()
    {
        await using var cluster = await Cluster.StartAsync(3);
        await World.MakeAsync(cluster.Service);
        await SetUpAsync(cluster.Service);
        var changes = 0;
        for (var i = 0; i < 60; i++)
        {
            if (i == 20) await cluster.KillAsync(cluster.Silos[^1]);
            if (i == 40) await cluster.AddAsync();
            if (!await TryAsync(() => cluster.Service.ApplyAsync("group: {id: inner, members: []}"))) continue;
            changes++;
            foreach (var silo in cluster.Silos.ToArray())
                await TryAsync(async () => Assert.False(await cluster.On(silo).MayRunAsync("ann", "1"), $"stale on {silo.SiloAddress} after change {i}"));
            while (!await TryAsync(() => cluster.Service.ApplyAsync("group: {id: inner, members: ['user:ann']}")))
            {
            }
        }

        Assert.True(changes > 30, $"only {changes} changes were made");
    }

    /// <summary>A fault is an error, never an answer; here it may happen, while a silo is missed.</summary>
    private static async Task<bool> TryAsync(Func<Task> act)
    {
        try
        {
            await act();
            return true;
        }
        catch (AclException e) when (e.Code is ErrorCodes.StoreFailed or ErrorCodes.Unreachable)
        {
            return false;
        }
    }

    /// <summary>Checks of somebody else, going on all the time on every silo.</summary>
    private sealed class Load : IAsyncDisposable
    {
        private readonly CancellationTokenSource _done = new();
        private readonly Task[] _loops;
        private long _asked;

        public Load(Cluster cluster, IEnumerable<IAclService> services) => _loops = [.. services.Append(cluster.Service).Select(service => Task.Run(async () =>
        {
            while (!_done.IsCancellationRequested)
            {
                Assert.False(await service.MayRunAsync("eve", "1"));
                Interlocked.Increment(ref _asked);
                await Task.Yield();
            }
        }))];

        public long Asked => Interlocked.Read(ref _asked);

        public async ValueTask DisposeAsync()
        {
            await _done.CancelAsync();
            await Task.WhenAll(_loops);
            _done.Dispose();
        }
    }
}
