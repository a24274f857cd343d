using OrleansAcl.Behaviour;

namespace OrleansAcl.Grains.Tests;

/// <summary>Storage that refuses, waits or loses its answer is an error, never a decision; a change once begun is finished, or was never begun.</summary>
public sealed class StorageFaultTests
{
    private static readonly string[] TwoGrants =
        ["grant: {resource: 'job:1', to: 'user:bob', actions: [run]}", "grant: {resource: 'job:2', to: 'user:bob', actions: [run]}"];

    private static Task<JobWorld> MakeAsync(Cluster cluster) => JobWorld.MakeAsync(
        cluster.Service, "user: {id: bob}", "group: {id: g, members: ['user:bob']}", "resource: {id: 'job:1', owner: 'user:ann'}", "resource: {id: 'job:2', owner: 'user:ann'}");

    /// <summary>What bob may, once the cluster answers again, on every silo and in every way of asking; all of it must agree.</summary>
    private static async Task<bool> BobMayBothOrNeitherAsync(Cluster cluster, JobWorld world)
    {
        var jobs = await Attempts.UntilAnsweredAsync(() => world.JobsAsync("bob"));
        Assert.True(jobs is [] or ["1", "2"], $"half a change: {string.Join(", ", jobs)}");
        foreach (var service in cluster.Everywhere())
            foreach (var job in (string[])["1", "2"])
            {
                Assert.Equal(jobs.Length > 0, await Attempts.UntilAnsweredAsync(() => world.On(service).MayRunAsync("bob", job)));
                Assert.Equal(jobs.Length > 0, await Attempts.UntilAnsweredAsync(() => world.On(service).MayRunInBatchAsync("bob", job)));
                Assert.Equal(jobs.Length > 0, (await Attempts.UntilAnsweredAsync(() => world.On(service).RunnersAsync(job))).Contains("bob"));
            }

        return jobs.Length > 0;
    }

    private static async Task GoesOnAsync(JobWorld world)
    {
        await Attempts.UntilDoneAsync(() => world.ApplyAsync("user: {id: kim}", "grant: {resource: 'job:1', to: 'user:kim', actions: [run]}"));
        Assert.True(await world.MayRunAsync("kim", "1"));
        Assert.Contains("kim", await world.RunnersAsync("1"));
    }

    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task Apply_TheIntentCannotBeStored_IsAnErrorAndNothingHolds()
    {
        await using var cluster = await Cluster.StartAsync(2);
        var world = await MakeAsync(cluster);
        cluster.Storage.BeforeWrite = SharedStorage.Refuse(call => call.Is("tenant"));
        Assert.Equal(ErrorCodes.StoreFailed, await JobWorld.CodeAsync(() => world.ApplyAsync(TwoGrants)));
        cluster.Storage.BeforeWrite = null;
        Assert.False(await BobMayBothOrNeitherAsync(cluster, world));
        await GoesOnAsync(world);
        Assert.False(await BobMayBothOrNeitherAsync(cluster, world));
    }

    [Theory(Timeout = Attempts.GiveUpAfter)]
    [InlineData("resource", "job:2")]
    [InlineData("resource", "job:9")]
    [InlineData("principal", "user:new")]
    [InlineData("shard", "")]
    public Task Apply_PartOfItCannotBeStored_IsAnErrorAndTheClusterFinishesTheWholeChange(string state, string key) =>
        RequireFinishedAsync(storage => storage.BeforeWrite = SharedStorage.Refuse(call => call.Is(state, key)));

    [Theory(Timeout = Attempts.GiveUpAfter)]
    [InlineData("tenant", "")]
    [InlineData("resource", "job:2")]
    [InlineData("shard", "")]
    public Task Apply_StoredButTheAnswerIsLost_IsAnErrorAndTheChangeIsWholeAllTheSame(string state, string key) =>
        RequireFinishedAsync(storage => storage.AfterWrite = SharedStorage.Refuse(call => call.Is(state, key)));

    /// <summary>A change meets a fault that is over afterwards; it is an error, and yet all of it holds, then and after a restart of all silos.</summary>
    private static async Task RequireFinishedAsync(Action<SharedStorage> fault)
    {
        var storage = new SharedStorage();
        JobWorld world;
        await using (var cluster = await Cluster.StartAsync(2, storage))
        {
            world = await MakeAsync(cluster);
            fault(storage);
            Assert.Equal(ErrorCodes.StoreFailed, await JobWorld.CodeAsync(() => world.ApplyAsync(
                [.. TwoGrants, "resource: {id: 'job:9', owner: 'user:new'}", "user: {id: new}"])));
            (storage.BeforeWrite, storage.AfterWrite) = (null, null);
            await RequireAsync(cluster, world);
            await GoesOnAsync(world);
        }

        await using var after = await Cluster.StartAsync(2, storage);
        await RequireAsync(after, world.On(after.Service));

        static async Task RequireAsync(Cluster cluster, JobWorld world)
        {
            Assert.True(await BobMayBothOrNeitherAsync(cluster, world));
            Assert.Equal(["9"], await Attempts.UntilAnsweredAsync(() => world.JobsAsync("new")));
            Assert.Equal(["new"], await Attempts.UntilAnsweredAsync(() => world.RunnersAsync("9")));
        }
    }

    /// <summary>The store hangs until its caller has long given up; then it fails, or it does not.</summary>
    [Theory(Timeout = Attempts.GiveUpAfter)]
    [InlineData("tenant", true)]
    [InlineData("tenant", false)]
    [InlineData("resource", true)]
    [InlineData("resource", false)]
    public async Task Apply_TheStoreHangs_IsAnErrorAndWhatComesOfItIsWhole(string state, bool fails)
    {
        await using var cluster = await Cluster.StartAsync(2, patience: Cluster.Patience);
        var world = await MakeAsync(cluster);
        var hanging = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cluster.Storage.BeforeWrite = call =>
        {
            if (!call.Is(state)) return Task.CompletedTask;
            entered.TrySetResult();
            return hanging.Task;
        };
        var change = world.ApplyAsync(TwoGrants);
        await entered.Task;
        // Nobody has been told that the change was made; whoever gets an answer now gets the one from before it.
        var answers = await Task.WhenAll(cluster.Everywhere().Select(service => Attempts.AskAsync(() => world.On(service).MayRunInBatchAsync("bob", "1"))));
        Assert.DoesNotContain(true, answers);
        await Attempts.FaultsAsync(() => change);
        cluster.Storage.BeforeWrite = null;
        if (fails) hanging.SetException(new TimeoutException("the store did not answer"));
        else hanging.SetResult();
        await GoesOnAsync(world);
        Assert.Equal(state != "tenant" || !fails, await BobMayBothOrNeitherAsync(cluster, world));
    }

    /// <summary>Nothing of the tenant is in memory, and part of it cannot be read.</summary>
    [Theory(Timeout = Attempts.GiveUpAfter)]
    [InlineData("tenant")]
    [InlineData("resource")]
    [InlineData("principal")]
    [InlineData("shard")]
    public async Task Question_OfWhatCannotBeRead_IsAnErrorAndNotADecision(string state)
    {
        var storage = new SharedStorage();
        JobWorld world;
        await using (var before = await Cluster.StartAsync(1, storage)) world = await MakeAsync(before);
        await using var cluster = await Cluster.StartAsync(2, storage);
        world = world.On(cluster.Service);
        storage.BeforeRead = SharedStorage.Refuse(call => call.Is(state));
        if (state != "shard") await Attempts.FaultsAsync(() => world.MayRunAsync("bob", "1"));
        await Attempts.FaultsAsync(() => world.JobsAsync("ann"));
        await Attempts.FaultsAsync(() => world.RunnersAsync("1"));
        if (state != "shard") await Attempts.FaultsAsync(() => world.ApplyAsync(TwoGrants));
        storage.BeforeRead = null;
        Assert.Equal(["1", "2"], await Attempts.UntilAnsweredAsync(() => world.JobsAsync("ann")));
        await Attempts.UntilDoneAsync(() => world.ApplyAsync(TwoGrants));
        Assert.True(await BobMayBothOrNeitherAsync(cluster, world));
    }

    /// <summary>The tenants' own list, or the tenant itself, cannot be stored: no tenant is acknowledged, and trying again makes it whole.</summary>
    [Theory(Timeout = Attempts.GiveUpAfter)]
    [InlineData("tenants", false)]
    [InlineData("tenants", true)]
    [InlineData("tenant", false)]
    [InlineData("tenant", true)]
    public async Task PutTenant_ThatCannotBeStored_IsAnErrorAndTheNextTryMakesItForGood(string state, bool stored)
    {
        var storage = new SharedStorage();
        var tenant = JobWorld.NewTenant();
        await using (var cluster = await Cluster.StartAsync(2, storage))
        {
            var world = new JobWorld(cluster.Service, tenant);
            if (stored) storage.AfterWrite = SharedStorage.Refuse(call => call.Is(state));
            else storage.BeforeWrite = SharedStorage.Refuse(call => call.Is(state));
            await Attempts.FaultsAsync(async () => await world.PutAsync());
            (storage.BeforeWrite, storage.AfterWrite) = (null, null);
            await Attempts.UntilDoneAsync(async () => await world.PutAsync());
            await world.ApplyAsync("resource: {id: 'job:1', owner: 'user:ann'}");
            Assert.Equal([tenant], (await cluster.Service.ListTenantsAsync(JobWorld.Cancellation)).Select(t => t.Tenant));
        }

        await using var after = await Cluster.StartAsync(2, storage);
        Assert.Equal([tenant], (await after.Service.ListTenantsAsync(JobWorld.Cancellation)).Select(t => t.Tenant));
        Assert.True(await new JobWorld(after.Service, tenant).MayRunAsync("ann", "1"));
    }

    [Theory(Timeout = Attempts.GiveUpAfter)]
    [InlineData("tenants")]
    [InlineData("tenant")]
    public async Task DeleteTenant_ThatCannotBeStored_IsAnErrorAndTheNextTryRemovesItForGood(string state)
    {
        var storage = new SharedStorage();
        await using (var cluster = await Cluster.StartAsync(2, storage))
        {
            var world = await MakeAsync(cluster);
            storage.BeforeWrite = SharedStorage.Refuse(call => call.Is(state));
            await Attempts.FaultsAsync(async () => await world.DeleteAsync());
            storage.BeforeWrite = null;
            await Attempts.UntilDoneAsync(async () => await world.DeleteAsync());
            Assert.Equal(ErrorCodes.UnknownTenant, await JobWorld.CodeAsync(() => world.MayRunAsync("ann", "1")));
            Assert.Empty(await cluster.Service.ListTenantsAsync(JobWorld.Cancellation));
        }

        await using var after = await Cluster.StartAsync(2, storage);
        Assert.Empty(await after.Service.ListTenantsAsync(JobWorld.Cancellation));
    }
}
