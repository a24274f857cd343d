using OrleansAcl.Behaviour;

namespace OrleansAcl.Grains.Tests;

/// <summary>Reads never queue behind reads: groups in groups and in circles, a resource and a group that everybody asks about, from every silo at once.</summary>
public sealed class HotSpotTests
{
    private const int Groups = 60;
    private const int Jobs = 60;

    /// <summary>
    /// Every group is in the next, and the last in the first; each has a user of its own and may run a job of its own. So every user may run
    /// every job, over paths of all lengths. Nothing is in any silo's memory when all is asked at once.
    /// </summary>
    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task Checks_OfGroupsInACircleFromEverySiloAtOnce_AreAllAnswered()
    {
        var storage = new SharedStorage();
        JobWorld world;
        await using (var before = await Cluster.StartAsync(1, storage))
        {
            world = await JobWorld.MakeAsync(
                before.Service, [.. Enumerable.Range(0, Groups).Select(g => $"group: {{id: g{g}, members: ['user:u{g}', 'group:g{(g + Groups - 1) % Groups}']}}")]);
            await world.ApplyAsync([.. Enumerable.Range(0, Jobs).SelectMany(j => (string[])
                [$"resource: {{id: 'job:{j}'}}", $"grant: {{resource: 'job:{j}', to: 'group:g{j % Groups}', actions: [run]}}"])]);
        }

        await using var cluster = await Cluster.StartAsync(3, storage);
        var asked = await Task.WhenAll(cluster.Everywhere().SelectMany(service => Enumerable.Range(0, Jobs).Select(j => Task.Run(async () =>
            (Member: await world.On(service).MayRunAsync($"u{(j * 7) % Groups}", $"{j}") && await world.On(service).MayRunInBatchAsync($"u{(j * 11) % Groups}", $"{j}"), Other: await world.On(service).MayRunAsync("nobody", $"{j}"))))));
        Assert.Equal(4 * Jobs, asked.Length);
        Assert.All(asked, a => Assert.Equal((true, false), a));
    }

    /// <summary>The circle changes while it is asked about; nobody waits for ever, and at the end all is as it was left.</summary>
    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task Checks_OfACircleThatIsCutAndClosed_AreAllAnswered()
    {
        await using var cluster = await Cluster.StartAsync(3);
        var world = await JobWorld.MakeAsync(
            cluster.Service, "group: {id: a, members: ['user:ann', 'group:c']}", "group: {id: b, members: ['group:a']}", "group: {id: c, members: ['group:b']}",
            "resource: {id: 'job:1'}", "grant: {resource: 'job:1', to: 'group:b', actions: [run]}");
        using var end = new CancellationTokenSource();
        var asking = cluster.Everywhere().SelectMany(service => Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var answered = 0;
            for (; !end.IsCancellationRequested || answered == 0; answered++) await (answered % 2 == 0 ? world.On(service).MayRunAsync("ann", "1") : world.On(service).MayRunInBatchAsync("ann", "1"));
            return answered;
        }))).ToArray();
        for (var i = 0; i < 50; i++)
        {
            await world.ApplyAsync("group: {id: b, members: []}");
            await world.ApplyAsync("group: {id: c, members: []}", "group: {id: b, members: ['group:a']}");
            await world.ApplyAsync("group: {id: c, members: ['group:b']}");
        }

        await end.CancelAsync();
        Assert.All(await Task.WhenAll(asking), answered => Assert.True(answered > 0));
        Assert.True(await world.MayRunAsync("ann", "1"));
    }

    /// <summary>
    /// While the store keeps everybody waiting who must read from it, those who need nothing more are answered, about the same resource and
    /// the same group.
    /// </summary>
    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task Checks_OfAHotResourceWhileOthersWaitForTheStore_AreAnswered()
    {
        await using var cluster = await Cluster.StartAsync(2);
        var world = await JobWorld.MakeAsync(
            cluster.Service, "group: {id: g, members: ['user:ann']}", "resource: {id: 'job:1'}", "grant: {resource: 'job:1', to: 'group:g', actions: [run]}");
        var everywhere = cluster.Everywhere().Select(world.On).ToList();
        Assert.All(await Task.WhenAll(everywhere.Select(w => w.MayRunAsync("ann", "1"))), Assert.True);
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var waiting = new SemaphoreSlim(0);
        cluster.Storage.BeforeRead = call =>
        {
            if (!call.Is("principal")) return Task.CompletedTask;
            waiting.Release();
            return open.Task;
        };
        var strangers = everywhere.SelectMany((w, at) => Enumerable.Range(0, 10).Select(i => w.MayRunAsync($"stranger-{at}-{i}", "1"))).ToArray();
        for (var i = 0; i < strangers.Length; i++) await waiting.WaitAsync(JobWorld.Cancellation);
        for (var i = 0; i < 100; i++) Assert.All(await Task.WhenAll(everywhere.Select(w => w.MayRunAsync("ann", "1"))), Assert.True);
        Assert.DoesNotContain(strangers, s => s.IsCompleted);
        open.SetResult();
        Assert.All(await Task.WhenAll(strangers), Assert.False);
    }

    /// <summary>One resource and one group, asked about from every silo by many at once.</summary>
    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task Checks_OfOneResourceAndGroupFromEverySilo_AreAllRight()
    {
        const int users = 200;
        await using var cluster = await Cluster.StartAsync(3);
        var world = await JobWorld.MakeAsync(
            cluster.Service, $"group: {{id: g, members: [{string.Join(", ", Enumerable.Range(0, users).Select(i => $"'user:u{i}'"))}]}}",
            "resource: {id: 'job:1'}", "grant: {resource: 'job:1', to: 'group:g', actions: [run]}");
        for (var round = 0; round < 5; round++)
        {
            var asked = await Task.WhenAll(cluster.Everywhere().SelectMany(s => Enumerable.Range(0, users + 10).Select(async i =>
                (Expected: i < users, Answered: await world.On(s).MayRunAsync($"u{i}", "1")))));
            Assert.All(asked, a => Assert.Equal(a.Expected, a.Answered));
        }
    }

    /// <summary>A grain that is asked too often has callers ask the silo they are on, which answers from its own copy, as fresh as any.</summary>
    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task Checks_OfAResourceWhoseGrainIsBusy_AreAnsweredByTheSiloThatIsAsked()
    {
        var elsewhere = 0;
        await using var cluster = await Cluster.StartAsync(3, options: Cluster.Options with { BusyChecks = 0 }, calling: context =>
        {
            if (context.InterfaceMethod?.DeclaringType == typeof(IQuestionGrain) && context.MethodName == nameof(IQuestionGrain.CheckAsync)) Interlocked.Increment(ref elsewhere);
            return context.Invoke();
        });
        var world = await JobWorld.MakeAsync(cluster.Service, "resource: {id: 'job:1'}", "grant: {resource: 'job:1', to: 'user:ann', actions: [run]}");
        foreach (var service in cluster.Silos.Select(Cluster.CallingFrom))
        {
            for (var before = Volatile.Read(ref elsewhere); Volatile.Read(ref elsewhere) == before;) Assert.True(await world.On(service).MayRunAsync("ann", "1"));
            await world.ApplyAsync("revoke: {resource: 'job:1', from: 'user:ann', actions: [run]}");
            Assert.False(await world.On(service).MayRunAsync("ann", "1"));
            await world.ApplyAsync("grant: {resource: 'job:1', to: 'user:ann', actions: [run]}");
            Assert.True(await world.On(service).MayRunAsync("ann", "1"));
        }
    }

    /// <summary>What a silo has and may answer from, its own code hears without a call; and never anything that a change has ended.</summary>
    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task Checks_ThatASiloHasAllFor_AreNoCalls()
    {
        var checks = 0;
        await using var cluster = await Cluster.StartAsync(1, options: Cluster.Options with { Lease = TimeSpan.FromMinutes(5) }, calling: context =>
        {
            if (context.MethodName is nameof(IResourceGrain.CheckAsync)) Interlocked.Increment(ref checks);
            return context.Invoke();
        });
        var world = await JobWorld.MakeAsync(cluster.Service, "resource: {id: 'job:1'}", "grant: {resource: 'job:1', to: 'user:ann', actions: [run]}");
        var silo = world.On(cluster.On(cluster.Silos[0]));
        Assert.True(await silo.MayRunAsync("ann", "1"));
        var before = Volatile.Read(ref checks);
        Assert.Equal(1, before);

        for (var i = 0; i < 10; i++)
        {
            Assert.True(await silo.MayRunAsync("ann", "1"));
            await world.ApplyAsync("revoke: {resource: 'job:1', from: 'user:ann', actions: [run]}");
            Assert.False(await silo.MayRunAsync("ann", "1"));
            await world.ApplyAsync("grant: {resource: 'job:1', to: 'user:ann', actions: [run]}");
        }

        Assert.Equal(before, Volatile.Read(ref checks));
    }
}
