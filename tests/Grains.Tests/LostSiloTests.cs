using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using OrleansAcl.Behaviour;

namespace OrleansAcl.Grains.Tests;

/// <summary>What still can be answered while a silo is gone or silent and the cluster has not noticed: all for which a living silo's lease and the store are enough.</summary>
public sealed class LostSiloTests
{
    private static readonly AclGrainOptions LongLease = Cluster.Options with { Lease = TimeSpan.FromMinutes(10) };

    private static Task<JobWorld> MakeAsync(Cluster cluster) => JobWorld.MakeAsync(
        cluster.Service, "group: {id: g, members: ['user:ann']}", "resource: {id: 'job:1'}", "grant: {resource: 'job:1', to: 'group:g', actions: [run]}");

    private static bool Calls<TGrain>(IOutgoingGrainCallContext context, string method) =>
        context.MethodName == method && context.InterfaceMethod?.DeclaringType == typeof(TGrain);

    private static Exception Gone() => new SiloUnavailableException("its silo is gone");

    /// <summary>Half of a lease gone by, the next check has it renewed, and waits for nothing; so the silo has half of one left whenever the tenant's grain is lost.</summary>
    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task Check_WhenTheTenantsGrainIsLost_IsAnsweredForHalfALeaseAndThenAnError()
    {
        var (time, lost) = (new ShiftedTime(), false);
        await using var cluster = await Cluster.StartAsync(1, options: LongLease, time: time, calling: context =>
            Volatile.Read(ref lost) && Calls<ITenantGrain>(context, nameof(ITenantGrain.RenewAsync)) ? throw Gone() : context.Invoke());
        var world = await MakeAsync(cluster);
        var silo = world.On(cluster.On(cluster.Silos[0]));
        var reports = cluster.Silos[0].ServiceProvider.GetRequiredService<IReplicaClient>();
        async Task<double> LeftAsync() => (await reports.ReportAsync(cluster.Silos[0].SiloAddress)).Copies.Single(c => c.Tenant == world.Tenant.Value).LeaseSeconds;

        Assert.True(await silo.MayRunAsync("ann", "1"));
        time.Forward(TimeSpan.FromMinutes(6));
        Assert.True(await silo.MayRunAsync("ann", "1"));
        while (await LeftAsync() < 500) JobWorld.Cancellation.ThrowIfCancellationRequested();

        Volatile.Write(ref lost, true);
        time.Forward(TimeSpan.FromMinutes(6));
        Assert.True(await silo.MayRunAsync("ann", "1"));
        time.Forward(TimeSpan.FromMinutes(6));
        Assert.Equal(ErrorCodes.StoreFailed, await JobWorld.CodeAsync(() => silo.MayRunAsync("ann", "1")));
    }

    /// <summary>A change that hangs holds up nobody who asks: until it is acknowledged a silo may go on with the state before it, and has its lease renewed.</summary>
    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task Checks_WhileAChangeHangsLongerThanALease_AreAnswered()
    {
        var time = new ShiftedTime();
        await using var cluster = await Cluster.StartAsync(2, options: LongLease, time: time);
        var world = await MakeAsync(cluster);
        var everywhere = cluster.Everywhere().Select(world.On).ToList();
        foreach (var asked in everywhere) Assert.True(await asked.MayRunInBatchAsync("ann", "1"));
        var (hanging, open) = (new TaskCompletionSource(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        cluster.Storage.BeforeWrite = call =>
        {
            if (!call.Is("resource")) return Task.CompletedTask;
            hanging.TrySetResult();
            return open.Task;
        };
        var change = world.ApplyAsync("revoke: {resource: 'job:1', from: 'group:g', actions: [run]}");
        await hanging.Task;
        for (var i = 0; i < 3; i++)
        {
            time.Forward(TimeSpan.FromMinutes(11));
            foreach (var asked in everywhere) Assert.True(await asked.MayRunInBatchAsync("ann", "1"));
        }

        Assert.False(change.IsCompleted);
        open.SetResult();
        await change;
        foreach (var asked in everywhere) Assert.False(await asked.MayRunInBatchAsync("ann", "1"));
    }

    /// <summary>
    /// The tenant's grain was lost, so that the next change waits for leases it knows nothing of. The change is stored: whoever needs a lease meanwhile is given
    /// one on the state after it, and the change itself to bring his copy there.
    /// </summary>
    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task Checks_WhileAChangeWaitsForLeases_SeeItBeforeItIsAcknowledged()
    {
        var (time, options) = (new ShiftedTime(), Cluster.Options with { Lease = TimeSpan.FromSeconds(20) });
        await using var cluster = await Cluster.StartAsync(2, options: options, time: time);
        var world = await MakeAsync(cluster);
        var asked = world.On(cluster.On(cluster.Silos[1]));
        Assert.True(await asked.MayRunInBatchAsync("ann", "1"));
        cluster.Storage.BeforeWrite = SharedStorage.Refuse(call => call.Is("tenant"));
        await Attempts.FaultsAsync(() => world.ApplyAsync("user: {id: eve}"));
        cluster.Storage.BeforeWrite = null;

        var before = await Attempts.UntilAnsweredAsync(world.RevisionAsync);
        var change = world.ApplyAsync("revoke: {resource: 'job:1', from: 'group:g', actions: [run]}");
        // A silo that has no copy is given a lease when the change is stored.
        var tenant = cluster.Grains.GetGrain<ITenantGrain>(world.Tenant.Value);
        while ((await tenant.RenewAsync(new LeaseRequest(cluster.Silos[0].SiloAddress, 0, -1))).Version == before) JobWorld.Cancellation.ThrowIfCancellationRequested();
        time.Forward(options.Lease * 0.6);
        while (await asked.MayRunInBatchAsync("ann", "1")) JobWorld.Cancellation.ThrowIfCancellationRequested();
        Assert.False(change.IsCompleted, "the change did not wait for leases");
        await change;
        Assert.False(await asked.MayRunInBatchAsync("ann", "1"));
    }

    /// <summary>What a check lacks is read from the store while the silo is gone that has its grain; it only would have read it there.</summary>
    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task Checks_WhileTheGrainsOfAllTheyNeedAreLost_AreAnsweredFromTheStore()
    {
        await using var cluster = await Cluster.StartAsync(1, calling: context =>
            Calls<IEntityGrain>(context, nameof(IEntityGrain.LoadAsync)) || Calls<IResourceGrain>(context, nameof(IResourceGrain.CheckAsync)) ? throw Gone() : context.Invoke());
        var world = (await MakeAsync(cluster)).On(cluster.On(cluster.Silos[0]));
        Assert.True(await world.MayRunAsync("ann", "1"));
        Assert.False(await world.MayRunAsync("bob", "1"));
        await world.ApplyAsync("group: {id: g, members: ['user:bob']}");
        Assert.False(await world.MayRunAsync("ann", "1"));
        Assert.True(await world.MayRunAsync("bob", "1"));
    }

    /// <summary>A change that is stored waits a while for the grains whose silo is gone to be on another, instead of being given up.</summary>
    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task Apply_WhileTheGrainsItWritesAreMoving_IsAcknowledged()
    {
        var refused = 0;
        await using var cluster = await Cluster.StartAsync(1, calling: context =>
            Calls<IEntityGrain>(context, nameof(IEntityGrain.StoreAsync)) && Interlocked.Increment(ref refused) <= 5 ? throw Gone() : context.Invoke());
        var world = await MakeAsync(cluster);
        Assert.True(refused > 5);
        Assert.True(await world.MayRunAsync("ann", "1"));
    }

    /// <summary>A silo that is silent holds a check up for a while only: another silo is asked, and then one more.</summary>
    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task Check_ThatIsNotAnswered_IsAskedOfAnotherSilo()
    {
        var asked = 0;
        var never = new TaskCompletionSource();
        await using var cluster = await Cluster.StartAsync(1, calling: context =>
            Calls<IResourceGrain>(context, nameof(IResourceGrain.CheckAsync)) ? throw new TimeoutException()
            : Calls<IQuestionGrain>(context, nameof(IQuestionGrain.CheckAsync)) && Interlocked.Increment(ref asked) == 1 ? never.Task
            : context.Invoke());
        var world = (await MakeAsync(cluster)).On(Cluster.CallingFrom(cluster.Silos[0]));
        Assert.True(await world.MayRunAsync("ann", "1"));
        Assert.Equal(2, asked);
    }
}
