using Microsoft.Extensions.DependencyInjection;
using OrleansAcl.Behaviour;
using OrleansAcl.Requests;

namespace OrleansAcl.Grains.Tests;

/// <summary>BOUNDED: names of tenants that there are not are kept by no silo, and whoever makes one of them later is answered at once.</summary>
public sealed class UnknownTenantTests
{
    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task Tenant_ThatThereIsNot_IsKeptByNoSiloAndFoundOnceItIsMade()
    {
        await using var cluster = await Cluster.StartAsync(2);
        var world = await JobWorld.MakeAsync(cluster.Service, "resource: {id: 'job:1', owner: 'user:ann'}");
        Assert.True(await world.MayRunAsync("ann", "1"));
        for (var i = 0; i < 100; i++)
        {
            var none = new JobWorld(cluster.Service, TenantId.Parse($"none-{i}"));
            await RequireUnknownAsync(() => none.MayRunAsync("ann", "1"));
            await RequireUnknownAsync(() => none.MayRunInBatchAsync("ann", "1"));
        }

        Assert.All(cluster.Silos, silo => Assert.InRange(silo.ServiceProvider.GetRequiredService<Replicas>().Count, 0, 1));

        var made = new JobWorld(cluster.Service, TenantId.Parse("none-7"));
        await made.PutAsync();
        await made.ApplyAsync("resource: {id: 'job:1', owner: 'user:ann'}");
        Assert.True(await made.MayRunAsync("ann", "1"));
        Assert.True(await made.MayRunInBatchAsync("ann", "1"));
        await made.ApplyAsync("delete: 'job:1'");
        Assert.False(await made.MayRunAsync("ann", "1"));
        Assert.False(await made.MayRunInBatchAsync("ann", "1"));
    }

    private static async Task RequireUnknownAsync(Func<Task> ask) =>
        Assert.Equal(ErrorCodes.UnknownTenant, (await Assert.ThrowsAsync<AclException>(ask)).Code);
}
