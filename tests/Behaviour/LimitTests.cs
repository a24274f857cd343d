using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Behaviour;

/// <summary>BOUNDED and FAIL-CLOSED: beyond a limit there is an error, at it an answer.</summary>
/// <param name="host">Who answers.</param>
public abstract class LimitTests(IHost host)
{
    /// <summary>Nested groups.</summary>
    [Fact]
    public async Task Groups_NestedToTheLimit_CountAndOneDeeperIsAnError()
    {
        var world = await JobWorld.MakeAsync(host.Service);
        await world.ApplyAsync([.. Enumerable.Range(1, AclLimits.GroupNesting).Select(
            i => $"group: {{id: g{i}, members: ['{(i == 1 ? "user:ann" : $"group:g{i - 1}")}']}}")]);
        await world.ApplyAsync("resource: {id: 'job:1'}", $"grant: {{resource: 'job:1', to: 'group:g{AclLimits.GroupNesting}', actions: [run]}}");
        Assert.True(await world.MayRunAsync("ann", "1"));
        await world.ApplyAsync($"group: {{id: top, members: ['group:g{AclLimits.GroupNesting}']}}");
        Assert.Equal(ErrorCodes.LimitExceeded, await JobWorld.CodeAsync(() => world.MayRunAsync("ann", "1")));
    }

    /// <summary>Memberships of one subject.</summary>
    [Fact]
    public async Task Memberships_UpToTheLimit_CountAndOneMoreIsAnError()
    {
        var world = await JobWorld.MakeAsync(host.Service);
        foreach (var chunk in Enumerable.Range(1, AclLimits.ClosureMemberships).Chunk(AclLimits.BatchItems))
            await world.ApplyAsync([.. chunk.Select(i => $"group: {{id: g{i}, members: ['user:ann']}}")]);
        await world.ApplyAsync("resource: {id: 'job:1'}", $"grant: {{resource: 'job:1', to: 'group:g{AclLimits.ClosureMemberships}', actions: [run]}}");
        Assert.True(await world.MayRunAsync("ann", "1"));
        await world.ApplyAsync("group: {id: more, members: ['user:ann']}");
        Assert.Equal(ErrorCodes.LimitExceeded, await JobWorld.CodeAsync(() => world.MayRunAsync("ann", "1")));
    }

    /// <summary>Conditions of many entries: each within its own limit, all of them together beyond that of one decision.</summary>
    [Fact]
    public async Task Conditions_OfOneDecision_TogetherTakeOnlySoManySteps()
    {
        var world = await JobWorld.MakeAsync(host.Service, "user: {id: ann}", "resource: {id: 'job:1'}", "resource: {id: 'job:2', owner: 'user:ann'}");
        async Task PutAsync(int entries) => await world.ApplyAsync($"acl: {{resource: 'job:1', entries: [{string.Join(", ", Enumerable.Range(0, entries).Select(
            i => $"{{subject: 'user:ann', effect: allow, actions: [run], when: 'context.l.all(x, context.l.all(y, x + y >= 0)) && context.wanted == {i}'}}"))}]}}");
        var context = Node.Map(("l", Node.List(Enumerable.Range(0, 100).Select(n => Node.Of(n)))), ("wanted", Node.Of(9)));
        var check = JobWorld.Check("ann", "run", "job:1") with { Context = context };
        await PutAsync(10);
        Assert.True((await host.Service.CheckAsync(world.Tenant, check, JobWorld.Cancellation)).Allowed);
        await PutAsync(100);
        Assert.Equal(ErrorCodes.LimitExceeded, await JobWorld.CodeAsync(async () => await host.Service.CheckAsync(world.Tenant, check, JobWorld.Cancellation)));
        var list = new ListRequest(JobWorld.User("ann"), "run", "job") { Context = context };
        Assert.Equal(ErrorCodes.LimitExceeded, await JobWorld.CodeAsync(async () => await host.Service.ListAsync(world.Tenant, list, JobWorld.Cancellation)));
        Assert.True(await world.MayRunAsync("ann", "2"));
    }

    /// <summary>A group of any size, put as a whole.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(1_000)]
    public async Task Group_OfAnySize_LetsEveryMemberAndNobodyElse(int size)
    {
        var world = await JobWorld.MakeAsync(host.Service);
        var members = Node.List(Enumerable.Range(0, size).Select(i => $"user:u{i}"));
        var group = new Step("group", Node.Map(("id", Node.Of("g")), ("members", members)));
        Assert.True((await host.Service.ApplyAsync(world.Tenant, [group], JobWorld.Cancellation)).Applied);
        await world.ApplyAsync("resource: {id: 'job:1'}", "grant: {resource: 'job:1', to: 'group:g', actions: [run]}");
        for (var i = 0; i < size; i += Math.Max(1, size / 100)) Assert.True(await world.MayRunAsync($"u{i}", "1"));
        if (size > 0) Assert.True(await world.MayRunAsync($"u{size - 1}", "1"));
        Assert.False(await world.MayRunAsync($"u{size}", "1"));
    }

    /// <summary>Resources in each other.</summary>
    [Fact]
    public async Task Ancestors_UpToTheLimit_CountAndOneMoreIsRefused()
    {
        var world = await JobWorld.MakeAsync(host.Service);
        await world.ApplyAsync([.. Enumerable.Range(0, AclLimits.Parents).Select(
            i => $"resource: {{id: 'folder:{i}'{(i == 0 ? "" : $", parent: 'folder:{i - 1}'")}}}")]);
        await world.ApplyAsync(
            $"resource: {{id: 'job:1', parent: 'folder:{AclLimits.Parents - 1}'}}", "grant: {resource: 'folder:0', to: 'user:ann', actions: [run]}");
        Assert.True(await world.MayRunAsync("ann", "1"));
        var tooDeep = await world.TryAsync(
            $"resource: {{id: 'folder:deep', parent: 'folder:{AclLimits.Parents - 1}'}}", "resource: {id: 'job:2', parent: 'folder:deep'}");
        Assert.Equal(ErrorCodes.LimitExceeded, tooDeep.Results[1].Code);
    }

    /// <summary>Checks of one batch.</summary>
    [Fact]
    public async Task Checks_BeyondTheLimit_AreAnError()
    {
        var world = await JobWorld.MakeAsync(host.Service);
        var checks = Enumerable.Repeat(JobWorld.Check("ann", "run", "job:1"), AclLimits.BatchItems + 1).ToList();
        Assert.Equal(ErrorCodes.LimitExceeded, await JobWorld.CodeAsync(async () => await host.Service.CheckManyAsync(world.Tenant, checks, JobWorld.Cancellation)));
        Assert.Equal(AclLimits.BatchItems, (await host.Service.CheckManyAsync(world.Tenant, checks[1..], JobWorld.Cancellation)).Count);
    }

    /// <summary>Steps of one change.</summary>
    [Fact]
    public async Task Steps_BeyondTheLimit_AreAnError()
    {
        var world = await JobWorld.MakeAsync(host.Service);
        var steps = Enumerable.Range(0, AclLimits.BatchItems + 1).Select(i => $"user: {{id: u{i}}}").ToArray();
        Assert.Equal(ErrorCodes.LimitExceeded, await JobWorld.CodeAsync(() => world.TryAsync(steps)));
        await world.ApplyAsync(steps[1..]);
    }

    /// <summary>Entries of one list.</summary>
    [Fact]
    public async Task Entries_BeyondTheLimit_AreRefused()
    {
        var world = await JobWorld.MakeAsync(host.Service, "resource: {id: 'job:1'}");
        Assert.True((await host.Service.ApplyAsync(world.Tenant, [List(AclLimits.EntriesPerRequest)], JobWorld.Cancellation)).Applied);
        Assert.True(await world.MayRunAsync($"u{AclLimits.EntriesPerRequest - 1}", "1"));
        var result = await host.Service.ApplyAsync(world.Tenant, [List(AclLimits.EntriesPerRequest + 1)], JobWorld.Cancellation);
        Assert.Equal(ErrorCodes.LimitExceeded, result.Results[0].Code);

        static Step List(int entries) => new("acl", Node.Map(
            ("resource", Node.Of("job:1")),
            ("entries", Node.List(Enumerable.Range(0, entries).Select(i => Node.Map(
                ("subject", Node.Of($"user:u{i}")), ("effect", Node.Of("allow")), ("actions", Node.List(["run"])))).ToArray()))));
    }

    /// <summary>An id, in UTF-8.</summary>
    [Fact]
    public async Task Id_AsLongAsTheLimit_CountsAndOneLongerIsRefused()
    {
        var world = await JobWorld.MakeAsync(host.Service);
        var id = string.Concat(Enumerable.Repeat("é", AclLimits.IdBytes / 2));
        await world.ApplyAsync($"resource: {{id: 'job:{id}', owner: 'user:ann'}}");
        Assert.True(await world.MayRunAsync("ann", id));
        var refused = (await world.TryAsync($"resource: {{id: 'job:{id}x'}}")).Results[0];
        Assert.Equal((StepStatus.Error, "resource.id"), (refused.Status, JobWorld.Field(refused)));
    }
}
