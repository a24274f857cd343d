using OrleansAcl.Requests;

namespace OrleansAcl.Embedded.Tests.Hosting;

/// <summary>BOUNDED and FAIL-CLOSED: beyond a limit there is an error, at it an answer.</summary>
public sealed class LimitTests
{
    private static async Task<EmbeddedAclService> OpenAsync()
    {
        var service = await EmbeddedAclService.OpenAsync();
        await World.MakeAsync(service);
        return service;
    }

    private static async Task<string> CodeAsync(Func<Task> act) => (await Assert.ThrowsAsync<AclException>(act)).Code;

    [Fact]
    public async Task Groups_NestedToTheLimit_CountAndOneDeeperIsAnError()
    {
        await using var service = await OpenAsync();
        await service.ApplyAsync([.. Enumerable.Range(1, AclLimits.GroupNesting).Select(i => $"group: {{id: g{i}, members: ['{(i == 1 ? "user:ann" : $"group:g{i - 1}")}']}}")]);
        await service.ApplyAsync("resource: {id: 'job:1'}", $"grant: {{resource: 'job:1', to: 'group:g{AclLimits.GroupNesting}', actions: [run]}}");
        Assert.True(await service.MayRunAsync("ann", "1"));
        await service.ApplyAsync($"group: {{id: top, members: ['group:g{AclLimits.GroupNesting}']}}");
        Assert.Equal(ErrorCodes.LimitExceeded, await CodeAsync(() => service.MayRunAsync("ann", "1")));
    }

    [Fact]
    public async Task Memberships_UpToTheLimit_CountAndOneMoreIsAnError()
    {
        await using var service = await OpenAsync();
        foreach (var chunk in Enumerable.Range(1, AclLimits.ClosureMemberships).Chunk(AclLimits.BatchItems))
            await service.ApplyAsync([.. chunk.Select(i => $"group: {{id: g{i}, members: ['user:ann']}}")]);
        await service.ApplyAsync("resource: {id: 'job:1'}", $"grant: {{resource: 'job:1', to: 'group:g{AclLimits.ClosureMemberships}', actions: [run]}}");
        Assert.True(await service.MayRunAsync("ann", "1"));
        await service.ApplyAsync("group: {id: more, members: ['user:ann']}");
        Assert.Equal(ErrorCodes.LimitExceeded, await CodeAsync(() => service.MayRunAsync("ann", "1")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(1_000)]
    [InlineData(65_536)]
    public async Task Group_OfAnySize_LetsEveryMemberAndNobodyElse(int size)
    {
        await using var service = await OpenAsync();
        var members = OrleansAcl.Documents.Node.List(Enumerable.Range(0, size).Select(i => $"user:u{i}"));
        var group = new Step("group", OrleansAcl.Documents.Node.Map(("id", OrleansAcl.Documents.Node.Of("g")), ("members", members)));
        Assert.True((await service.ApplyAsync(World.Tenant, [group], TestContext.Current.CancellationToken)).Applied);
        await service.ApplyAsync("resource: {id: 'job:1'}", "grant: {resource: 'job:1', to: 'group:g', actions: [run]}");
        for (var i = 0; i < size; i += Math.Max(1, size / 100)) Assert.True(await service.MayRunAsync($"u{i}", "1"));
        if (size > 0) Assert.True(await service.MayRunAsync($"u{size - 1}", "1"));
        Assert.False(await service.MayRunAsync($"u{size}", "1"));
    }

    [Fact]
    public async Task Ancestors_UpToTheLimit_CountAndOneMoreIsRefused()
    {
        await using var service = await OpenAsync();
        await service.ApplyAsync([.. Enumerable.Range(0, AclLimits.Parents).Select(i => $"resource: {{id: 'folder:{i}'{(i == 0 ? "" : $", parent: 'folder:{i - 1}'")}}}")]);
        await service.ApplyAsync($"resource: {{id: 'job:1', parent: 'folder:{AclLimits.Parents - 1}'}}", "grant: {resource: 'folder:0', to: 'user:ann', actions: [run]}");
        Assert.True(await service.MayRunAsync("ann", "1"));
        var tooDeep = await service.ApplyAsync(
            World.Tenant,
            [World.Step($"resource: {{id: 'folder:deep', parent: 'folder:{AclLimits.Parents - 1}'}}"), World.Step("resource: {id: 'job:2', parent: 'folder:deep'}")],
            TestContext.Current.CancellationToken);
        Assert.Equal(ErrorCodes.LimitExceeded, tooDeep.Results[1].Code);
    }

    [Fact]
    public async Task Batch_BeyondTheLimit_IsAnError()
    {
        await using var service = await OpenAsync();
        var checks = Enumerable.Repeat(World.Run("ann", "1"), AclLimits.BatchItems + 1).ToList();
        Assert.Equal(ErrorCodes.LimitExceeded, await CodeAsync(async () => await service.CheckManyAsync(World.Tenant, checks, TestContext.Current.CancellationToken)));
        Assert.Equal(AclLimits.BatchItems, (await service.CheckManyAsync(World.Tenant, checks[1..], TestContext.Current.CancellationToken)).Count);
    }

    [Fact]
    public async Task Tenant_ThatIsNotThere_IsAnErrorForEveryQuestion()
    {
        await using var service = await EmbeddedAclService.OpenAsync();
        Assert.Equal(ErrorCodes.UnknownTenant, await CodeAsync(() => service.MayRunAsync("ann", "1")));
        Assert.Equal(ErrorCodes.UnknownTenant, await CodeAsync(() => service.ApplyAsync("user: {id: ann}")));
    }
}
