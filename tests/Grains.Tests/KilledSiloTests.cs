using OrleansAcl.Behaviour;
using OrleansAcl.Requests;

namespace OrleansAcl.Grains.Tests;

/// <summary>DURABLE-ACK, and all of a batch or nothing of it, while silos die and join under load; lists have exactly what there is.</summary>
public sealed class KilledSiloTests
{
    private const int Writers = 6;
    private const int BatchSize = 5;
    /// <summary>What became of one batch: its jobs, and whether the writer was told that it holds.</summary>
    private sealed record Batch(string[] Jobs, bool Acknowledged);

    /// <summary>Writers that go on until they are told to end, each on a service of its own, with batches that nobody else writes.</summary>
    private static Task<Batch[][]> WriteAsync(JobWorld world, IAclService[] services, CancellationToken end) => Task.WhenAll(
        Enumerable.Range(0, Writers).Select(w => Task.Run(async () =>
        {
            var mine = world.On(services[w % services.Length]);
            var batches = new List<Batch>();
            while (!end.IsCancellationRequested)
            {
                string[] jobs = [.. Enumerable.Range(0, BatchSize).Select(i => $"{w}-{batches.Count:D4}-{i}")];
                batches.Add(new Batch(jobs, await Attempts.TryAsync(() => mine.ApplyAsync(
                    [.. jobs.Select(j => $"resource: {{id: 'job:{j}', parent: 'folder:f'}}"), $"grant: {{resource: 'job:{jobs[^1]}', to: 'user:bob', actions: [run]}}"]))));
            }

            return batches.ToArray();
        })));

    /// <summary>Every acknowledged batch is there, every other one as a whole or not at all, in the list as in the checks.</summary>
    private static async Task RequireWholeAsync(Cluster cluster, JobWorld world, Batch[] batches)
    {
        foreach (var service in cluster.Everywhere())
        {
            var listed = (await Attempts.UntilAnsweredAsync(() => world.On(service).JobsAsync("ann"))).ToHashSet();
            Assert.All(batches, batch => Assert.Equal(batch.Acknowledged || listed.Contains(batch.Jobs[0]) ? BatchSize : 0, batch.Jobs.Count(listed.Contains)));
            var grants = (await Attempts.UntilAnsweredAsync(() => world.On(service).JobsAsync("bob"))).ToHashSet();
            Assert.Equal(listed.Where(j => j.EndsWith($"-{BatchSize - 1}", StringComparison.Ordinal)).Order(StringComparer.Ordinal), grants.Order(StringComparer.Ordinal));
        }

        // Owners and entries hold of each resource, not only of the index.
        var last = batches.GroupBy(b => b.Jobs[0][0]).Select(g => g.Last(b => b.Acknowledged));
        foreach (var job in last.SelectMany(b => b.Jobs)) Assert.True(await Attempts.UntilAnsweredAsync(() => world.MayRunAsync("ann", job)), $"job:{job} is lost");
    }

    private static Task<JobWorld> MakeAsync(Cluster cluster) => JobWorld.MakeAsync(
        cluster.Service, "user: {id: bob}", "group: {id: g, members: ['user:ann']}", "resource: {id: 'folder:f'}", "grant: {resource: 'folder:f', to: 'group:g', actions: [run]}");

    [Theory(Timeout = Attempts.GiveUpAfter)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Batches_WhileASiloIsKilled_AreWholeAndNoAcknowledgedOneIsLost(bool theTenants)
    {
        await using var cluster = await Cluster.StartAsync(3, patience: Cluster.Patience);
        var world = await MakeAsync(cluster);
        await using var load = await Checkers.StartAsync(cluster.Service, world, 2);
        var home = await cluster.SiloOfAsync(world.Tenant);
        var victim = theTenants ? home : cluster.Silos.First(silo => silo != home);
        using var end = new CancellationTokenSource();
        // Through the silos that stay and from outside: writers on the one that dies would die with it.
        var writing = WriteAsync(world, [.. cluster.Silos.Where(silo => silo != victim).Select(cluster.On), cluster.Service], end.Token);
        await load.UntilAnsweredAsync(200);
        var before = await world.RevisionAsync();
        await cluster.KillAsync(victim);
        await UntilRevisionAsync(world, before + 50);
        await load.UntilAnsweredAsync(200);
        await end.CancelAsync();
        var batches = (await writing).SelectMany(b => b).ToArray();
        Assert.True(batches.Count(b => b.Acknowledged) > 50);
        await RequireWholeAsync(cluster, world, batches);
    }

    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task Batches_WhileOneSiloAfterTheOtherIsKilledAndReplaced_AreWholeAndNoAcknowledgedOneIsLost()
    {
        await using var cluster = await Cluster.StartAsync(2, patience: Cluster.Patience);
        var world = await MakeAsync(cluster);
        using var end = new CancellationTokenSource();
        var writing = WriteAsync(world, [cluster.Service], end.Token);
        for (var i = 0; i < 3; i++)
        {
            await cluster.AddAsync();
            var before = await Attempts.UntilAnsweredAsync(world.RevisionAsync);
            await cluster.KillAsync(await cluster.SiloOfAsync(world.Tenant));
            await UntilRevisionAsync(world, before + 20);
        }

        await end.CancelAsync();
        await RequireWholeAsync(cluster, world, [.. (await writing).SelectMany(b => b)]);
    }

    /// <summary>A silo that joins makes nothing wrong: every answer is right, and an error is one of the cluster's two.</summary>
    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task Batches_WhileSilosJoin_AreAllAcknowledgedOrFaults()
    {
        await using var cluster = await Cluster.StartAsync(1);
        var world = await MakeAsync(cluster);
        await using var load = await Checkers.StartAsync(cluster, world, 2);
        using var end = new CancellationTokenSource();
        var writing = WriteAsync(world, cluster.Everywhere(), end.Token);
        for (var i = 0; i < 2; i++)
        {
            var before = await Attempts.UntilAnsweredAsync(world.RevisionAsync);
            load.Add(cluster.On(await cluster.AddAsync()));
            await UntilRevisionAsync(world, before + 50);
            await load.UntilAnsweredAsync(200);
        }

        await end.CancelAsync();
        await RequireWholeAsync(cluster, world, [.. (await writing).SelectMany(b => b)]);
    }

    /// <summary>What the dead silo was about to answer is an error to whoever asked; asked again, all is there.</summary>
    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task Questions_InTheMiddleOfWhichASiloIsKilled_AreAnsweredRightlyOrNotAtAll()
    {
        await using var cluster = await Cluster.StartAsync(3, patience: Cluster.Patience);
        var world = await MakeAsync(cluster);
        string[] jobs = [.. Enumerable.Range(0, 200).Select(i => $"{i:D3}")];
        await world.ApplyAsync([.. jobs.Select(j => $"resource: {{id: 'job:{j}', parent: 'folder:f'}}")]);
        var checks = jobs.Select(j => JobWorld.Check("ann", "run", $"job:{j}")).ToList();
        using var end = new CancellationTokenSource();
        var asking = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var answered = 0;
            while (!end.IsCancellationRequested)
            {
                if (await Attempts.TryAsync(async () => Assert.Equal(jobs, await world.JobsAsync("ann")))) answered++;
                if (await Attempts.TryAsync(async () => Assert.All(
                    await cluster.Service.CheckManyAsync(world.Tenant, checks, JobWorld.Cancellation), o => Assert.True(o.Decision.Allowed, o.Error?.Message)))) answered++;
            }

            return answered;
        })).ToArray();
        await cluster.KillAsync(cluster.Silos[^1]);
        await Attempts.UntilDoneAsync(() => world.ApplyAsync("resource: {id: 'folder:other'}"));
        Assert.Equal(jobs, await Attempts.UntilAnsweredAsync(() => world.JobsAsync("ann")));
        await end.CancelAsync();
        Assert.All(await Task.WhenAll(asking), answered => Assert.True(answered > 0));
    }

    private static async Task UntilRevisionAsync(JobWorld world, long revision)
    {
        while (await Attempts.UntilAnsweredAsync(world.RevisionAsync) < revision) JobWorld.Cancellation.ThrowIfCancellationRequested();
    }
}
