using OrleansAcl.Requests;

namespace OrleansAcl.Behaviour;

/// <summary>A tenant says how much it has stored: exactly, whatever came and went.</summary>
/// <param name="host">Who answers.</param>
public abstract class CountTests(IHost host)
{
    /// <summary>Only what is stored counts, each once; what is only named does not.</summary>
    [Fact]
    public async Task Counts_AreOfWhatIsStored()
    {
        var world = await JobWorld.MakeAsync(host.Service);
        await HoldsAsync(world, users: 0, groups: 0, folders: 0, jobs: 0);
        await world.ApplyAsync(
            "user: {id: ann}", "group: {id: g, members: ['user:ann', 'user:named']}", "resource: {id: 'job:1', parent: 'folder:named', owner: 'user:owner'}", "resource: {id: 'job:2'}",
            "acl: {resource: 'job:unstored', entries: [{subject: 'user:bob', effect: allow, actions: [run]}]}");
        await HoldsAsync(world, users: 1, groups: 1, folders: 0, jobs: 2);
        await world.ApplyAsync("user: {id: ann, admin: true}", "user: {id: named}", "resource: {id: 'folder:named'}", "resource: {id: 'job:2', namespace: n}", "delete: 'job:1'");
        await HoldsAsync(world, users: 2, groups: 1, folders: 1, jobs: 1);
        await world.ApplyAsync("delete: 'user:ann'", "delete: 'group:g'", "user: {id: ann}", "resource: {id: 'job:3'}", "delete: 'job:3'");
        await HoldsAsync(world, users: 2, groups: 0, folders: 1, jobs: 1);
    }

    /// <summary>What is refused, tried or taken for granted counts for nothing.</summary>
    [Fact]
    public async Task Counts_OfWhatWasNotDone_AreAsBefore()
    {
        var world = await JobWorld.MakeAsync(host.Service, "user: {id: ann}");
        Assert.False((await world.TryAsync("user: {id: bob}", "resource: {id: 'ghost:1'}")).Applied);
        await host.Service.ApplyAsync(world.Tenant, new ApplyRequest([JobWorld.Step("user: {id: bob}")]) { DryRun = true }, JobWorld.Cancellation);
        await host.Service.CheckAsync(
            world.Tenant, JobWorld.Check("bob", "run", "job:1") with { Assuming = [JobWorld.Step("user: {id: bob}"), JobWorld.Step("resource: {id: 'job:1'}")] }, JobWorld.Cancellation);
        await HoldsAsync(world, users: 1, groups: 0, folders: 0, jobs: 0);
    }

    /// <summary>Documents count by their kind, and in models of levels roles do as well.</summary>
    [Theory]
    [InlineData("slc-hub", "role: {name: R, rules: []}", "user 0, group 0, role 1")]
    [InlineData("apolo", "role: {name: a/roles/r, permissions: []}", "user 0, role 1")]
    [InlineData("actian-dataconnect", "policy: {name: p, permissions: []}", "user 0, group 0, policy 1")]
    public async Task Counts_OfDocuments_AreByKind(string model, string step, string kinds)
    {
        var world = new JobWorld(host.Service, JobWorld.NewTenant());
        await host.Service.PutTenantAsync(world.Tenant, new TenantDefinition { Model = model }, JobWorld.Cancellation);
        await world.ApplyAsync(step);
        Assert.Equal(kinds, string.Join(", ", (await CountsAsync(world)).Kinds.Select(kind => $"{kind.Key} {kind.Value}")));
    }

    /// <summary>Another model counts what is there under its own types.</summary>
    [Fact]
    public async Task Counts_UnderAnotherModel_GoOn()
    {
        var world = await JobWorld.MakeAsync(host.Service, ModelWorlds.Steps);
        var before = await CountsAsync(world);
        Assert.True((await world.PutModelAsync(ModelWorlds.Printing)).Applied);
        var after = await CountsAsync(world);
        Assert.Equal(before.Kinds.Concat(before.Types), after.Kinds.Concat(after.Types));
        await world.ApplyAsync("resource: {id: 'job:new'}");
        Assert.Equal(before.Types["job"] + 1, (await CountsAsync(world)).Types["job"]);
    }

    private static async Task HoldsAsync(JobWorld world, int users, int groups, int folders, int jobs)
    {
        var counts = await CountsAsync(world);
        Assert.Equal((users, groups, folders, jobs), (counts.Kinds["user"], counts.Kinds["group"], counts.Types["folder"], counts.Types["job"]));
    }

    private static async Task<ObjectCounts> CountsAsync(JobWorld world) => (await world.Service.GetTenantAsync(world.Tenant, JobWorld.Cancellation))!.Counts!;
}
