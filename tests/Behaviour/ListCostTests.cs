using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Behaviour;

/// <summary>What a list looks at follows from what it answers, and not from how much there is besides; and nothing is missed for that.</summary>
/// <param name="host">Who answers, with all of a tenant in memory.</param>
public abstract class ListCostTests(IHost host)
{
    private const int Others = 500;

    private static async Task<Listed<ResourceRef>> ListAsync(JobWorld world, string user, string action = "run", string type = "job") =>
        await world.Service.ListAsync(world.Tenant, new ListRequest(JobWorld.User(user), action, type), JobWorld.Cancellation);

    /// <summary>A world with many jobs that nobody but their owner has to do with.</summary>
    private async Task<JobWorld> MakeAsync(params string[] steps)
    {
        var world = await JobWorld.MakeAsync(host.Service, "user: {id: ann}", "user: {id: eve}", "resource: {id: 'folder:others'}");
        await world.ApplyAsync([.. Enumerable.Range(0, Others).Select(i => $"resource: {{id: 'job:other-{i}', parent: 'folder:others', owner: 'user:eve'}}")]);
        await world.ApplyAsync(steps);
        return world;
    }

    private static void Holds(Listed<ResourceRef> list, int looked, params string[] ids)
    {
        Assert.Equal(ids, list.Select(r => r.Id));
        Assert.Equal(looked, list.Looked);
    }

    /// <summary>By entries, of groups too.</summary>
    [Fact]
    public async Task List_OfWhatEntriesAllow_LooksAtWhatTheyName()
    {
        var world = await MakeAsync(
            "group: {id: inner, members: ['user:ann']}", "group: {id: outer, members: ['group:inner']}", "resource: {id: 'job:1'}", "resource: {id: 'job:2'}",
            "grant: {resource: 'job:1', to: 'user:ann', actions: [run]}", "grant: {resource: 'job:2', to: 'group:outer', actions: [run]}",
            "grant: {resource: 'job:other-3', to: 'user:ann', actions: [view]}");
        Holds(await ListAsync(world, "ann"), 3, "1", "2");
        await world.ApplyAsync("revoke: {resource: 'job:1', from: 'user:ann', actions: [run]}", "group: {id: inner, members: []}");
        Holds(await ListAsync(world, "ann"), 2);
        await world.ApplyAsync("grant: {resource: 'job:1', to: 'user:ann', actions: [run]}");
        Holds(await ListAsync(world, "ann"), 2, "1");
    }

    /// <summary>By entries that count for a time or under a condition, whether they do just now or not.</summary>
    [Fact]
    public async Task List_OfWhatEntriesAllowUnderTerms_LooksAtWhatTheyName()
    {
        var world = await MakeAsync(
            "resource: {id: 'job:1'}", "resource: {id: 'job:2'}", "resource: {id: 'job:3'}", "resource: {id: 'folder:top'}", "resource: {id: 'job:4', parent: 'folder:top'}",
            "acl: {resource: 'job:1', entries: [{subject: 'user:ann', effect: allow, actions: [run], until: '2999-01-01T00:00:00Z'}]}",
            "acl: {resource: 'job:2', entries: [{subject: 'user:ann', effect: allow, actions: [run], until: '2001-01-01T00:00:00Z'}]}",
            "acl: {resource: 'job:3', entries: [{subject: 'user:ann', effect: allow, actions: [run], when: context.on}]}",
            "acl: {resource: 'folder:top', entries: [{subject: 'user:ann', effect: allow, actions: [run], when: context.on}]}");
        Holds(await ListAsync(world, "ann"), 4, "1");
        var on = new ListRequest(JobWorld.User("ann"), "run", "job") { Context = Node.Map(("on", Node.Of(true))) };
        Holds(await host.Service.ListAsync(world.Tenant, on, JobWorld.Cancellation), 4, "1", "3", "4");
    }

    /// <summary>An entry goes from one job to another, over and over, in one change each time.</summary>
    [Fact]
    public async Task List_WhileAnEntryMoves_AlwaysHoldsOneJob()
    {
        var world = await MakeAsync("resource: {id: 'job:1'}", "resource: {id: 'job:2'}", "grant: {resource: 'job:1', to: 'user:ann', actions: [run]}");
        var writer = Task.Run(async () =>
        {
            for (var i = 0; i < 300; i++)
            {
                var (from, to) = i % 2 == 0 ? (1, 2) : (2, 1);
                await world.ApplyAsync($"revoke: {{resource: 'job:{from}', from: 'user:ann', actions: [run]}}", $"grant: {{resource: 'job:{to}', to: 'user:ann', actions: [run]}}");
            }
        }, JobWorld.Cancellation);
        for (var done = false; !done;)
        {
            done = writer.IsCompleted;
            Assert.Single(await ListAsync(world, "ann"));
        }

        await writer;
    }

    /// <summary>By owning.</summary>
    [Fact]
    public async Task List_OfWhatSomebodyOwns_LooksAtThat()
    {
        var world = await MakeAsync("resource: {id: 'job:mine', owner: 'user:ann'}");
        Holds(await ListAsync(world, "ann"), 1, "mine");
        await world.ApplyAsync("resource: {id: 'job:mine', owner: 'user:eve'}", "resource: {id: 'job:other-1', parent: 'folder:others', owner: 'user:ann'}");
        Holds(await ListAsync(world, "ann"), 2, "other-1");
        Assert.Equal(Others, (await ListAsync(world, "eve")).Count);
    }

    /// <summary>By what a folder hands down.</summary>
    [Fact]
    public async Task List_OfWhatAFolderHandsDown_LooksAtWhatLiesInIt()
    {
        var world = await MakeAsync(
            "resource: {id: 'folder:top'}", "resource: {id: 'folder:sub', parent: 'folder:top'}", "resource: {id: 'job:1', parent: 'folder:top'}",
            "resource: {id: 'job:2', parent: 'folder:sub'}", "grant: {resource: 'folder:top', to: 'user:ann', actions: [run]}");
        Holds(await ListAsync(world, "ann"), 2, "1", "2");
        Holds(await ListAsync(world, "ann", type: "folder"), 2, "sub", "top");
        // Both are still found by where they lay; only the one that came back is allowed.
        await world.ApplyAsync("resource: {id: 'folder:sub'}", "resource: {id: 'job:3', parent: 'folder:sub'}");
        Holds(await ListAsync(world, "ann"), 3, "1");
        await world.ApplyAsync("resource: {id: 'folder:sub', parent: 'folder:top'}");
        Holds(await ListAsync(world, "ann"), 3, "1", "2", "3");
    }

    /// <summary>Everything is somebody's who may do everything, nothing somebody's who is inactive.</summary>
    [Fact]
    public async Task List_OfAnAdministrator_LooksAtEverythingAndOfOneWhoIsInactiveAtNothing()
    {
        var world = await MakeAsync("user: {id: root, admin: true}", "user: {id: gone, admin: true, active: false}");
        Assert.True(await ListAsync(world, "root") is { Count: Others, Looked: Others });
        Assert.True(await ListAsync(world, "gone") is { Count: 0, Looked: 0, Complete: true });
    }

    /// <summary>By levels on subtrees, and upwards of them.</summary>
    [Fact]
    public async Task List_OfWhatLevelsAllow_LooksAtTheirSubtreesAndAtWhatIsAbove()
    {
        var world = new JobWorld(host.Service, JobWorld.NewTenant());
        await host.Service.PutTenantAsync(world.Tenant, new TenantDefinition { Model = "apolo" }, JobWorld.Cancellation);
        await world.ApplyAsync("user: {id: ann}", "user: {id: eve}");
        await world.ApplyAsync([.. Enumerable.Range(0, Others).Select(i => $"resource: {{id: 'storage://c/o/p/{i}', owner: 'user:eve'}}")]);
        await world.ApplyAsync(
            "resource: {id: 'storage://c/o/p', owner: 'user:eve'}", "resource: {id: 'storage://c/o/p/7/x', owner: 'user:eve'}",
            "grant: {resource: 'storage://c/o/p/7', to: 'user:ann', level: read}");
        Holds(await ListAsync(world, "ann", "read", "storage"), 2, "c/o/p/7", "c/o/p/7/x");
        Holds(await ListAsync(world, "ann", "list", "storage"), 3, "c/o/p", "c/o/p/7", "c/o/p/7/x");
    }

    /// <summary>By the statements of roles.</summary>
    [Fact]
    public async Task List_OfWhatStatementsAllow_LooksAtWhatTheySelect()
    {
        var world = new JobWorld(host.Service, JobWorld.NewTenant());
        await host.Service.PutTenantAsync(world.Tenant, new TenantDefinition { Model = "actian-dataconnect" }, JobWorld.Cancellation);
        await world.ApplyAsync("user: {id: ann}", "user: {id: eve}");
        await world.ApplyAsync([.. Enumerable.Range(0, Others).Select(i => $"resource: {{id: 'jobtemplates:{i}', owner: 'user:eve'}}")]);
        await world.ApplyAsync(
            "resource: {id: 'jobconfigs:1', owner: 'user:eve', parent: 'jobtemplates:8'}", "resource: {id: 'jobconfigs:2', owner: 'user:eve', parent: 'jobtemplates:9'}",
            "policy: {name: P, permissions: [{resourceType: jobtemplates, allowed: [view], resourceIds: ['7', '70', none]}, "
            + "{resourceType: jobconfigs, allowed: [view], resourceIds: ['template:9']}]}",
            "bind: {policy: P, to: ['user:ann']}");
        Holds(await ListAsync(world, "ann", "view", "jobtemplates"), 2, "7", "70");
        Holds(await ListAsync(world, "ann", "view", "jobconfigs"), 1, "2");
    }
}
