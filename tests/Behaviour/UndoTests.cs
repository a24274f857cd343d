using OrleansAcl.Requests;

namespace OrleansAcl.Behaviour;

/// <summary>A change is undone by a new one, which puts back what it changed and leaves the rest; what cannot be put back for sure is refused in words.</summary>
/// <param name="host">Who answers.</param>
public abstract class UndoTests(IHost host)
{
    private const string Job = "resource: {id: 'job:1', owner: 'user:ann'}";
    private const string BobRuns = "grant: {resource: 'job:1', to: 'user:bob', actions: [run]}";

    /// <summary>What came later in another place stays.</summary>
    [Fact]
    public async Task Undo_OfAGrant_TakesThatAndLeavesWhatCameLater()
    {
        var world = await JobWorld.MakeAsync(host.Service, Job);
        await world.ApplyAsync(BobRuns);
        await world.ApplyAsync("grant: {resource: 'job:1', to: 'user:cid', actions: [run]}");

        var undone = await UndoAsync(world, 2);

        Assert.Equal((true, 4L), (undone.Applied, undone.Result!.Revision));
        Assert.Equal(["ann", "cid"], await AllowedAsync(world));
        Assert.Equal("undo of revision 2", (await ChangeAsync(world, 4)).Reason);
    }

    /// <summary>A resource comes back with its access list.</summary>
    [Fact]
    public async Task Undo_OfARemovedResource_BringsItBackWithItsList()
    {
        var world = await JobWorld.MakeAsync(host.Service, "user: {id: ann}", Job, BobRuns);
        await world.ApplyAsync("delete: 'job:1'");
        var tried = await host.Service.UndoAsync(world.Tenant, new UndoRequest(2) { DryRun = true }, JobWorld.Cancellation);
        Assert.Equal((true, 2L, false), (tried.Applied, await world.RevisionAsync(), await world.MayRunAsync("bob", "1")));

        await UndoAsync(world, 2);

        Assert.Equal(["ann", "bob"], await AllowedAsync(world));
    }

    /// <summary>In the very same place it is not put back over what somebody has done since.</summary>
    [Fact]
    public async Task Undo_OverALaterChangeOfTheSame_IsRefusedAndNamesIt()
    {
        var world = await JobWorld.MakeAsync(host.Service, Job);
        await world.ApplyAsync(BobRuns, "resource: {id: 'job:2'}");
        await world.ApplyAsync("grant: {resource: 'job:1', to: 'user:bob', actions: [view]}");

        var undone = await UndoAsync(world, 2);

        Assert.Equal(["acl `job:1`: `entries` has been changed since, last by revision 3"], undone.Refusals);
        Assert.Equal((3L, null), (undone.Objects.Single(o => o.Ref.Kind == ObjectRef.Acl).Newer, undone.Result));
        Assert.Equal(3, await world.RevisionAsync());
    }

    /// <summary>Whoever was removed and made again does not get what another had under his name, whether that was before the change or after it.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Undo_ThatNamesAnEarlierLife_IsRefused(bool stored)
    {
        string[] bob = stored ? ["user: {id: bob}"] : [];
        var world = await JobWorld.MakeAsync(host.Service, [Job, .. bob, BobRuns, "group: {id: g, members: ['user:bob']}"]);
        await world.ApplyAsync("revoke: {resource: 'job:1', from: 'user:bob', actions: [run]}");
        await world.ApplyAsync("remove: 'user:bob'");
        await world.ApplyAsync("user: {id: bob}");

        var undone = await UndoAsync(world, 2);

        Assert.Equal(["acl `job:1`: user `bob` has been removed since, by revision 3; whoever has that name now is not who was meant"], undone.Refusals);
        Assert.False(await world.MayRunAsync("bob", "1"));
    }

    /// <summary>An entry that was dead before the change is not brought to life by undoing it.</summary>
    [Fact]
    public async Task Undo_OfWhatDroppedADeadEntry_IsRefused()
    {
        var world = await JobWorld.MakeAsync(host.Service, "user: {id: bob}", Job, BobRuns);
        await world.ApplyAsync("delete: 'user:bob'");
        await world.ApplyAsync("user: {id: bob}");
        await world.ApplyAsync("acl: {resource: 'job:1', entries: []}");

        var undone = await UndoAsync(world, 4);

        Assert.Equal(["user `bob` has been removed since, and whoever has that name now is not who was meant"], undone.Refusals);
        Assert.False(await world.MayRunAsync("bob", "1"));
    }

    /// <summary>What a removed group had held is not in the log.</summary>
    [Fact]
    public async Task Undo_OfARemovedGroup_IsRefused()
    {
        var world = await JobWorld.MakeAsync(host.Service, "group: {id: g, members: ['user:bob']}");
        await world.ApplyAsync("delete: 'group:g'");
        Assert.Contains("is not in the change log", Assert.Single((await UndoAsync(world, 2)).Refusals), StringComparison.Ordinal);
    }

    /// <summary>Somebody who was made is not taken away when more has been said of him since.</summary>
    [Fact]
    public async Task Undo_OfAMadeUser_IsRefusedOnceHeHoldsSomething()
    {
        var world = await JobWorld.MakeAsync(host.Service, Job);
        await world.ApplyAsync("user: {id: bob}");
        await world.ApplyAsync(BobRuns);
        Assert.Equal(["user `bob`: more is said of it, which would go with it"], (await UndoAsync(world, 2)).Refusals);
        await UndoAsync(world, 3);
        Assert.True((await UndoAsync(world, 2)).Applied);
        Assert.Null(await host.Service.GetAsync(world.Tenant, new ObjectRef(ObjectRef.User, "bob"), JobWorld.Cancellation));
    }

    /// <summary>It is authorized as any change, and never makes somebody else the owner.</summary>
    [Fact]
    public async Task Undo_AsSomebody_IsWhatTheModelLetsHimDo()
    {
        var world = await JobWorld.MakeAsync(host.Service, Job, "resource: {id: 'job:2'}", "user: {id: root, admin: true}");
        await world.ApplyAsync(BobRuns);
        await world.ApplyAsync("delete: 'job:2'");

        var denied = await UndoAsync(world, 2, "bob");
        Assert.Equal((false, StepStatus.Denied), (denied.Applied, denied.Result!.Results[0].Status));
        Assert.Contains("resource `job:2`: the steps would not make it what it was", (await UndoAsync(world, 3, "root")).Refusals);
        Assert.True((await UndoAsync(world, 2, "ann")).Applied);
        Assert.Equal([JobWorld.User("ann")], (await ChangeAsync(world, 4)).As);
        Assert.False(await world.MayRunAsync("bob", "1"));
    }

    /// <summary>What would be done otherwise than it was shown is not done.</summary>
    [Fact]
    public async Task Undo_OfSomethingElseThanShown_IsRefused()
    {
        var world = await JobWorld.MakeAsync(host.Service, Job);
        await world.ApplyAsync(BobRuns);
        var shown = await host.Service.UndoAsync(world.Tenant, new UndoRequest(2) { DryRun = true }, JobWorld.Cancellation);
        await world.ApplyAsync("grant: {resource: 'job:1', to: 'user:cid', actions: [run]}");
        Assert.Equal(ErrorCodes.PreconditionFailed, await JobWorld.CodeAsync(
            async () => await host.Service.UndoAsync(world.Tenant, new UndoRequest(2) { Digest = shown.Digest }, JobWorld.Cancellation)));
        Assert.True(await world.MayRunAsync("bob", "1"));
    }

    /// <summary>Undone once, there is nothing left to undo; the undoing itself can be undone.</summary>
    [Fact]
    public async Task Undo_Twice_HasNothingToDo_AndCanItselfBeUndone()
    {
        var world = await JobWorld.MakeAsync(host.Service, Job);
        await world.ApplyAsync(BobRuns);
        await UndoAsync(world, 2);
        Assert.Equal(["everything it changed is as it was before already"], (await UndoAsync(world, 2)).Refusals);
        Assert.True((await UndoAsync(world, 3)).Applied);
        Assert.True(await world.MayRunAsync("bob", "1"));
    }

    /// <summary>A revision that never was is not found; a change made only at another revision is not made.</summary>
    [Theory]
    [InlineData(0, ErrorCodes.NotFound)]
    [InlineData(2, ErrorCodes.NotFound)]
    [InlineData(3, ErrorCodes.RevisionNotReached)]
    public async Task Undo_OfNoRevision_IsAnError(long revision, string code)
    {
        var world = await JobWorld.MakeAsync(host.Service, Job);
        Assert.Equal(code, await JobWorld.CodeAsync(async () => await UndoAsync(world, revision)));
        Assert.Equal(ErrorCodes.PreconditionFailed, await JobWorld.CodeAsync(async () => await host.Service.ApplyAsync(
            world.Tenant, new ApplyRequest([JobWorld.Step(BobRuns)]) { IfRevision = 2 }, JobWorld.Cancellation)));
        Assert.Equal(1, await world.RevisionAsync());
    }

    private static async Task<UndoResult> UndoAsync(JobWorld world, long revision, string? caller = null) => await world.Service.UndoAsync(
        world.Tenant, new UndoRequest(revision) { As = caller is null ? null : JobWorld.User(caller) }, JobWorld.Cancellation);

    private static async Task<Change> ChangeAsync(JobWorld world, long revision) =>
        (await world.Service.ChangesAsync(world.Tenant, new ChangesRequest(revision - 1) { Limit = 1 }, JobWorld.Cancellation)).Changes[0];

    private static async Task<string[]> AllowedAsync(JobWorld world)
    {
        var allowed = new List<string>();
        foreach (var user in (string[])["ann", "bob", "cid"])
            if (await world.MayRunAsync(user, "1")) allowed.Add(user);
        return [.. allowed];
    }
}
