using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Behaviour;

/// <summary>Lists page by page: nothing is missing, nothing twice, and what is cut off is said.</summary>
/// <param name="host">Who answers.</param>
public abstract class ListTests(IHost host)
{
    private const int Jobs = 40;

    private static readonly int[] Sizes = [1, 2, 7, 100];
    private static readonly string[] Ids = [.. Enumerable.Range(0, Jobs).Select(i => $"{(i % 3 == 0 ? "Z" : i % 3 == 1 ? "a/" : "é😀 ")}{i}")];

    private static string[] Sorted(IEnumerable<string> ids) => [.. ids.Order(StringComparer.Ordinal)];

    /// <summary>Jobs of which ann may run every third by an entry, every fifth as a member of a group, and every seventh as the owner of it.</summary>
    private async Task<JobWorld> MakeAsync()
    {
        var world = await JobWorld.MakeAsync(host.Service, "user: {id: ann}", "user: {id: bob}", "group: {id: g, members: ['user:ann', 'user:bob']}");
        var steps = Ids.SelectMany((id, i) => (string?[])
        [
            i % 7 == 0 ? $"resource: {{id: 'job:{id}', owner: 'user:ann'}}" : $"resource: {{id: 'job:{id}'}}",
            i % 3 == 0 ? $"grant: {{resource: 'job:{id}', to: 'user:ann', actions: [run]}}" : null,
            i % 5 == 0 ? $"grant: {{resource: 'job:{id}', to: 'group:g', actions: [run, view]}}" : null,
        ]);
        await world.ApplyAsync([.. steps.OfType<string>()]);
        return world;
    }

    private ValueTask<Listed<ResourceRef>> ListAsync(JobWorld world, ListRequest question) => host.Service.ListAsync(world.Tenant, question, JobWorld.Cancellation);

    private static ListRequest Runnable(string user = "ann") => new(JobWorld.User(user), "run", "job");

    /// <summary>Resources, in pages of every size.</summary>
    [Fact]
    public async Task List_InPagesOfAnySize_IsTheWholeOnceInTheOrderOfIds()
    {
        var world = await MakeAsync();
        var whole = await ListAsync(world, Runnable());
        Assert.Equal(Sorted(Ids.Where((_, i) => i % 3 == 0 || i % 5 == 0 || i % 7 == 0)), whole.Select(r => r.Id));
        Assert.True(whole.Complete);
        foreach (var size in Sizes) Assert.Equal(whole, await Paging.AllAsync(Runnable(), size, r => r.Id, asked => ListAsync(world, asked)));
        Assert.Equal(whole, await Paging.AllAsync(Runnable(), whole.Count, r => r.Id, asked => ListAsync(world, asked)));
        Assert.Equal(whole.Skip(2), await ListAsync(world, Runnable() with { After = (await ListAsync(world, Runnable() with { Limit = 2 })).Next }));
    }

    /// <summary>Subjects, in pages of every size.</summary>
    [Fact]
    public async Task Who_InPagesOfAnySize_IsTheWholeOnceInTheOrderOfIds()
    {
        var world = await JobWorld.MakeAsync(host.Service, "resource: {id: 'job:1'}");
        await world.ApplyAsync([.. Ids.Select(id => $"user: {{id: '{id}'}}")]);
        await world.ApplyAsync([.. Ids.Where((_, i) => i % 2 == 0).Select(id => $"grant: {{resource: 'job:1', to: 'user:{id}', actions: [run]}}")]);
        var who = new WhoRequest("run", new ResourceRef("job", "1"));
        ValueTask<Listed<SubjectRef>> AskAsync(WhoRequest asked) => host.Service.WhoAsync(world.Tenant, asked, JobWorld.Cancellation);
        var whole = await AskAsync(who);
        Assert.Equal(Sorted(Ids.Where((_, i) => i % 2 == 0)), whole.Select(s => s.Id));
        foreach (var size in Sizes) Assert.Equal(whole, await Paging.AllAsync(who, size, s => s.Id, AskAsync));
    }

    /// <summary>Actions, in pages of every size.</summary>
    [Fact]
    public async Task Actions_InPagesOfAnySize_AreTheWholeOnceInTheOrderOfNames()
    {
        var world = await JobWorld.MakeAsync(host.Service, "user: {id: root, admin: true}", "resource: {id: 'job:1'}");
        var question = new ActionsRequest(JobWorld.User("root"), new ResourceRef("job", "1"));
        ValueTask<Listed<string>> AskAsync(ActionsRequest asked) => host.Service.ActionsAsync(world.Tenant, asked, JobWorld.Cancellation);
        Assert.Equal(["edit", "run", "view"], await AskAsync(question));
        foreach (var size in Sizes) Assert.Equal(["edit", "run", "view"], await Paging.AllAsync(question, size, a => a, AskAsync));
    }

    /// <summary>Things come and go between two pages.</summary>
    [Fact]
    public async Task List_ChangedBetweenPages_NeitherRepeatsNorHidesWhatStayed()
    {
        var world = await JobWorld.MakeAsync(host.Service, "user: {id: ann}");
        await world.ApplyAsync([.. ((string[])["b", "d", "f", "h"]).Select(id => $"resource: {{id: 'job:{id}', owner: 'user:ann'}}")]);
        var first = await ListAsync(world, Runnable() with { Limit = 2 });
        Assert.Equal(["b", "d"], first.Select(r => r.Id));
        var changed = await world.ApplyAsync(
            "resource: {id: 'job:a', owner: 'user:ann'}", "resource: {id: 'job:e', owner: 'user:ann'}", "delete: 'job:d'", "delete: 'job:f'");
        var second = await ListAsync(world, Runnable() with { Limit = 2, After = first.Next });
        Assert.Equal(["e", "h"], second.Select(r => r.Id));
        Assert.True(second.Complete);
        Assert.Equal(changed.Revision, second.Revision);
    }

    /// <summary>Lists of nothing.</summary>
    [Fact]
    public async Task List_OfNothing_IsCompleteWhereverItBegins()
    {
        var world = await MakeAsync();
        Assert.True(await ListAsync(world, Runnable("nobody") with { Limit = 1 }) is { Count: 0, Complete: true, Next: null, Incomplete: null });
        var ghost = new ListRequest(JobWorld.User("ann"), "run", "folder") { Limit = AclLimits.PageItems };
        Assert.True(await ListAsync(world, ghost) is { Count: 0, Complete: true, Next: null, Looked: 0 });
    }

    /// <summary>Pages of nothing, of too much, and from nowhere.</summary>
    [Fact]
    public async Task Page_OfAWrongSizeOrFromNowhere_IsAnErrorThatNamesTheField()
    {
        var world = await MakeAsync();
        async Task RefusedAsync(string code, string place, Func<PagedQuestion, PagedQuestion> change)
        {
            Func<Task>[] asks =
            [
                async () => await ListAsync(world, (ListRequest)change(Runnable())),
                async () => await host.Service.WhoAsync(world.Tenant, (WhoRequest)change(new WhoRequest("run", new ResourceRef("job", "1"))), JobWorld.Cancellation),
                async () => await host.Service.ActionsAsync(
                    world.Tenant, (ActionsRequest)change(new ActionsRequest(JobWorld.User("ann"), new ResourceRef("job", "1"))), JobWorld.Cancellation),
            ];
            foreach (var ask in asks)
            {
                var error = await Assert.ThrowsAsync<AclException>(ask);
                Assert.Equal((code, place), (error.Code, error.Place?.Split(' ')[0]));
            }
        }

        foreach (var limit in (int[])[int.MinValue, -1, 0, AclLimits.PageItems + 1, 1_000_000_000])
            await RefusedAsync(ErrorCodes.LimitExceeded, "limit", question => question with { Limit = limit });
        foreach (var after in (string[])["*", "a", "é", "YQ==x"])
            await RefusedAsync(ErrorCodes.InvalidDocument, "after", question => question with { After = after });
    }

    /// <summary>What one rung gives directly in a folder, another one gives below it, however deep.</summary>
    [Fact]
    public async Task List_WhereTheParentsOwnerAndInheritedEntriesCount_HasWhatLiesDeeper()
    {
        const string Model = """
            model: deep
            types:
              folder: {actions: [run], parents: [folder]}
              job: {actions: [run], parents: [folder]}
            acl: {}
            ladder:
              - owner: {of: parent}
              - acl: {inherit: true}
            """;
        var world = new JobWorld(host.Service, JobWorld.NewTenant());
        await host.Service.PutTenantAsync(world.Tenant, new TenantDefinition { ModelFile = Model }, JobWorld.Cancellation);
        await world.ApplyAsync(
            "resource: {id: 'folder:top'}", "resource: {id: 'folder:in', parent: 'folder:top'}", "resource: {id: 'job:1', parent: 'folder:in'}",
            "acl: {resource: 'folder:top', entries: [{subject: 'user:bob', effect: allow, actions: [run]}]}");
        Assert.True(await world.MayRunAsync("bob", "1"));
        Assert.Equal(["1"], await world.JobsAsync("bob"));
    }
}
