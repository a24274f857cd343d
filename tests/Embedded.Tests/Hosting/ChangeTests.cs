using OrleansAcl.Embedded.Storage;
using OrleansAcl.Embedded.Tests.Storage;
using OrleansAcl.Requests;

namespace OrleansAcl.Embedded.Tests.Hosting;

/// <summary>What readers see of changes: all of one or nothing of it, at once, and nothing that was not stored.</summary>
public sealed class ChangeTests
{
    [Fact]
    public async Task Apply_OneStepRefused_LeavesNothingOfTheOthers()
    {
        await using var service = await EmbeddedAclService.OpenAsync();
        await World.MakeAsync(service);
        var result = await service.ApplyAsync(
            World.Tenant,
            [
                World.Step("user: {id: ann}"),
                World.Step("resource: {id: 'job:1', owner: 'user:ann'}"),
                World.Step("acl: {resource: 'job:1', entries: [{subject: 'user:bob', effect: maybe, actions: [run]}]}"),
                World.Step("user: {id: never}"),
            ],
            TestContext.Current.CancellationToken);
        Assert.False(result.Applied);
        Assert.Equal([StepStatus.NotApplied, StepStatus.NotApplied, StepStatus.Error, StepStatus.NotApplied], result.Results.Select(r => r.Status));
        Assert.Equal((ErrorCodes.InvalidDocument, "acl.entries[0].effect (line 1)"), (result.Results[2].Code, result.Results[2].Place));
        Assert.False(await service.MayRunAsync("ann", "1"));
        Assert.Empty(await service.WhoAsync(World.Tenant, new WhoRequest("run", new ResourceRef("job", "1")), TestContext.Current.CancellationToken));
        Assert.Equal(0, (await service.GetTenantAsync(World.Tenant, TestContext.Current.CancellationToken))!.Revision);
    }

    /// <summary>
    /// A change takes ann out of the group and lets the group run the job, or undoes both. She may never run it: a reader that saw half of
    /// either would let her.
    /// </summary>
    [Fact]
    public async Task Check_WhileTwoEntitiesChangeTogether_NeverSeesHalfOfAChange()
    {
        await using var service = await EmbeddedAclService.OpenAsync();
        await World.MakeAsync(service);
        await service.ApplyAsync("group: {id: g, members: ['user:ann']}", "resource: {id: 'job:1'}");
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            var (asked, allowed) = (0L, 0L);
            while (!done.IsCancellationRequested || asked == 0)
            {
                if (await service.MayRunAsync("ann", "1")) allowed++;
                asked++;
            }

            return (asked, allowed);
        })).ToArray();
        for (var i = 0; i < 3_000; i++)
        {
            await service.ApplyAsync("group: {id: g, members: []}", "grant: {resource: 'job:1', to: 'group:g', actions: [run]}");
            await service.ApplyAsync("revoke: {resource: 'job:1', from: 'group:g', actions: [run]}", "group: {id: g, members: ['user:ann']}");
        }

        await done.CancelAsync();
        foreach (var (asked, allowed) in await Task.WhenAll(readers)) Assert.True(allowed == 0, $"{allowed} of {asked} checks saw half of a change");
    }

    [Fact]
    public async Task Check_RightAfterAnAcknowledgedRevocation_NeverSeesTheOldState()
    {
        await using var service = await EmbeddedAclService.OpenAsync();
        await World.MakeAsync(service);
        await service.ApplyAsync("group: {id: g, members: []}", "resource: {id: 'job:1'}", "grant: {resource: 'job:1', to: 'group:g', actions: [run]}");
        var writers = Enumerable.Range(0, 4).Select(w => Task.Run(async () =>
        {
            for (var i = 0; i < 500; i++)
            {
                await service.ApplyAsync($"group: {{id: g{w}, members: ['user:u{w}']}}", $"grant: {{resource: 'job:1', to: 'group:g{w}', actions: [run]}}");
                Assert.True(await service.MayRunAsync($"u{w}", "1"));
                await service.ApplyAsync($"group: {{id: g{w}, members: []}}");
                Assert.False(await service.MayRunAsync($"u{w}", "1"));
            }
        }));
        await Task.WhenAll(writers);
    }

    [Fact]
    public async Task PutTenant_TheSameTwiceAtOnce_KeepsWhatIsWrittenToIt()
    {
        await using var service = await EmbeddedAclService.OpenAsync();
        for (var i = 0; i < 200; i++)
        {
            var makers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () => await World.MakeAsync(service))).ToArray();
            await makers[0];
            await service.ApplyAsync("resource: {id: 'job:1', owner: 'user:ann'}");
            await Task.WhenAll(makers);
            Assert.True(await service.MayRunAsync("ann", "1"));
            Assert.True(await service.DeleteTenantAsync(World.Tenant, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Apply_TheStoreFails_IsAnErrorAndNothingOfItIsSeen()
    {
        var store = new GatedStore();
        await using var service = EmbeddedAclService.Open(new EmbeddedOptions(), store);
        store.Release(2);
        await World.MakeAsync(service);
        await service.ApplyAsync("resource: {id: 'job:1', owner: 'user:ann'}");
        await store.EnteredAsync();
        await store.EnteredAsync();

        var first = Task.Run(() => service.ApplyAsync("grant: {resource: 'job:1', to: 'user:bob', actions: [run]}"), TestContext.Current.CancellationToken);
        await store.EnteredAsync();
        var second = service.ApplyAsync("grant: {resource: 'job:1', to: 'user:eve', actions: [run]}");
        Assert.False(await service.MayRunAsync("bob", "1"));
        store.ReleaseWith(new IOException("no space"));
        Assert.Equal(ErrorCodes.StoreFailed, (await Assert.ThrowsAsync<AclException>(() => first)).Code);
        Assert.Equal(ErrorCodes.StoreFailed, (await Assert.ThrowsAsync<AclException>(() => second)).Code);
        Assert.False(await service.MayRunAsync("bob", "1"));
        Assert.False(await service.MayRunAsync("eve", "1"));

        store.Release();
        await service.ApplyAsync("grant: {resource: 'job:1', to: 'user:kim', actions: [run]}");
        Assert.True(await service.MayRunAsync("kim", "1"));
        Assert.False(await service.MayRunAsync("bob", "1"));
    }

    [Fact]
    public async Task Delete_ThenTheSameIdAgain_GivesNothingOfTheOldLifeAlsoAfterARestart()
    {
        var folder = Directory.CreateTempSubdirectory("acl").FullName;
        await using (var service = await EmbeddedAclService.OpenAsync(new EmbeddedOptions { DataFolder = folder }))
        {
            await World.MakeAsync(service);
            await service.ApplyAsync(
                "user: {id: bob}", "group: {id: g, members: ['user:ann']}", "resource: {id: 'job:1', owner: 'user:bob'}", "grant: {resource: 'job:1', to: 'group:g', actions: [run]}");
            Assert.True(await service.MayRunAsync("ann", "1"));
            await service.ApplyAsync("delete: 'group:g'", "delete: 'user:bob'");
            await service.ApplyAsync("group: {id: g, members: ['user:ann']}", "user: {id: bob}");
            Assert.False(await service.MayRunAsync("ann", "1"));
            Assert.False(await service.MayRunAsync("bob", "1"));
        }

        await using (var service = await EmbeddedAclService.OpenAsync(new EmbeddedOptions { DataFolder = folder }))
        {
            Assert.False(await service.MayRunAsync("ann", "1"));
            Assert.False(await service.MayRunAsync("bob", "1"));
            await service.ApplyAsync("grant: {resource: 'job:1', to: 'group:g', actions: [run]}");
            Assert.True(await service.MayRunAsync("ann", "1"));
        }

        Directory.Delete(folder, true);
    }

    [Fact]
    public async Task Check_Warm_AllocatesNothing()
    {
        await using var service = await EmbeddedAclService.OpenAsync();
        await World.MakeAsync(service);
        await service.ApplyAsync(
            "group: {id: g, members: ['user:ann']}", "group: {id: h, members: ['group:g']}", "resource: {id: 'folder:f'}",
            "resource: {id: 'job:1', parent: 'folder:f', owner: 'user:bob'}", "grant: {resource: 'folder:f', to: 'group:h', actions: [run]}");
        CheckRequest[] checks = [World.Run("ann", "1"), World.Run("bob", "1"), World.Run("eve", "1")];
        await service.ApplyAsync("user: {id: eve}");
        for (var i = 0; i < 1_000; i++) Ask(checks[i % checks.Length]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++) Ask(checks[i % checks.Length]);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Ask(CheckRequest check)
        {
            var answer = service.CheckAsync(World.Tenant, check);
            Assert.True(answer.IsCompletedSuccessfully);
        }
    }
}
