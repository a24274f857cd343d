using OrleansAcl.Behaviour;
using OrleansAcl.Embedded.Tests.Storage;
using OrleansAcl.Requests;

namespace OrleansAcl.Embedded.Tests.Hosting;

/// <summary>A change of the model while the store is slow, or fails: until it is stored nobody sees it, and what waits for it is made after it.</summary>
public sealed class ModelStoreTests
{
    /// <summary>More commits than a test makes.</summary>
    private const int Enough = 20;

    private static readonly ModelRequest Other = new(new ModelChange { ModelFile = ModelWorlds.OwnersFirst });

    /// <summary>A world whose store lets nothing more through.</summary>
    private static async Task<JobWorld> MakeAsync(EmbeddedAclService service, GatedStore store)
    {
        store.Release(2);
        var world = await JobWorld.MakeAsync(service, ModelWorlds.Steps);
        await store.EnteredAsync();
        await store.EnteredAsync();
        return world;
    }

    [Fact(Timeout = GatedStore.GiveUpAfter)]
    public async Task PutModel_NotYetStored_IsSeenByNobodyAndHoldsWritersUp()
    {
        var store = new GatedStore();
        await using var service = EmbeddedAclService.Open(new EmbeddedOptions(), store);
        var world = await MakeAsync(service, store);
        var put = world.PutModelAsync(Other);
        await store.EnteredAsync();
        var grant = world.ApplyAsync("grant: {resource: 'job:2', to: 'user:ann', actions: [edit]}");
        var back = world.PutModelAsync(new ModelRequest(new ModelChange { Version = 1 }));
        var gone = world.DeleteAsync().AsTask();
        Assert.False(await world.MayAsync("ann", "view", "job:1"));
        Assert.DoesNotContain((Task[])[put, grant, back, gone], t => t.IsCompleted);

        store.Release(1);
        Assert.Equal(2, (await put).Tenant.ModelVersion);
        Assert.True(await world.MayAsync("ann", "view", "job:1"));
        store.Release(Enough);
        // In whatever order they were made: what came after the removal found no tenant.
        foreach (var task in (Task[])[grant, back])
            if (await Record.ExceptionAsync(() => task) is { } e) Assert.Equal(ErrorCodes.UnknownTenant, Assert.IsType<AclException>(e).Code);
        Assert.True(await gone);
        Assert.Null(await service.GetTenantAsync(world.Tenant, JobWorld.Cancellation));
    }

    [Fact(Timeout = GatedStore.GiveUpAfter)]
    public async Task PutModel_TheStoreFails_LeavesTheModelAndLetsTheNextBeMade()
    {
        var store = new GatedStore();
        await using var service = EmbeddedAclService.Open(new EmbeddedOptions(), store);
        var world = await MakeAsync(service, store);
        var put = world.PutModelAsync(Other);
        await store.EnteredAsync();
        var grant = world.ApplyAsync("grant: {resource: 'job:2', to: 'user:ann', actions: [edit]}");
        store.ReleaseWith(new IOException("no space"));
        Assert.Equal(ErrorCodes.StoreFailed, await JobWorld.CodeAsync(() => put));
        store.Release(Enough);
        // It was never part of what failed: it waited for that to end.
        Assert.Equal(2, (await grant).Revision);
        Assert.False(await world.MayAsync("ann", "view", "job:1"));
        Assert.Equal((1L, 2L), ((await world.InfoAsync()).ModelVersion, await world.RevisionAsync()));
        Assert.Equal((2L, 3L), await world.PutModelAsync(Other) is var r ? (r.Tenant.ModelVersion, r.Tenant.Revision) : default);
        Assert.True(await world.MayAsync("ann", "view", "job:1"));
        Assert.True(await world.MayAsync("ann", "edit", "job:2"));
    }

    /// <summary>A change under way when the model is put is part of what is read again; when it fails, both fail.</summary>
    [Theory(Timeout = GatedStore.GiveUpAfter)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PutModel_BehindAChangeNotYetStored_IsMadeOfItOrFailsWithIt(bool fails)
    {
        var store = new GatedStore();
        await using var service = EmbeddedAclService.Open(new EmbeddedOptions(), store);
        var world = await MakeAsync(service, store);
        var grant = world.ApplyAsync("grant: {resource: 'job:2', to: 'user:ann', actions: [edit]}");
        await store.EnteredAsync();
        var put = world.PutModelAsync(Other);
        if (fails) store.ReleaseWith(new IOException("no space"));
        store.Release(Enough);
        if (fails)
        {
            Assert.Equal(ErrorCodes.StoreFailed, await JobWorld.CodeAsync(() => grant));
            Assert.Equal(ErrorCodes.StoreFailed, await JobWorld.CodeAsync(() => put));
        }
        else
        {
            Assert.Equal((2L, 3L), ((await grant).Revision, (await put).Tenant.Revision));
        }

        Assert.Equal(!fails, await world.MayAsync("ann", "edit", "job:2"));
        Assert.Equal(!fails, await world.MayAsync("ann", "view", "job:1"));
        await world.ApplyAsync("grant: {resource: 'job:2', to: 'user:kim', actions: [edit]}");
        Assert.Equal(fails ? 2 : 4, await world.RevisionAsync());
    }
}
