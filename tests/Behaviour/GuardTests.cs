using OrleansAcl.Requests;

namespace OrleansAcl.Behaviour;

/// <summary>GUARDED: what is done as somebody passes the model's checks, and what the model does not speak of takes an administrator.</summary>
/// <param name="host">Who answers.</param>
public abstract class GuardTests(IHost host)
{
    private Task<JobWorld> MakeAsync() => JobWorld.MakeAsync(
        host.Service, "user: {id: root, admin: true}", "group: {id: admins, members: ['user:kim']}", "user: {id: bob}",
        "resource: {id: 'folder:f', owner: 'user:ann'}", "resource: {id: 'job:1', parent: 'folder:f', owner: 'user:ann'}");

    /// <summary>An owner shares what is his; others are told which check they failed.</summary>
    [Fact]
    public async Task Grant_AsTheOwnerAndAsAnother_IsAppliedAndDenied()
    {
        const string share = "grant: {resource: 'job:1', to: 'user:bob', actions: [run]}";
        var world = await MakeAsync();
        var refused = await world.AsAsync("bob", share);
        Assert.Equal((StepStatus.Denied, ErrorCodes.Denied), (refused.Status, refused.Code));
        Assert.Equal(["edit job:1"], refused.Missing);
        Assert.False(await world.MayRunAsync("bob", "1"));
        Assert.Equal(StepStatus.Applied, (await world.AsAsync("ann", share)).Status);
        Assert.True(await world.MayRunAsync("bob", "1"));
    }

    /// <summary>By flag or by group, an administrator may do all; taken out of it, nothing from the next step on.</summary>
    [Fact]
    public async Task Administrator_ByFlagOrGroup_MayUntilItIsTakenAway()
    {
        var world = await MakeAsync();
        Assert.Equal(StepStatus.Denied, (await world.AsAsync("bob", "user: {id: eve}")).Status);
        Assert.Equal(StepStatus.Applied, (await world.AsAsync("root", "user: {id: eve}")).Status);
        Assert.Equal(StepStatus.Applied, (await world.AsAsync("kim", "user: {id: pat}")).Status);
        Assert.True(await world.MayRunAsync("kim", "1"));
        Assert.Equal(StepStatus.Applied, (await world.AsAsync("root", "group: {id: admins, members: []}")).Status);
        Assert.Equal(StepStatus.Denied, (await world.AsAsync("kim", "user: {id: lee}")).Status);
        Assert.False(await world.MayRunAsync("kim", "1"));
        Assert.Equal(StepStatus.Applied, (await world.AsAsync("root", "user: {id: root}")).Status);
        Assert.Equal(StepStatus.Denied, (await world.AsAsync("root", "user: {id: lee}")).Status);
    }

    /// <summary>Only an administrator makes another one.</summary>
    [Fact]
    public async Task Administrator_MadeByWhoIsNone_IsDenied()
    {
        var world = await MakeAsync();
        Assert.Equal(StepStatus.Denied, (await world.AsAsync("bob", "user: {id: bob, admin: true}")).Status);
        Assert.Equal(StepStatus.Denied, (await world.AsAsync("bob", "group: {id: admins, members: ['user:bob']}")).Status);
        Assert.Equal(StepStatus.Denied, (await world.AsAsync("bob", "delete: 'user:root'")).Status);
        Assert.False(await world.MayRunAsync("bob", "1"));
    }

    /// <summary>A guard is asked of the state the steps before have made, and one denied step undoes them.</summary>
    [Fact]
    public async Task Steps_AsSomebody_SeeTheStepsBeforeAndFallWithTheOnesAfter()
    {
        var world = await MakeAsync();
        var result = await world.TryAsAsync(
            "bob", "resource: {id: 'folder:own'}", "resource: {id: 'job:own', parent: 'folder:own'}", "resource: {id: 'job:2', parent: 'folder:f'}");
        Assert.Equal([StepStatus.NotApplied, StepStatus.NotApplied, StepStatus.Denied], result.Results.Select(r => r.Status));
        Assert.Equal(["edit folder:f"], result.Results[2].Missing);
        Assert.False(await world.MayRunAsync("bob", "own"));
        result = await world.TryAsAsync("bob", "resource: {id: 'folder:own'}", "resource: {id: 'job:own', parent: 'folder:own'}");
        Assert.True(result.Applied);
        Assert.True(await world.MayRunAsync("bob", "own"));
    }

    /// <summary>Only a user acts; a group, or nobody, does not.</summary>
    [Fact]
    public async Task Step_AsAGroup_IsAnError()
    {
        var world = await MakeAsync();
        var step = JobWorld.Step("user: {id: eve}") with { As = SubjectRef.Parse("group:admins") };
        var result = (await host.Service.ApplyAsync(world.Tenant, [step], JobWorld.Cancellation)).Results[0];
        Assert.Equal((StepStatus.Error, ErrorCodes.InvalidDocument), (result.Status, result.Code));
    }
}
