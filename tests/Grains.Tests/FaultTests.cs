using OrleansAcl.Requests;

namespace OrleansAcl.Grains.Tests;

/// <summary>Storage that refuses is an error, never a decision; a change once begun is finished, or was never begun.</summary>
public sealed class FaultTests
{
    private static async Task<Cluster> StartAsync()
    {
        var cluster = await Cluster.StartAsync(2);
        await World.MakeAsync(cluster.Service);
        await cluster.Service.ApplyAsync("resource: {id: 'job:1', owner: 'user:ann'}", "resource: {id: 'job:2', owner: 'user:ann'}");
        return cluster;
    }

    private static readonly string[] TwoGrants =
        ["grant: {resource: 'job:1', to: 'user:bob', actions: [run]}", "grant: {resource: 'job:2', to: 'user:bob', actions: [run]}"];

    [Fact]
    public async Task Apply_TheIntentCannotBeStored_IsAnErrorAndNothingHolds()
    {
        await using var cluster = await StartAsync();
        cluster.Storage.BeforeWrite = (name, _) =>
        {
            if (name == "tenant") throw new IOException("the store refuses");
        };
        var error = await Assert.ThrowsAsync<AclException>(() => cluster.Service.ApplyAsync(TwoGrants));
        Assert.Equal(ErrorCodes.StoreFailed, error.Code);
        cluster.Storage.BeforeWrite = null;
        Assert.False(await EventuallyAsync(() => cluster.Service.MayRunAsync("bob", "1")));
        await UntilAppliedAsync(cluster.Service, "grant: {resource: 'job:1', to: 'user:kim', actions: [run]}");
        Assert.True(await cluster.Service.MayRunAsync("kim", "1"));
        Assert.False(await cluster.Service.MayRunAsync("bob", "1"));
    }

    [Fact]
    public async Task Apply_AnEntityCannotBeStored_IsAnErrorAndTheClusterFinishesTheWholeChange()
    {
        await using var cluster = await StartAsync();
        cluster.Storage.BeforeWrite = (name, grain) =>
        {
            if (name == "resource" && grain.ToString().EndsWith("job:2", StringComparison.Ordinal)) throw new IOException("the store refuses");
        };
        Assert.Equal(ErrorCodes.StoreFailed, (await Assert.ThrowsAsync<AclException>(() => cluster.Service.ApplyAsync(TwoGrants))).Code);
        cluster.Storage.BeforeWrite = null;
        Assert.True(await EventuallyAsync(() => cluster.Service.MayRunAsync("bob", "1")));
        Assert.True(await EventuallyAsync(() => cluster.Service.MayRunAsync("bob", "2")));
    }

    [Fact]
    public async Task Apply_TheSiloOfTheTenantDiesAfterwards_LosesNothing()
    {
        await using var cluster = await Cluster.StartAsync(3);
        await World.MakeAsync(cluster.Service);
        for (var i = 0; i < 20; i++) await cluster.Service.ApplyAsync($"resource: {{id: 'job:{i}', owner: 'user:ann'}}");
        await cluster.KillAsync(cluster.Silos[1]);
        for (var i = 0; i < 20; i++) Assert.True(await EventuallyAsync(() => cluster.Service.MayRunAsync("ann", $"{i}")), $"job:{i} is lost");
        var listed = await EventuallyAsync(async () => await cluster.Service.ListAsync(
            World.Tenant, new ListRequest(SubjectRef.Parse("user:ann"), "run", "job"), TestContext.Current.CancellationToken));
        Assert.Equal(20, listed.Count);
    }

    /// <summary>The answer, once there is one: until the cluster has noticed a fault there are only errors.</summary>
    private static async Task<T> EventuallyAsync<T>(Func<Task<T>> ask)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await ask();
            }
            catch (AclException e) when (e.Code is ErrorCodes.StoreFailed or ErrorCodes.Unreachable && attempt < 100)
            {
                TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    private static Task UntilAppliedAsync(IAclService service, string step) => EventuallyAsync(async () =>
    {
        await service.ApplyAsync(step);
        return true;
    });
}
