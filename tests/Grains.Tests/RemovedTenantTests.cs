using OrleansAcl.Behaviour;

namespace OrleansAcl.Grains.Tests;

/// <summary>A tenant that was removed leaves nothing in the store but that there was one, and the marks of what had been deleted before.</summary>
public sealed class RemovedTenantTests
{
    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task Tenant_ThatIsRemoved_LeavesNothingInTheStore()
    {
        await using var cluster = await Cluster.StartAsync(2);
        var world = await JobWorld.MakeAsync(cluster.Service);
        await world.ApplyAsync($"group: {{id: g, members: [{string.Join(", ", Enumerable.Range(0, 2_000).Select(i => $"'user:{i}'"))}]}}");
        await world.ApplyAsync([.. Enumerable.Range(0, 100).Select(i => $"resource: {{id: 'job:{i}', owner: 'user:{i}', properties: {{text: '{new string('x', 3_000)}'}}}}")]);
        await world.ApplyAsync("delete: 'user:7'", "grant: {resource: 'job:1', to: 'group:g', actions: [run]}");
        bool IsOfTheTenant(StorageCall call) => call.Grain.Key.ToString()!.StartsWith($"{world.Tenant.Value}#", StringComparison.Ordinal);
        Assert.True(cluster.Storage.Stored.Count(IsOfTheTenant) > 2_000);

        var swept = new TaskCompletionSource();
        cluster.Storage.AfterWrite = call =>
        {
            if (call.Is("tenant") && !cluster.Storage.Stored.Any(IsOfTheTenant)) swept.TrySetResult();
            return Task.CompletedTask;
        };
        Assert.True(await cluster.Service.DeleteTenantAsync(world.Tenant, TestContext.Current.CancellationToken));
        await swept.Task.WaitAsync(TestContext.Current.CancellationToken);
        await cluster.Service.PutTenantAsync(world.Tenant, JobWorld.Definition, TestContext.Current.CancellationToken);
        Assert.False(await world.MayRunAsync("1", "1"));
    }
}
