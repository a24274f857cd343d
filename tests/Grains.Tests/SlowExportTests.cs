using OrleansAcl.Behaviour;

namespace OrleansAcl.Grains.Tests;

/// <summary>A tenant that takes longer to read than one call may wait is exported all the same.</summary>
public sealed class SlowExportTests
{
    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task Export_OfWhatIsReadSlowly_IsWaitedForInMoreThanOneCall()
    {
        var storage = new SharedStorage();
        JobWorld world;
        await using (var warm = await Cluster.StartAsync(1, storage)) world = await JobWorld.MakeAsync(warm.Service, "user: {id: ann}", "resource: {id: 'job:1', owner: 'user:ann'}");
        await using var cold = await Cluster.StartAsync(1, storage, options: Cluster.Options with { ExportWait = TimeSpan.FromMilliseconds(1) });
        var read = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        storage.BeforeRead = call => call.Is("principal") ? read.Task : Task.CompletedTask;
        var export = cold.Grains.GetGrain<IExportGrain>($"{world.Tenant.Value}/slow");
        Assert.Equal(new ExportStart(false, null, null, null), await export.BeginAsync());
        Assert.Equal(new ExportStart(false, null, null, null), await export.BeginAsync());
        read.SetResult();
        var lines = 0;
        await foreach (var _ in cold.Service.ExportAsync(world.Tenant, JobWorld.Cancellation)) lines++;
        Assert.Equal(3, lines);
        var unknown = await Assert.ThrowsAsync<AclException>(async () =>
        {
            await foreach (var _ in cold.Service.ExportAsync(TenantId.Parse("nowhere"), JobWorld.Cancellation)) lines++;
        });
        Assert.Equal(ErrorCodes.UnknownTenant, unknown.Code);
    }
}
