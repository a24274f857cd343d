using OrleansAcl.Behaviour;
using OrleansAcl.Documents;
using OrleansAcl.Embedded.Tests.Storage;
using OrleansAcl.Requests;

namespace OrleansAcl.Embedded.Tests.Hosting;

/// <summary>What is this host's own: its store fails, a warm check costs nothing, a large group fits into memory.</summary>
public sealed class ChangeTests
{
    [Fact]
    public async Task Apply_TheStoreFails_IsAnErrorAndNothingOfItIsSeen()
    {
        var store = new GatedStore();
        await using var service = EmbeddedAclService.Open(new EmbeddedOptions(), store);
        store.Release(2);
        var world = await JobWorld.MakeAsync(service, "resource: {id: 'job:1', owner: 'user:ann'}");
        await store.EnteredAsync();
        await store.EnteredAsync();

        var first = Task.Run(() => world.ApplyAsync("grant: {resource: 'job:1', to: 'user:bob', actions: [run]}"), JobWorld.Cancellation);
        await store.EnteredAsync();
        var second = world.ApplyAsync("grant: {resource: 'job:1', to: 'user:eve', actions: [run]}");
        Assert.False(await world.MayRunAsync("bob", "1"));
        store.ReleaseWith(new IOException("no space"));
        Assert.Equal(ErrorCodes.StoreFailed, await JobWorld.CodeAsync(() => first));
        Assert.Equal(ErrorCodes.StoreFailed, await JobWorld.CodeAsync(() => second));
        Assert.False(await world.MayRunAsync("bob", "1"));
        Assert.False(await world.MayRunAsync("eve", "1"));

        store.Release();
        await world.ApplyAsync("grant: {resource: 'job:1', to: 'user:kim', actions: [run]}");
        Assert.True(await world.MayRunAsync("kim", "1"));
        Assert.False(await world.MayRunAsync("bob", "1"));
    }

    /// <summary>What somebody is refused may rest on a change that is not stored yet, and then never is.</summary>
    [Fact]
    public async Task Apply_RefusedForWhatIsNotStored_IsToldNothingOfIt()
    {
        var store = new GatedStore();
        await using var service = EmbeddedAclService.Open(new EmbeddedOptions(), store);
        store.Release(2);
        var world = await JobWorld.MakeAsync(service, "user: {id: ann}");
        await store.EnteredAsync();
        await store.EnteredAsync();

        var first = world.ApplyAsync("delete: 'user:ann'");
        await store.EnteredAsync();
        var refused = world.TryAsync("delete: 'user:ann'");
        var precondition = new Precondition(new ObjectRef(ObjectRef.User, "ann"), []);
        var conditional = service.ApplyAsync(
            world.Tenant, new ApplyRequest([JobWorld.Step("user: {id: bob}")]) { Preconditions = [precondition] }, JobWorld.Cancellation).AsTask();
        var dry = service.ApplyAsync(world.Tenant, new ApplyRequest([JobWorld.Step("user: {id: ann}")]) { DryRun = true }, JobWorld.Cancellation).AsTask();
        Assert.DoesNotContain((Task[])[refused, conditional, dry], t => t.IsCompleted);
        store.ReleaseWith(new IOException("no space"));
        foreach (var task in (Task[])[first, refused, conditional, dry]) Assert.Equal(ErrorCodes.StoreFailed, await JobWorld.CodeAsync(() => task));
    }

    [Fact]
    public async Task Group_OfManyThousands_LetsEveryMemberAndNobodyElse()
    {
        const int size = 65_536;
        await using var service = await EmbeddedAclService.OpenAsync();
        var world = await JobWorld.MakeAsync(service, "resource: {id: 'job:1'}", "grant: {resource: 'job:1', to: 'group:g', actions: [run]}");
        var members = Node.List(Enumerable.Range(0, size).Select(i => $"user:u{i}"));
        var group = new Step("group", Node.Map(("id", Node.Of("g")), ("members", members)));
        Assert.True((await service.ApplyAsync(world.Tenant, [group], JobWorld.Cancellation)).Applied);
        for (var i = 0; i < size; i += size / 128) Assert.True(await world.MayRunAsync($"u{i}", "1"));
        Assert.True(await world.MayRunAsync($"u{size - 1}", "1"));
        Assert.False(await world.MayRunAsync($"u{size}", "1"));
    }

    [Fact]
    public async Task Check_Warm_AllocatesNothing()
    {
        await using var service = await EmbeddedAclService.OpenAsync();
        var world = await JobWorld.MakeAsync(
            service, "group: {id: g, members: ['user:ann']}", "group: {id: h, members: ['group:g']}", "resource: {id: 'folder:f'}",
            "resource: {id: 'job:1', parent: 'folder:f', owner: 'user:bob'}", "grant: {resource: 'folder:f', to: 'group:h', actions: [run]}", "user: {id: eve}");
        CheckRequest[] checks = [.. new[] { "ann", "bob", "eve" }.Select(user => new CheckRequest(JobWorld.User(user), "run", new ResourceRef("job", "1")))];
        for (var i = 0; i < 1_000; i++) Ask(checks[i % checks.Length]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++) Ask(checks[i % checks.Length]);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Ask(CheckRequest check)
        {
            var answer = service.CheckAsync(world.Tenant, check);
            Assert.True(answer.IsCompletedSuccessfully);
        }
    }
}
