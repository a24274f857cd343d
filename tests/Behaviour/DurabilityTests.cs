using OrleansAcl.Requests;

namespace OrleansAcl.Behaviour;

/// <summary>DURABLE-ACK: what was acknowledged is there after all that held it in memory has gone.</summary>
public abstract class DurabilityTests
{
    /// <summary>Starts a host of its own.</summary>
    protected abstract Task<IRestartable> StartAsync();

    /// <summary>Lives, lists, revisions and clocks are what they were.</summary>
    [Fact]
    public async Task Restart_AfterChangesAndDeletions_KeepsWhatWasAcknowledged()
    {
        await using var host = await StartAsync();
        var world = await JobWorld.MakeAsync(
            host.Service, "user: {id: bob}", "group: {id: g, members: ['user:ann']}", "resource: {id: 'job:1', owner: 'user:bob'}",
            "resource: {id: 'job:2', owner: 'user:ann'}", "grant: {resource: 'job:1', to: 'group:g', actions: [run]}");
        await world.ApplyAsync("delete: 'group:g'", "delete: 'user:bob'");
        await world.ApplyAsync("group: {id: g, members: ['user:ann']}", "user: {id: bob}", "user: {id: ann}");
        var gone = await JobWorld.MakeAsync(host.Service, "resource: {id: 'job:1', owner: 'user:ann'}");
        await gone.DeleteAsync();
        var clocked = JobWorld.NewTenant();
        await host.Service.PutTenantAsync(clocked, JobWorld.Definition with { Clock = DateTimeOffset.UnixEpoch }, JobWorld.Cancellation);
        await new JobWorld(host.Service, clocked).ApplyAsync("clock: '+2d'");

        await host.RestartAsync();
        world = world.On(host.Service);
        var counts = (await host.Service.GetTenantAsync(world.Tenant, JobWorld.Cancellation))!.Counts!;
        Assert.Equal((2, 1, 0, 2), (counts.Kinds["user"], counts.Kinds["group"], counts.Types["folder"], counts.Types["job"]));
        Assert.False(await world.MayRunAsync("ann", "1"));
        Assert.False(await world.MayRunAsync("bob", "1"));
        Assert.Equal(["2"], await world.JobsAsync("ann"));
        Assert.Equal(["ann"], await world.RunnersAsync("2"));
        Assert.Equal(3, await world.RevisionAsync());
        Assert.Equal(new[] { world.Tenant.Value, clocked.Value }.Order(StringComparer.Ordinal), (await host.Service.ListTenantsAsync(JobWorld.Cancellation)).Select(t => t.Tenant.Value).Order(StringComparer.Ordinal));
        Assert.Equal(DateTimeOffset.UnixEpoch.AddDays(2), (await host.Service.GetTenantAsync(clocked, JobWorld.Cancellation))!.Clock);

        await world.ApplyAsync("grant: {resource: 'job:1', to: 'group:g', actions: [run]}");
        Assert.True(await world.MayRunAsync("ann", "1"));
        gone = gone.On(host.Service);
        await gone.PutAsync();
        Assert.False(await gone.MayRunAsync("ann", "1"));
    }

    /// <summary>A model that was changed, its versions, and what was stored under either, are there after a restart.</summary>
    [Fact]
    public async Task Restart_AfterTheModelChanged_KeepsItAndItsVersions()
    {
        await using var host = await StartAsync();
        var world = await JobWorld.MakeAsync(host.Service, ModelWorlds.Steps);
        var before = await world.AnswersAsync();
        await world.PutModelAsync(ModelWorlds.OwnersFirst);
        await world.ApplyAsync("grant: {resource: 'job:2', to: 'user:bob', actions: [run]}");
        var after = await world.AnswersAsync();

        await host.RestartAsync();
        world = world.On(host.Service);
        Assert.Equal((after, 3L, 2L), (await world.AnswersAsync(), await world.RevisionAsync(), (await world.InfoAsync()).ModelVersion));
        await world.PutModelAsync(new ModelRequest(new ModelChange { Version = 1 }));
        await world.ApplyAsync("revoke: {resource: 'job:2', from: 'user:bob', actions: [run]}");
        await host.RestartAsync();
        world = world.On(host.Service);
        Assert.Equal((before, 5L, 3L), (await world.AnswersAsync(), await world.RevisionAsync(), (await world.InfoAsync()).ModelVersion));
        Assert.Equal(3, (await host.Service.ListModelsAsync(world.Tenant, JobWorld.Cancellation)).Count);
    }

    /// <summary>What counts for a time or under a condition still does, and no longer than it was given.</summary>
    [Fact]
    public async Task Restart_AfterTermsWereGiven_KeepsThem()
    {
        await using var host = await StartAsync();
        var (jobs, levels) = (JobWorld.NewTenant(), JobWorld.NewTenant());
        var start = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
        await host.Service.PutTenantAsync(jobs, JobWorld.Definition with { Clock = start }, JobWorld.Cancellation);
        await host.Service.PutTenantAsync(levels, new TenantDefinition { Model = "apolo", Clock = start }, JobWorld.Cancellation);
        await new JobWorld(host.Service, jobs).ApplyAsync(
            "resource: {id: 'job:1'}", "group: {id: g, members: [{member: 'user:ann', until: '2026-03-02T00:00:00Z'}]}", "grant: {resource: 'job:1', to: 'group:g', actions: [run]}",
            "grant: {resource: 'job:1', to: 'user:bob', actions: [run], until: '2026-03-02T00:00:00Z'}", "grant: {resource: 'job:1', to: 'user:kim', actions: [run], when: context.mfa}");
        await new JobWorld(host.Service, levels).ApplyAsync("user: {id: ann}", "grant: {resource: 'storage://c', to: 'user:ann', level: write, until: '2026-03-02T00:00:00Z'}");

        await host.RestartAsync();
        var world = new JobWorld(host.Service, jobs);
        Assert.Equal((true, true, false), (await world.MayRunAsync("ann", "1"), await world.MayRunAsync("bob", "1"), await world.MayRunAsync("kim", "1")));
        Assert.Equal(["context.mfa"], (await host.Service.CheckAsync(jobs, JobWorld.Check("kim", "run", "job:1"), JobWorld.Cancellation)).Needs);
        Assert.True(await new JobWorld(host.Service, levels).MayAsync("ann", "write", "storage://c"));
        foreach (var tenant in new[] { jobs, levels }) await new JobWorld(host.Service, tenant).ApplyAsync("clock: '+1d'");
        Assert.Equal((false, false), (await world.MayRunAsync("ann", "1"), await world.MayRunAsync("bob", "1")));
        Assert.False(await new JobWorld(host.Service, levels).MayAsync("ann", "write", "storage://c"));
    }
}
