namespace OrleansAcl.Behaviour;

/// <summary>What is deleted and made again under its old id is something else, and gets nothing of what the first one had.</summary>
/// <param name="host">Who answers.</param>
public abstract class LifeTests(IHost host)
{
    /// <summary>Entries and ownership name the life they were made for.</summary>
    [Fact]
    public async Task Delete_ThenTheSameSubjectsAgain_GivesNothingOfTheOldLife()
    {
        var world = await JobWorld.MakeAsync(
            host.Service, "user: {id: bob}", "group: {id: g, members: ['user:ann']}", "resource: {id: 'job:1', owner: 'user:bob'}",
            "grant: {resource: 'job:1', to: 'group:g', actions: [run]}");
        Assert.True(await world.MayRunAsync("ann", "1"));
        Assert.True(await world.MayRunAsync("bob", "1"));
        await world.ApplyAsync("delete: 'group:g'", "delete: 'user:bob'");
        Assert.False(await world.MayRunAsync("ann", "1"));
        Assert.False(await world.MayRunAsync("bob", "1"));
        await world.ApplyAsync("group: {id: g, members: ['user:ann']}", "user: {id: bob}");
        Assert.False(await world.MayRunAsync("ann", "1"));
        Assert.False(await world.MayRunAsync("bob", "1"));
        Assert.Empty(await world.RunnersAsync("1"));
        await world.ApplyAsync("grant: {resource: 'job:1', to: 'group:g', actions: [run]}");
        Assert.True(await world.MayRunAsync("ann", "1"));
    }

    /// <summary>A group deleted and made again in one list of steps is another group.</summary>
    [Fact]
    public async Task Delete_AndMadeAgainInOneChange_IsAnotherGroup()
    {
        var world = await JobWorld.MakeAsync(
            host.Service, "group: {id: g, members: ['user:ann']}", "resource: {id: 'job:1'}", "grant: {resource: 'job:1', to: 'group:g', actions: [run]}");
        await world.ApplyAsync("delete: 'group:g'", "group: {id: g, members: ['user:ann']}");
        Assert.False(await world.MayRunAsync("ann", "1"));
    }

    /// <summary>A resource loses its owner and its list; the children that name it lie in whatever comes under its id.</summary>
    [Fact]
    public async Task Delete_Resource_LosesOwnerAndListAndIsNoLongerListed()
    {
        var world = await JobWorld.MakeAsync(
            host.Service, "user: {id: ann}", "resource: {id: 'folder:f', owner: 'user:ann'}", "resource: {id: 'job:1', parent: 'folder:f'}",
            "resource: {id: 'job:2', owner: 'user:ann'}", "grant: {resource: 'folder:f', to: 'user:ann', actions: [run]}");
        Assert.Equal(["1", "2"], await world.JobsAsync("ann"));
        await world.ApplyAsync("delete: 'folder:f'", "delete: 'job:2'");
        Assert.Empty(await world.JobsAsync("ann"));
        await world.ApplyAsync("resource: {id: 'folder:f'}", "resource: {id: 'job:2'}");
        Assert.Empty(await world.JobsAsync("ann"));
        await world.ApplyAsync("grant: {resource: 'folder:f', to: 'user:ann', actions: [run]}");
        Assert.Equal(["1"], await world.JobsAsync("ann"));
    }

    /// <summary>A user who is not active may nothing, whatever he owns, until he is active again.</summary>
    [Fact]
    public async Task User_MadeInactive_MayNothingUntilActiveAgain()
    {
        var world = await JobWorld.MakeAsync(host.Service, "user: {id: ann, admin: true}", "resource: {id: 'job:1', owner: 'user:ann'}");
        await world.ApplyAsync("user: {id: ann, admin: true, active: false}");
        Assert.False(await world.MayRunAsync("ann", "1"));
        Assert.Empty(await world.RunnersAsync("1"));
        await world.ApplyAsync("user: {id: ann}");
        Assert.True(await world.MayRunAsync("ann", "1"));
    }
}
