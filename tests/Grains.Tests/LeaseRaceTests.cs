using OrleansAcl.Behaviour;

namespace OrleansAcl.Grains.Tests;

/// <summary>FRESH when messages overtake each other: a lease, or the news of a change, that was long on its way.</summary>
public sealed class LeaseRaceTests
{
    private static CallGate News() => new(typeof(IReplicaService), nameof(IReplicaService.ApplyAsync), before: true);

    private static CallGate Lease() => new(typeof(ITenantGrain), nameof(ITenantGrain.RenewAsync), before: false);

    private static AclGrainOptions LeaseOf(int seconds) => Cluster.Options with { Lease = TimeSpan.FromSeconds(seconds) };

    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task Check_AfterTheTenantWasRemovedWhileALeaseWasOnItsWay_IsAnError()
    {
        var lease = Lease();
        await using var cluster = await Cluster.StartAsync(1, options: LeaseOf(20), calling: context => lease.CallAsync(context, context.Invoke));
        var world = await JobWorld.MakeAsync(cluster.Service, "resource: {id: 'job:1', owner: 'user:ann'}");
        lease.Arm();
        var early = world.MayRunAsync("ann", "1");
        await lease.Reached;
        Assert.True(await world.DeleteAsync());
        lease.Open();
        // Asked before the removal was acknowledged, it may be answered either way.
        await Record.ExceptionAsync(() => early);
        Assert.Equal(ErrorCodes.UnknownTenant, await JobWorld.CodeAsync(() => world.MayRunAsync("ann", "1")));
    }

    /// <summary>
    /// The news of a first change is held up until after the silo's lease has run out, so that the change is acknowledged without it. The
    /// silo's next lease, at the first change, is on its way when a second change is told; then the news of the first arrives.
    /// </summary>
    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task Check_AfterOldNewsArrivesLateAndALeaseWasOnItsWay_IsFresh()
    {
        var (news, lease) = (News(), Lease());
        await using var cluster = await Cluster.StartAsync(
            1, options: LeaseOf(2), calling: context => news.CallAsync(context, () => lease.CallAsync(context, context.Invoke)));
        var world = await JobWorld.MakeAsync(cluster.Service, "resource: {id: 'job:1', owner: 'user:ann'}");
        Assert.True(await world.MayRunAsync("ann", "1"));
        news.Arm();
        await world.ApplyAsync("resource: {id: 'job:2', owner: 'user:ann'}");
        await news.Reached;
        lease.Arm();
        var early = world.MayRunAsync("ann", "1");
        await lease.Reached;
        await world.ApplyAsync("resource: {id: 'job:1', owner: 'user:bob'}");
        news.Open();
        await news.Passed;
        lease.Open();
        await Record.ExceptionAsync(() => early);
        Assert.False(await world.MayRunAsync("ann", "1"), "the owner before the acknowledged change may still run it");
        Assert.True(await world.MayRunAsync("bob", "1"), "the owner since the acknowledged change may not run it");
    }
}
