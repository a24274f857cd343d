using OrleansAcl.Behaviour;
using OrleansAcl.Requests;

namespace OrleansAcl.Grains.Tests;

/// <summary>What a list looks at is read from the store: nothing that it lists is activated for it.</summary>
public sealed class ListActivationTests
{
    private const int Jobs = 200;

    /// <summary>More entries than one page of text holds.</summary>
    private const int Entries = 900;

    /// <summary>How many grains of the entities' types are active.</summary>
    private static async Task<int> ActiveAsync(Cluster cluster)
    {
        string[] types = [.. ((Type[])[typeof(ResourceGrain), typeof(PrincipalGrain), typeof(PermissionSetGrain), typeof(PageGrain)]).Select(t => t.FullName!)];
        var statistics = await cluster.Grains.GetGrain<IManagementGrain>(0).GetSimpleGrainStatistics();
        return statistics.Where(s => types.Any(type => s.GrainType.StartsWith(type, StringComparison.Ordinal))).Sum(s => s.ActivationCount);
    }

    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task Lists_OnAClusterWithNothingInMemory_ActivateNothingTheyLookAt()
    {
        var storage = new SharedStorage();
        JobWorld world;
        var names = string.Join(", ", Enumerable.Range(0, Entries).Select(i => $"{{subject: 'user:somebody-{new string('x', 80)}-{i}', effect: allow, actions: [run, view]}}"));
        await using (var warm = await Cluster.StartAsync(2, storage))
        {
            world = await JobWorld.MakeAsync(warm.Service, "user: {id: ann}", "group: {id: g, members: ['user:ann']}", "resource: {id: 'folder:f'}", "grant: {resource: 'folder:f', to: 'group:g', actions: [run]}");
            foreach (var some in Enumerable.Range(0, Jobs).Chunk(Jobs / 2))
                await world.ApplyAsync([.. some.Select(i => $"resource: {{id: 'job:{i:d3}', parent: 'folder:f'}}")]);
            await world.ApplyAsync($"acl: {{resource: 'job:007', entries: [{names}]}}");
            Assert.True(await ActiveAsync(warm) > Jobs, "grains that few are written with are active");
        }

        Assert.Contains(storage.Stored, call => call.State == "page" && call.Grain.Key.ToString()!.Contains("job:007", StringComparison.Ordinal));
        await using var cold = await Cluster.StartAsync(2, storage);
        world = world.On(cold.Service);
        foreach (var service in cold.Everywhere())
        {
            Assert.Equal(Jobs, (await world.On(service).JobsAsync("ann")).Length);
            Assert.Equal(["ann"], await world.On(service).RunnersAsync("001"));
            Assert.Equal(Jobs, (await service.BrowseAsync(world.Tenant, new BrowseRequest(ObjectRef.Resource) { Type = "job", Limit = AclLimits.PageItems }, JobWorld.Cancellation)).Items.Count);
            var acl = await service.BrowseAsync(world.Tenant, new BrowseRequest(ObjectRef.Acl) { Type = "job", Limit = 10 }, JobWorld.Cancellation);
            Assert.Equal(Entries, Assert.Single(acl.Items).Document["entries"]!.Items.Count);
        }

        Assert.Equal(0, await ActiveAsync(cold));
        Assert.True(await world.MayRunAsync("ann", "001"));
        Assert.True(await ActiveAsync(cold) > 0, "a check is answered by the resource's grain");
    }
}
