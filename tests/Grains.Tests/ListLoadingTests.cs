using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using OrleansAcl.Behaviour;
using OrleansAcl.Requests;

namespace OrleansAcl.Grains.Tests;

/// <summary>A silo with nothing in memory loads for a page what it looks at, and not the type.</summary>
public sealed class ListLoadingTests
{
    private const int Jobs = 600;
    private const int Mine = 30;

    private static readonly ListRequest Runnable = new(JobWorld.User("ann"), "run", "job");

    /// <summary>Jobs of which ann may run ten as their owner, ten by entries of her group, and ten by what a folder above theirs hands down.</summary>
    private static async Task<JobWorld> MakeAsync(SharedStorage storage)
    {
        await using var warm = await Cluster.StartAsync(1, storage);
        var world = await JobWorld.MakeAsync(
            warm.Service, "user: {id: ann}", "group: {id: g, members: ['user:ann']}", "resource: {id: 'folder:top'}", "resource: {id: 'folder:sub', parent: 'folder:top'}",
            "resource: {id: 'folder:others'}", "grant: {resource: 'folder:top', to: 'group:g', actions: [run]}");
        await world.ApplyAsync([.. Enumerable.Range(0, Jobs).Select(i => (i % (Jobs / Mine), i % 3) switch
        {
            (0, 0) => $"resource: {{id: 'job:{i:d3}', owner: 'user:ann'}}",
            (0, 1) => $"resource: {{id: 'job:{i:d3}', parent: 'folder:sub'}}",
            _ => $"resource: {{id: 'job:{i:d3}', parent: 'folder:others', owner: 'user:eve'}}",
        })]);
        await world.ApplyAsync([.. Enumerable.Range(0, Jobs).Where(i => i % (Jobs / Mine) == 0 && i % 3 == 2).Select(i => $"grant: {{resource: 'job:{i:d3}', to: 'group:g', actions: [run]}}")]);
        return world;
    }

    /// <summary>The resources that are read from the storage meanwhile.</summary>
    private static async Task<int> ReadAsync(SharedStorage storage, Func<Task> act)
    {
        var read = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        storage.BeforeRead = call =>
        {
            if (call.Is("resource")) read[call.Grain.Key.ToString()!] = true;
            return Task.CompletedTask;
        };
        await act();
        storage.BeforeRead = null;
        return read.Count;
    }

    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task List_OfFewAmongMany_LoadsWhatItLooksAt()
    {
        var storage = new SharedStorage();
        var world = await MakeAsync(storage);
        await using var cold = await Cluster.StartAsync(1, storage);
        Listed<ResourceRef> page = null!;
        var read = await ReadAsync(storage, async () => page = await cold.Service.ListAsync(world.Tenant, Runnable with { Limit = 10 }, JobWorld.Cancellation));
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"{i * (Jobs / Mine):d3}"), page.Select(r => r.Id));
        Assert.InRange(read, 10, 22);
        Assert.InRange(page.Looked, 10, 12);
        Assert.Equal(Mine, (await cold.Service.ListAsync(world.Tenant, Runnable, JobWorld.Cancellation)).Count);
    }

    /// <summary>Pages of all there is, and of what an administrator may do.</summary>
    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task Pages_OfAll_LoadThePage()
    {
        var storage = new SharedStorage();
        var world = await MakeAsync(storage);
        await using (var warm = await Cluster.StartAsync(1, storage)) await world.On(warm.Service).ApplyAsync("user: {id: root, admin: true}");
        foreach (var first in (Func<IAclService, Task<string[]>>[])
        [
            async service => [.. (await service.BrowseAsync(world.Tenant, new BrowseRequest(ObjectRef.Resource) { Type = "job", Limit = 50 }, JobWorld.Cancellation)).Items.Select(i => i.Ref.Id[4..])],
            async service => [.. (await service.ListAsync(world.Tenant, Runnable with { Subject = JobWorld.User("root"), Limit = 50 }, JobWorld.Cancellation)).Select(r => r.Id)],
        ])
        {
            await using var cold = await Cluster.StartAsync(1, storage);
            string[] ids = [];
            var read = await ReadAsync(storage, async () => ids = await first(cold.Service));
            Assert.Equal(Enumerable.Range(0, 50).Select(i => $"{i:d3}"), ids);
            Assert.InRange(read, 50, 60);
        }
    }

    /// <summary>Of many users those are read that the page looks at.</summary>
    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task Who_OfFewAmongMany_LoadsWhatItLooksAt()
    {
        var storage = new SharedStorage();
        var world = await MakeAsync(storage);
        await using (var warm = await Cluster.StartAsync(1, storage))
            await world.On(warm.Service).ApplyAsync([.. Enumerable.Range(0, Jobs).Select(i => $"user: {{id: 'u{i:d3}'}}"), "grant: {resource: 'job:000', to: 'user:u005', actions: [run]}"]);
        await using var cold = await Cluster.StartAsync(1, storage);
        var users = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        storage.BeforeRead = call =>
        {
            if (call.Is("principal")) users[call.Grain.Key.ToString()!] = true;
            return Task.CompletedTask;
        };
        var request = new WhoRequest("run", ResourceRef.Parse("job:000")) { Limit = 1 };
        var page = await cold.Service.WhoAsync(world.Tenant, request, JobWorld.Cancellation);
        Assert.Equal(["ann"], page.Select(s => s.Id));
        Assert.InRange(users.Count, 1, 50);
        Assert.Equal(["u005"], (await cold.Service.WhoAsync(world.Tenant, request with { After = page.Next }, JobWorld.Cancellation)).Select(s => s.Id));
        var unknown = await Assert.ThrowsAsync<AclException>(async () => await cold.Service.WhoAsync(world.Tenant, request with { Type = "robot" }, JobWorld.Cancellation));
        Assert.Equal(ErrorCodes.UnknownType, unknown.Code);
    }

    /// <summary>What goes with somebody is counted in the resources that mention him, also in those that the same change has only just made.</summary>
    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task Removal_OfOneWhomFewMention_LoadsThose()
    {
        var storage = new SharedStorage();
        var world = await MakeAsync(storage);
        await using var cold = await Cluster.StartAsync(1, storage);
        world = world.On(cold.Service);
        var removal = new Removal(0, 0, 0, 0, 0, 0);
        var read = await ReadAsync(storage, async () => removal = (await world.ApplyAsync(
            "grant: {resource: 'job:001', to: 'user:ann', actions: [run]}", "resource: {id: 'job:new', owner: 'user:ann'}", "remove: 'user:ann'")).Results[^1].Removal!);
        Assert.Equal(new Removal(1, 0, 0, 0, 1, (Mine / 3) + 1), removal);
        Assert.InRange(read, Mine / 3, (Mine / 3) + 10);
        Assert.Empty(await world.JobsAsync("ann"));
    }

    /// <summary>A silo that has answered learns of what comes and goes.</summary>
    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task List_AfterChanges_IsOfTheStateAfterThem()
    {
        var storage = new SharedStorage();
        var world = await MakeAsync(storage);
        await using var cold = await Cluster.StartAsync(2, storage);
        world = world.On(cold.Service);
        foreach (var service in cold.Everywhere()) Assert.Equal(Mine, (await world.On(service).JobsAsync("ann")).Length);
        string[] gone = ["delete: 'job:000'", "resource: {id: 'folder:sub'}", "group: {id: g, members: []}"];
        await world.ApplyAsync([.. gone, "grant: {resource: 'job:001', to: 'user:ann', actions: [run]}", "resource: {id: 'job:new', owner: 'user:ann'}"]);
        foreach (var service in cold.Everywhere())
            Assert.Equal(["001", "060", "120", "180", "240", "300", "360", "420", "480", "540", "new"], await world.On(service).JobsAsync("ann"));
        await world.ApplyAsync("group: {id: g, members: ['user:ann']}", "resource: {id: 'folder:sub', parent: 'folder:top'}", "revoke: {resource: 'job:001', from: 'user:ann', actions: [run]}");
        foreach (var service in cold.Everywhere()) Assert.Equal(Mine, (await world.On(service).JobsAsync("ann")).Length);
    }

    /// <summary>What somebody owns fills several shards; half of it goes to another, who has some already, and some of that comes back.</summary>
    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task List_OfMoreThanAShardNames_IsWhatIsLeftOfIt()
    {
        const int Owned = 1_800;
        var storage = new SharedStorage();
        static string[] Give(string owner, Func<int, bool> which) => [.. Enumerable.Range(0, Owned).Where(which).Select(i => $"resource: {{id: 'job:{i:d9}', owner: 'user:{owner}'}}")];
        JobWorld world;
        await using (var warm = await Cluster.StartAsync(1, storage))
        {
            world = await JobWorld.MakeAsync(warm.Service);
            await world.ApplyAsync(Give("ann", i => i < Owned / 2));
            await world.ApplyAsync(Give("ann", i => i >= Owned / 2));
            Assert.True(storage.Stored.Count(call => call.Is("shard", "0/user:ann")) > 2, "what ann owns fills several shards");
            await world.ApplyAsync(Give("bob", i => i % 2 == 0));
            await world.ApplyAsync(Give("ann", i => i % 10 == 0));
        }

        await using var cold = await Cluster.StartAsync(1, storage);
        world = world.On(cold.Service);
        Assert.Equal(Enumerable.Range(0, Owned).Where(i => i % 2 == 1 || i % 10 == 0).Select(i => $"{i:d9}"), await world.JobsAsync("ann"));
        Assert.Equal(Enumerable.Range(0, Owned).Where(i => i % 2 == 0 && i % 10 != 0).Select(i => $"{i:d9}"), await world.JobsAsync("bob"));
        var page = await cold.Service.ListAsync(world.Tenant, Runnable with { Subject = JobWorld.User("bob"), Limit = 5 }, JobWorld.Cancellation);
        Assert.Equal((5, 6), (page.Count, page.Looked));
    }

    /// <summary>A tenant that a program has changed which knows nothing of such rosters: what they say is no longer all there is.</summary>
    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task List_WithoutTrustInRosters_LooksAtEverything()
    {
        var storage = new SharedStorage();
        var world = await MakeAsync(storage);
        await using (var other = await Cluster.StartAsync(1, storage))
        {
            var (store, grain) = (other.Silos[0].ServiceProvider.GetRequiredService<IGrainStorage>(), other.Grains.GetGrain<ITenantGrain>(world.Tenant.Value).GetGrainId());
            var stored = new GrainState<TenantGrainState>();
            await store.ReadStateAsync("tenant", grain, stored);
            Assert.NotNull(stored.State);
            Assert.Equal(stored.State.Version, stored.State.Mentions);
            stored.State.Mentions = 0;
            await store.WriteStateAsync("tenant", grain, stored);
        }

        Assert.True(storage.Forget(call => call.Is("shard") && call.Grain.Key.ToString()! is var key && (key.Contains("/mention", StringComparison.Ordinal) || key.Contains("/inside/", StringComparison.Ordinal))) > 5);
        await using var cold = await Cluster.StartAsync(1, storage);
        world = world.On(cold.Service);
        Assert.Equal(Mine, (await world.JobsAsync("ann")).Length);
        await world.ApplyAsync("resource: {id: 'job:new', owner: 'user:ann'}", "delete: 'job:000'");
        Assert.Equal(Mine, (await world.JobsAsync("ann")).Length);
        Assert.Contains("new", await world.JobsAsync("ann"));
    }
}
