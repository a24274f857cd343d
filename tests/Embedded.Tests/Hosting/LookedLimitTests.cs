using OrleansAcl.Behaviour;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Embedded.Tests.Hosting;

/// <summary>BOUNDED: a page that would have to look at too much ends with what it has, and says so.</summary>
public sealed class LookedLimitTests
{
    /// <summary>Everybody may run everything on his own side, so everything has to be looked at.</summary>
    private const string Model = """
        model: sides
        types: {job: {actions: [run]}}
        ladder:
          - boundary: {property: side}
          - everyone: {}
        """;

    [Fact]
    public async Task List_OfTheLastOfTooMany_ComesInPagesThatSayTheyAreNotComplete()
    {
        await using var service = await EmbeddedAclService.OpenAsync();
        var world = new JobWorld(service, JobWorld.NewTenant());
        await service.PutTenantAsync(world.Tenant, new TenantDefinition { ModelFile = Model }, JobWorld.Cancellation);
        var beyond = Node.Map(("side", Node.Of("far")));
        for (var i = 0; i <= AclLimits.LookedPerPage; i += AclLimits.BatchItems)
        {
            var steps = Enumerable.Range(i, AclLimits.BatchItems).Select(n => new Step("resource", Node.Map(("id", Node.Of($"job:{n:d7}")), ("properties", beyond.Copy()))));
            Assert.True((await service.ApplyAsync(world.Tenant, [.. steps], JobWorld.Cancellation)).Applied);
        }

        var last = AclLimits.LookedPerPage + AclLimits.BatchItems - 1;
        await world.ApplyAsync($"resource: {{id: 'job:{last:d7}'}}");
        var question = new ListRequest(JobWorld.User("ann"), "run", "job") { Limit = 10 };
        var found = await Paging.AllAsync(question, 10, r => r.Id, asked => service.ListAsync(world.Tenant, asked, JobWorld.Cancellation));
        Assert.Equal([$"{last:d7}"], found.Select(r => r.Id));
        var first = await service.ListAsync(world.Tenant, question, JobWorld.Cancellation);
        Assert.Equal((0, AclLimits.LookedPerPage, IncompleteReasons.LookedLimit), (first.Count, first.Looked, first.Incomplete));
        Assert.Single(await service.ListAsync(world.Tenant, question with { Limit = null }, JobWorld.Cancellation));

        var search = new BrowseRequest(ObjectRef.Resource) { Text = $"{last:d7}", Limit = 10 };
        var page = await service.BrowseAsync(world.Tenant, search, JobWorld.Cancellation);
        Assert.Equal((0, IncompleteReasons.LookedLimit), (page.Items.Count, page.Incomplete));
        page = await service.BrowseAsync(world.Tenant, search with { After = page.Next }, JobWorld.Cancellation);
        Assert.Equal($"job:{last:d7}", Assert.Single(page.Items).Ref.Id);
        Assert.Null(page.Next);
    }
}
