using OrleansAcl.Requests;

namespace OrleansAcl.Behaviour;

/// <summary>A list of steps holds as a whole or not at all, and says of each step what became of it.</summary>
/// <param name="host">Who answers.</param>
public abstract class ApplyTests(IHost host)
{
    /// <summary>The refused step names its field; before and after it nothing is left.</summary>
    [Fact]
    public async Task Apply_OneStepRefused_LeavesNothingOfTheOthers()
    {
        var world = await JobWorld.MakeAsync(host.Service);
        var result = await world.TryAsync(
            "user: {id: ann}", "resource: {id: 'job:1', owner: 'user:ann'}",
            "acl: {resource: 'job:1', entries: [{subject: 'user:bob', effect: maybe, actions: [run]}]}", "user: {id: never}");
        Assert.False(result.Applied);
        Assert.Equal([StepStatus.NotApplied, StepStatus.NotApplied, StepStatus.Error, StepStatus.NotApplied], result.Results.Select(r => r.Status));
        Assert.Equal(ErrorCodes.InvalidDocument, result.Results[2].Code);
        Assert.Equal("acl.entries[0].effect", JobWorld.Field(result.Results[2]));
        Assert.False(await world.MayRunAsync("ann", "1"));
        Assert.Empty(await world.RunnersAsync("1"));
        Assert.Empty(await world.JobsAsync("ann"));
        Assert.Equal(0, await world.RevisionAsync());
    }

    /// <summary>A step sees what the steps before it did, and a later state replaces an earlier one of the same list.</summary>
    [Fact]
    public async Task Apply_StepsThatBuildOnEachOther_HoldTogether()
    {
        var world = await JobWorld.MakeAsync(host.Service);
        var result = await world.ApplyAsync(
            "resource: {id: 'folder:f'}", "resource: {id: 'job:1', parent: 'folder:f'}", "group: {id: g, members: ['user:ann']}",
            "grant: {resource: 'folder:f', to: 'group:g', actions: [run]}", "group: {id: g, members: ['user:bob']}");
        Assert.All(result.Results, r => Assert.Equal(StepStatus.Applied, r.Status));
        Assert.Equal(1, result.Revision);
        Assert.True(await world.MayRunAsync("bob", "1"));
        Assert.False(await world.MayRunAsync("ann", "1"));
    }

    /// <summary>One revision a change, none for what was refused or changed nothing.</summary>
    [Fact]
    public async Task Revision_OverChangesAndRefusals_RisesWithEveryChangeOnly()
    {
        var world = await JobWorld.MakeAsync(host.Service);
        Assert.Equal(1, (await world.ApplyAsync("resource: {id: 'job:1'}")).Revision);
        Assert.Equal(1, (await world.TryAsync("delete: 'job:2'")).Revision);
        Assert.Equal(1, (await world.ApplyAsync()).Revision);
        Assert.Equal(2, (await world.ApplyAsync("resource: {id: 'job:1', owner: 'user:ann'}")).Revision);
        Assert.Equal(2, await world.RevisionAsync());
    }

    /// <summary>Bad input has a stable code and names its field.</summary>
    [Theory]
    [InlineData("fly: {id: x}", ErrorCodes.InvalidDocument, null)]
    [InlineData("user: {id: ann, colour: red}", ErrorCodes.InvalidDocument, "user.colour")]
    [InlineData("user: {id: ''}", ErrorCodes.InvalidDocument, "user.id")]
    [InlineData("user: {id: ann, active: perhaps}", ErrorCodes.InvalidDocument, "user.active")]
    [InlineData("resource: {owner: 'user:ann'}", ErrorCodes.InvalidDocument, "resource")]
    [InlineData("resource: {id: 'ghost:1'}", ErrorCodes.UnknownType, "resource.id")]
    [InlineData("resource: {id: 'job:2', parent: 'job:1'}", ErrorCodes.InvalidDocument, "resource.parent")]
    [InlineData("resource: {id: 'folder:f', parent: 'folder:f'}", ErrorCodes.InvalidDocument, "parent")]
    [InlineData("grant: {resource: 'job:1', to: 'user:ann', actions: [fly]}", ErrorCodes.UnknownAction, "grant.actions[0]")]
    [InlineData("grant: {resource: 'job:1', to: 'nobody', actions: [run]}", ErrorCodes.InvalidDocument, "grant.to")]
    [InlineData("revoke: {resource: 'job:1', from: 'user:ann', actions: [run]}", ErrorCodes.NoEffect, null)]
    [InlineData("group: {id: g, members: ['job:1']}", ErrorCodes.InvalidDocument, "group.members[0]")]
    [InlineData("delete: 'user:nobody'", ErrorCodes.NotFound, "delete")]
    [InlineData("clock: '+1h'", ErrorCodes.InvalidDocument, "clock")]
    public async Task Apply_BadInput_IsRefusedWithItsCodeAndPlace(string step, string code, string? place)
    {
        var world = await JobWorld.MakeAsync(host.Service, "resource: {id: 'job:1'}");
        var result = await world.TryAsync(step);
        Assert.False(result.Applied);
        Assert.Equal((StepStatus.Error, code), (result.Results[0].Status, result.Results[0].Code));
        Assert.False(string.IsNullOrEmpty(result.Results[0].Message));
        if (place is not null) Assert.Equal(place, JobWorld.Field(result.Results[0]));
        Assert.Equal(1, await world.RevisionAsync());
    }

    /// <summary>Taking an access list away leaves the resource, and is refused where there is none or where the caller may not.</summary>
    [Fact]
    public async Task Delete_OfAnAccessList_LeavesTheResourceWithoutOne()
    {
        var world = await JobWorld.MakeAsync(
            host.Service, "resource: {id: 'job:1', owner: 'user:ann'}", "grant: {resource: 'job:1', to: 'user:bob', actions: [run]}");
        Assert.Equal(StepStatus.Denied, (await world.AsAsync("eve", "delete: {acl: 'job:1'}")).Status);
        Assert.Equal(StepStatus.Applied, (await world.AsAsync("ann", "delete: {acl: 'job:1'}")).Status);
        Assert.Equal((false, true), (await world.MayRunAsync("bob", "1"), await world.MayRunAsync("ann", "1")));
        Assert.Null(await host.Service.GetAsync(world.Tenant, new ObjectRef(ObjectRef.Acl, "job:1"), JobWorld.Cancellation));
        Assert.Equal(ErrorCodes.NotFound, (await world.AsAsync("ann", "delete: {acl: 'job:1'}")).Code);
        Assert.Equal(ErrorCodes.InvalidDocument, (await world.AsAsync("ann", "delete: {list: 'job:1'}")).Code);
    }
}
