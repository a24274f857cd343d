using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Behaviour;

/// <summary>What time changes, with steps or without: what begins, what ends, and what hangs on the time; and what is assumed under terms.</summary>
/// <param name="host">Who answers.</param>
public abstract class ImpactOfTimeTests(IHost host)
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static string Day(int day) => $"'{Start.AddDays(day):yyyy-MM-dd'T'HH:mm:ss'Z'}'";

    private async Task<JobWorld> MakeOfAsync(string model, params string[] steps)
    {
        var world = new JobWorld(host.Service, JobWorld.NewTenant());
        await host.Service.PutTenantAsync(world.Tenant, new TenantDefinition { ModelFile = model, Clock = Start }, JobWorld.Cancellation);
        await world.ApplyAsync(
        [
            "user: {id: ann}", "user: {id: bob}", "user: {id: cat}", "group: {id: ops, members: []}", "resource: {id: 'folder:f'}",
            "resource: {id: 'job:1', parent: 'folder:f'}", "resource: {id: 'job:2'}", .. steps,
        ]);
        return world;
    }

    private Task<JobWorld> MakeAsync(params string[] steps) => MakeOfAsync(JobWorld.Model, steps);

    private async Task<string[]> AskAsync(JobWorld world, ImpactRequest request, long? looked = null)
    {
        var report = await host.Service.ImpactAsync(world.Tenant, request, JobWorld.Cancellation);
        Assert.True(report.Complete);
        Assert.Equal(looked ?? report.Looked, report.Looked);
        return [.. report.Select(d => $"{d.Subject.Id} {d.Action} {d.Resource} {d.Before}>{d.After}")];
    }

    private Task<string[]> AtAsync(JobWorld world, int day, params string[] steps) =>
        AskAsync(world, new ImpactRequest { At = Start.AddDays(day), Steps = [.. steps.Select(JobWorld.Step)] });

    private static string Entry(string resource, string subject, string terms) =>
        $"acl: {{resource: '{resource}', entries: [{{subject: '{subject}', effect: allow, actions: [run], {terms}}}]}}";

    /// <summary>An entry is gained from its first instant and lost from its last one on; what came and went again in between makes no difference.</summary>
    [Fact]
    public async Task Impact_OfAnEntryForATime_IsOfTheTwoInstantsAlone()
    {
        var world = await MakeAsync(Entry("folder:f", "user:ann", $"from: {Day(2)}, until: {Day(4)}"));
        string[] gained = ["ann run folder:f deny>allow", "ann run job:1 deny>allow"];
        Assert.Empty(await AtAsync(world, 1));
        Assert.Equal(gained, await AtAsync(world, 2));
        Assert.Equal(gained, await AtAsync(world, 3));
        Assert.Empty(await AtAsync(world, 4));
        await world.ApplyAsync($"clock: {Day(3)}");
        Assert.Equal(["ann run folder:f allow>deny", "ann run job:1 allow>deny"], await AtAsync(world, 4));
        Assert.Equal(["ann run folder:f allow>deny", "ann run job:1 allow>deny"], await AtAsync(world, 0));
    }

    /// <summary>Somebody who is nowhere stored but named in an entry that ends is told of.</summary>
    [Fact]
    public async Task Impact_OfAnEntryThatEnds_NamesWhomItNames()
    {
        var world = await MakeAsync(Entry("job:2", "user:new", $"until: {Day(1)}"));
        Assert.Equal(["new run job:2 allow>deny"], await AtAsync(world, 1));
    }

    /// <summary>A membership for a time carries what the group has, also through another group.</summary>
    [Fact]
    public async Task Impact_OfAMembershipForATime_IsWhatTheGroupHas()
    {
        var world = await MakeAsync(
            Entry("job:2", "group:ops", $"until: {Day(9)}"), "group: {id: night, members: ['user:bob']}",
            $"members: {{group: ops, add: [{{member: 'user:ann', until: {Day(2)}}}, {{member: 'group:night', from: {Day(3)}}}]}}");
        Assert.Equal(["ann run job:2 allow>deny"], await AtAsync(world, 2));
        Assert.Equal(["ann run job:2 allow>deny", "bob run job:2 deny>allow"], await AtAsync(world, 3));
        Assert.Equal(["ann run job:2 allow>deny"], await AtAsync(world, 9));
        Assert.Equal(["bob run job:2 deny>allow"], await AtAsync(world, 3, "members: {group: ops, add: ['user:ann']}"));
    }

    /// <summary>Where a fact is lacking it is undecided before or after; that is no loss of what was allowed, unless it was.</summary>
    [Fact]
    public async Task Impact_WhereAFactIsLacking_IsUndecided()
    {
        var world = await MakeAsync(Entry("job:2", "user:ann", $"until: {Day(2)}, when: context.v == 1"));
        var request = new ImpactRequest { At = Start.AddDays(2) };
        Assert.Equal(["ann run job:2 undecided>deny"], await AskAsync(world, request));
        Assert.Empty(await AskAsync(world, request with { OnlyLosses = true }));
        var known = request with { OnlyLosses = true, Context = Node.Map(("v", Node.Of(1))) };
        Assert.Equal(["ann run job:2 allow>deny"], await AskAsync(world, known));
        Assert.Empty(await AskAsync(world, known with { Context = Node.Map(("v", Node.Of(2))) }));
        var steps = new ImpactRequest { Steps = [JobWorld.Step(Entry("job:1", "user:bob", "when: context.v == 1"))] };
        Assert.Equal(["bob run job:1 deny>undecided"], await AskAsync(world, steps));
        await world.ApplyAsync("acl: {resource: 'job:1', entries: [{subject: 'user:cat', effect: allow, actions: [run]}]}");
        var hanging = new ImpactRequest { Steps = [JobWorld.Step(Entry("job:1", "user:cat", "when: context.v == 1"))], OnlyLosses = true };
        Assert.Equal(["cat run job:1 allow>undecided"], await AskAsync(world, hanging));
    }

    /// <summary>Only what begins or ends, or asks for the time, is looked at; what counts for ever, or begins and ends in between, is not.</summary>
    [Fact]
    public async Task Impact_OfTime_LooksAtWhatItChangesOnly()
    {
        var world = await MakeAsync(
            Entry("job:1", "user:ann", $"from: {Day(1)}, until: {Day(2)}"), Entry("folder:f", "user:cat", "when: context.v == 1"),
            $"members: {{group: ops, add: [{{member: 'user:bob', until: {Day(3)}}}, 'user:cat']}}");
        Assert.Empty(await AskAsync(world, new ImpactRequest { At = Start.AddHours(1) }, looked: 0));
        Assert.Equal(["ann run job:1 deny>allow"], await AskAsync(world, new ImpactRequest { At = Start.AddDays(1) }, looked: 3 * 3));
        Assert.Empty(await AskAsync(world, new ImpactRequest { At = Start.AddDays(4) }, looked: 3 * 3));
        await world.ApplyAsync(Entry("job:2", "user:cat", "when: now.getHours() < 12"));
        Assert.Equal(["cat run job:2 allow>deny"], await AskAsync(world, new ImpactRequest { At = Start.AddHours(13) }, looked: 3 * 3));
    }

    /// <summary>Where the model itself asks for the time, everything is looked at.</summary>
    [Fact]
    public async Task Impact_WhereARungAsksForTheTime_LooksAtEverything()
    {
        var world = await MakeOfAsync(
            JobWorld.Model.Replace("owner: {}", "owner: {when: \"now.getHours() < 12\"}", StringComparison.Ordinal),
            "resource: {id: 'job:3', owner: 'user:ann'}");
        var all = 3 * 4 * 3;
        Assert.Empty(await AskAsync(world, new ImpactRequest { At = Start.AddHours(1) }, looked: all));
        Assert.Equal(
            ["ann edit job:3 allow>deny", "ann run job:3 allow>deny", "ann view job:3 allow>deny"],
            await AskAsync(world, new ImpactRequest { At = Start.AddHours(13) }, looked: all));
    }

    /// <summary>When the life of an owner ends, so do the entries that hang on who owns: his are nobody's, though he is still named.</summary>
    [Fact]
    public async Task Impact_OfAnOwnersEnd_IsWhatHangsOnTheOwner()
    {
        var world = await MakeAsync(
            "resource: {id: 'job:3', parent: 'folder:f', owner: 'user:ann'}", Entry("folder:f", "user:bob", "when: 'resource.owner == \"user:ann\"'"));
        Assert.Equal(
            ["ann edit job:3 allow>deny", "ann run job:3 allow>deny", "ann view job:3 allow>deny", "bob run job:3 allow>undecided"],
            await AtAsync(world, 0, "delete: 'user:ann'"));
        await world.ApplyAsync("delete: 'user:ann'");
        var asked = await host.Service.CheckAsync(world.Tenant, JobWorld.Check("bob", "run", "job:3"), JobWorld.Cancellation);
        Assert.True(asked.Undecided);
    }

    /// <summary>What is assumed counts when it would: not before it begins, not after it ends, not surely for want of a fact. So may the clock be.</summary>
    [Fact]
    public async Task Check_AssumingUnderTerms_IsAnsweredByThem()
    {
        var world = await MakeAsync(Entry("job:1", "user:bob", $"from: {Day(5)}"));
        async Task<Decision> AskAsync(string user, string job, params string[] steps) => await host.Service.CheckAsync(
            world.Tenant, JobWorld.Check(user, "run", $"job:{job}") with { Assuming = [.. steps.Select(JobWorld.Step)] }, JobWorld.Cancellation);
        Assert.True((await AskAsync("ann", "2", Entry("job:2", "user:ann", $"until: {Day(1)}"))).Allowed);
        Assert.False((await AskAsync("ann", "2", Entry("job:2", "user:ann", $"from: {Day(1)}"))).Allowed);
        Assert.True((await AskAsync("ann", "2", Entry("job:2", "user:ann", $"from: {Day(1)}"), $"clock: {Day(1)}")).Allowed);
        var lacking = await AskAsync("ann", "2", Entry("job:2", "user:ann", "when: context.v == 1"));
        Assert.Equal((false, true, "context.v"), (lacking.Allowed, lacking.Undecided, Assert.Single(lacking.Needs)));
        Assert.False((await AskAsync("bob", "1")).Allowed);
        Assert.True((await AskAsync("bob", "1", $"clock: {Day(5)}")).Allowed);
        string[] member = [Entry("job:2", "group:ops", $"until: {Day(9)}"), $"members: {{group: ops, add: [{{member: 'user:ann', until: {Day(3)}}}]}}"];
        Assert.True((await AskAsync("ann", "2", member)).Allowed);
        Assert.False((await AskAsync("ann", "2", [.. member, $"clock: {Day(3)}"])).Allowed);
        Assert.False((await AskAsync("bob", "1")).Allowed);
    }
}
