using OrleansAcl.Behaviour;
using OrleansAcl.Requests;

namespace OrleansAcl.Grains.Tests;

/// <summary>What one process answers a cluster answers too with nothing in memory, however long the chains are that must be loaded link by link.</summary>
public sealed class ColdClusterTests
{
    /// <summary>Sets a tenant up on one cluster, and asks of it on another that has never heard of it.</summary>
    private static async Task<bool> MayAsync(TenantDefinition definition, IEnumerable<string> steps, string action, ResourceRef resource)
    {
        var storage = new SharedStorage();
        var tenant = JobWorld.NewTenant();
        await using (var warm = await Cluster.StartAsync(1, storage))
        {
            await warm.Service.PutTenantAsync(tenant, definition, JobWorld.Cancellation);
            await new JobWorld(warm.Service, tenant).ApplyAsync([.. steps]);
        }

        await using var cold = await Cluster.StartAsync(1, storage);
        return (await cold.Service.CheckAsync(tenant, new CheckRequest(JobWorld.User("ann"), action, resource), JobWorld.Cancellation)).Allowed;
    }

    [Theory(Timeout = Attempts.GiveUpAfter)]
    [InlineData(150)]
    [InlineData(250)]
    public async Task Check_ThroughCollectionsInCollections_IsAnswered(int deep)
    {
        var chain = Enumerable.Range(1, deep - 1).Select(i => $"policy_collection: {{code: c{i}, policyCollections: [{{code: c{i - 1}}}]}}");
        Assert.False(await MayAsync(
            new TenantDefinition { Model = "lusid-scheduler" },
            [
                "policy_collection: {code: c0}", .. chain,
                $"role: {{code: r, resource: {{policyIdRoleResource: {{policyCollections: [{{code: c{deep - 1}}}]}}}}}}", "bind: {role: r, to: ['user:ann']}",
            ],
            "Run", new ResourceRef("Job", "a/b")));
    }

    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task Check_ThroughRolesInRoles_IsAnswered()
    {
        const int Deep = 250;
        var chain = Enumerable.Range(0, Deep).Select(i =>
            $"role: {{name: o/roles/r{i}, permissions: [{{uri: '{(i == 0 ? "storage://c/f" : $"role://o/roles/r{i - 1}")}', action: read}}]}}");
        Assert.True(await MayAsync(
            new TenantDefinition { Model = "apolo" }, [.. chain, $"grant: {{resource: 'role://o/roles/r{Deep - 1}', to: 'user:ann', level: read}}"],
            "read", ResourceRef.Parse("storage://c/f")));
    }

    /// <summary>
    /// Ann may do all in the top folder by way of a long chain of groups; the jobs lie in the lowest of a long chain of folders. She changes
    /// all of them in one batch, each time on a silo that has nothing in memory and keeps little.
    /// </summary>
    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task Apply_AFullBatchOfAnOrdinaryUser_IsPlanned()
    {
        const int Deep = 98;
        const int Jobs = 900;
        static string[] Each(Func<int, string> step) => [.. Enumerable.Range(0, Jobs).Select(step)];
        var storage = new SharedStorage();
        JobWorld world;
        await using (var warm = await Cluster.StartAsync(1, storage))
        {
            world = new JobWorld(warm.Service, JobWorld.NewTenant());
            await warm.Service.PutTenantAsync(world.Tenant, SampleModels.Workload, JobWorld.Cancellation);
            await world.ApplyAsync(
            [
                "group: {id: g0, members: ['user:ann']}", .. Enumerable.Range(1, Deep).Select(i => $"group: {{id: g{i}, members: ['group:g{i - 1}']}}"),
                "resource: {id: 'folder:f0'}", .. Enumerable.Range(1, Deep).Select(i => $"resource: {{id: 'folder:f{i}', parent: 'folder:f{i - 1}'}}"),
                $"grant: {{resource: 'folder:f0', to: 'group:g{Deep}', actions: [view, edit, run, delete, share, admin]}}",
            ]);
            await world.ApplyAsync(Each(i => $"resource: {{id: 'job:{i}', parent: 'folder:f{Deep}', owner: 'user:o{i}'}}"));
            await world.ApplyAsync(Each(i => $"grant: {{resource: 'job:{i}', to: 'user:x{i}', actions: [run]}}"));
        }

        foreach (var step in (Func<int, string>[])
        [
            i => $"revoke: {{resource: 'job:{i}', from: 'user:x{i}', actions: [run]}}",
            i => $"resource: {{id: 'job:{i}', parent: 'folder:f{Deep - 1}'}}",
            i => $"delete: 'job:{i}'",
            i => $"resource: {{id: 'job:new{i}', parent: 'folder:f{Deep}'}}",
        ])
        {
            await using var cold = await Cluster.StartAsync(1, storage, options: Cluster.Options with { CopyEntities = 10 });
            var result = await world.On(cold.Service).TryAsAsync("ann", Each(step));
            Assert.True(result.Applied, $"{step(0)}: {result.Results.FirstOrDefault(r => r.Code is not null)}");
        }

        await using var last = await Cluster.StartAsync(1, storage);
        Assert.Equal(Each(i => $"new{i}").Order(StringComparer.Ordinal), await world.On(last.Service).JobsAsync("ann"));
    }
}
