using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Behaviour;

/// <summary>What would allow a denied question: small changes that really do.</summary>
/// <param name="host">Who answers.</param>
public abstract class SuggestionTests(IHost host)
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 9, 0, 0, TimeSpan.Zero);

    private async Task<JobWorld> MakeAsync(params string[] more)
    {
        var world = new JobWorld(host.Service, JobWorld.NewTenant());
        await host.Service.PutTenantAsync(world.Tenant, JobWorld.Definition with { Clock = Start }, JobWorld.Cancellation);
        await world.ApplyAsync(
        [
            "user: {id: bob}", "user: {id: root, admin: true}", "group: {id: admins, members: ['user:root', 'group:wheel']}", "group: {id: wheel, members: []}",
            "group: {id: none, members: []}",
            "resource: {id: 'folder:f'}", "resource: {id: 'job:1', parent: 'folder:f', owner: 'user:kim'}", .. more,
        ]);
        return world;
    }

    private static async Task<Explanation> AskAsync(JobWorld world, string user, Node? context = null) => await world.Service.ExplainAsync(
        world.Tenant, JobWorld.Check(user, "run", "job:1") with { Suggest = true, Context = context }, JobWorld.Cancellation);

    private static async Task<string[]> TextsAsync(JobWorld world, string user) => [.. (await AskAsync(world, user)).Suggestions.Select(s => s.Text)];

    /// <summary>A grant, here or above, and the group that may; not one that may not, nor one that may because it administers.</summary>
    [Fact]
    public async Task Suggestions_OfWhatNobodySpeaksOf_AreGrantsAndGroupsThatMay()
    {
        var world = await MakeAsync("group: {id: ops, members: []}", "grant: {resource: 'folder:f', to: 'group:ops', actions: [run]}");
        var revision = await world.RevisionAsync();
        var explanation = await AskAsync(world, "bob");
        Assert.Equal(
            ["grant user:bob `run` on job:1", "grant user:bob `run` on folder:f", "put user:bob into group:ops"], explanation.Suggestions.Select(s => s.Text));
        Assert.Equal("grant", Assert.Single(explanation.Suggestions[0].Steps).Verb);
        Assert.Equal("""{"resource":"job:1","to":"user:bob","actions":["run"]}""", explanation.Suggestions[0].Steps[0].Value.ToString());
        Assert.Equal("""{"group":"ops","add":["user:bob"]}""", explanation.Suggestions[2].Steps[0].Value.ToString());
        Assert.Equal(revision, await world.RevisionAsync());
        Assert.False(await world.MayRunAsync("bob", "1"));
        await world.ApplyAsync("members: {group: wheel, add: ['user:bob']}");
        Assert.True(await world.MayRunAsync("bob", "1"));
    }

    /// <summary>Nor is anything suggested under which one is an administrator besides, whatever rung decides then.</summary>
    [Fact]
    public async Task Suggestions_OfAGroupThatBothMayAndAdministers_LeaveItOut()
    {
        var world = new JobWorld(host.Service, JobWorld.NewTenant());
        await host.Service.PutTenantAsync(world.Tenant, new TenantDefinition { ModelFile = """
            model: entries-first
            types: {job: {actions: [view, run]}}
            acl: {}
            grants: acl
            ladder: [{acl: {}}, {administrator: {groups: [admins]}}]
            """ }, JobWorld.Cancellation);
        await world.ApplyAsync(
            "group: {id: admins, members: []}", "group: {id: staff, members: []}", "resource: {id: 'job:1'}",
            "grant: {resource: 'job:1', to: 'group:admins', actions: [run]}", "grant: {resource: 'job:1', to: 'group:staff', actions: [run]}");
        Assert.Equal(["grant user:bob `run` on job:1", "put user:bob into group:staff"], await TextsAsync(world, "bob"));
    }

    /// <summary>None without being asked for, and none where it is allowed.</summary>
    [Fact]
    public async Task Suggestions_NotAskedForOrNotNeeded_AreNone()
    {
        var world = await MakeAsync();
        var plain = await host.Service.ExplainAsync(world.Tenant, JobWorld.Check("bob", "run", "job:1"), JobWorld.Cancellation);
        Assert.Equal((false, 0), (plain.Allowed, plain.Suggestions.Count));
        var allowed = await AskAsync(world, "kim");
        Assert.Equal((true, 0, null), (allowed.Allowed, allowed.Suggestions.Count, allowed.SuggestionsIncomplete));
    }

    /// <summary>What stands in the way is taken away, only that, and alone where that is enough.</summary>
    [Fact]
    public async Task Suggestions_WhereAnEntryDenies_TakeTheActionOutOfIt()
    {
        var world = await MakeAsync("acl: {resource: 'job:1', entries: [{subject: 'user:kim', effect: deny, actions: ['*']}, {subject: 'user:bob', effect: deny, actions: [run, edit]}]}");
        Assert.Equal(["take `run` out of what user:kim is denied on job:1"], await TextsAsync(world, "kim"));
        var suggestion = (await AskAsync(world, "kim")).Suggestions[0];
        await host.Service.ApplyAsync(world.Tenant, suggestion.Steps, JobWorld.Cancellation);
        Assert.True(await world.MayRunAsync("kim", "1"));
        Assert.False(await world.MayAsync("kim", "view", "job:1"));
        var both = (await AskAsync(world, "bob")).Suggestions[0];
        Assert.Equal("take `run` out of what user:bob is denied on job:1, and grant user:bob `run` on job:1", both.Text);
        Assert.Equal(["acl", "grant"], both.Steps.Select(s => s.Verb));
    }

    /// <summary>Made active again, with all else that is stored of him.</summary>
    [Fact]
    public async Task Suggestions_OfSomebodyInactive_MakeHimActive()
    {
        var world = await MakeAsync("user: {id: kim, active: false, properties: {level: 3}}");
        var suggestion = Assert.Single((await AskAsync(world, "kim")).Suggestions);
        Assert.Equal("make user:kim active", suggestion.Text);
        Assert.Equal("""{"id":"kim","admin":false,"active":true,"properties":{"level":3}}""", suggestion.Steps[0].Value.ToString());
    }

    /// <summary>Waiting for what begins, and for a deny to end.</summary>
    [Theory]
    [InlineData("grant: {resource: 'job:1', to: 'user:bob', actions: [run], from: '2026-01-03T00:00:00Z', until: '2026-01-04T00:00:00Z'}", "bob")]
    [InlineData("acl: {resource: 'job:1', entries: [{subject: 'user:kim', effect: deny, actions: [run], until: '2026-01-03T00:00:00Z'}]}", "kim")]
    public async Task Suggestions_WhereTimeIsEnough_SayUntilWhenToWait(string step, string user)
    {
        var world = await MakeAsync(step);
        var suggestion = (await AskAsync(world, user)).Suggestions[0];
        Assert.Equal("wait until 2026-01-03T00:00:00Z", suggestion.Text);
        Assert.Empty(suggestion.Steps);
        await world.ApplyAsync($"clock: '{suggestion.At:O}'");
        Assert.True(await world.MayRunAsync(user, "1"));
    }

    /// <summary>The facts that are lacking come first, as what it then depends on.</summary>
    [Fact]
    public async Task Suggestions_OfWhatIsUndecided_NameTheFacts()
    {
        var world = await MakeAsync("grant: {resource: 'job:1', to: 'user:bob', actions: [run], when: 'context.ip == \"10.0.0.1\"'}");
        var suggestion = (await AskAsync(world, "bob")).Suggestions[0];
        Assert.Equal(["context.ip"], suggestion.Needs);
        Assert.Empty(suggestion.Steps);
        Assert.True((await AskAsync(world, "bob", Node.Map(("ip", Node.Of("10.0.0.1"))))).Allowed);
    }

    /// <summary>What the question assumes is assumed for what is tried too, within the same bound.</summary>
    [Fact]
    public async Task Suggestions_OfAQuestionThatAssumes_StandUnderIt()
    {
        var world = await MakeAsync();
        var denied = JobWorld.Step("acl: {resource: 'job:1', entries: [{subject: 'user:kim', effect: deny, actions: [run]}]}");
        var check = JobWorld.Check("kim", "run", "job:1") with { Suggest = true, Assuming = [denied] };
        var explanation = await host.Service.ExplainAsync(world.Tenant, check, JobWorld.Cancellation);
        Assert.Equal(["take `run` out of what user:kim is denied on job:1"], explanation.Suggestions.Select(s => s.Text));
        Assert.Empty((await AskAsync(world, "kim")).Suggestions);
        var tooMany = check with { Assuming = [.. Enumerable.Repeat(denied, AclLimits.AssumedSteps + 1)] };
        Assert.Equal(ErrorCodes.LimitExceeded, await JobWorld.CodeAsync(async () => await host.Service.ExplainAsync(world.Tenant, tooMany, JobWorld.Cancellation)));
    }

    /// <summary>More groups would do than are told of, and that is said.</summary>
    [Fact]
    public async Task Suggestions_MoreThanAreTold_SayThatThereAreMore()
    {
        var world = await MakeAsync([.. Enumerable.Range(0, AclLimits.SuggestionsOfAKind + 1).SelectMany(i => new[]
        {
            $"group: {{id: g{i}, members: []}}", $"grant: {{resource: 'job:1', to: 'group:g{i}', actions: [run]}}",
        })]);
        var explanation = await AskAsync(world, "bob");
        Assert.Equal(AclLimits.SuggestionsOfAKind, explanation.Suggestions.Count(s => s.Text.StartsWith("put ", StringComparison.Ordinal)));
        Assert.NotNull(explanation.SuggestionsIncomplete);
        Assert.Null((await AskAsync(await MakeAsync(), "bob")).SuggestionsIncomplete);
    }

    /// <summary>A role that allows is bound, one that does not is not, and one that denies is taken away.</summary>
    [Fact]
    public async Task Suggestions_InAModelOfRoles_BindWhatAllowsAndUnbindWhatDenies()
    {
        var world = new JobWorld(host.Service, JobWorld.NewTenant());
        await host.Service.PutTenantAsync(world.Tenant, new TenantDefinition { Model = "lusid-scheduler" }, JobWorld.Cancellation);
        string Policy(string code, string grant) =>
            $"policy: {{code: {code}, grant: {grant}, selectors: [{{idSelectorDefinition: {{identifier: {{scope: s, code: c}}, actions: [{{scope: default, activity: Read, entity: Job}}]}}}}]}}";
        string Role(string code, string policy) => $"role: {{code: {code}, resource: {{policyIdRoleResource: {{policies: [{{scope: default, code: {policy}}}]}}}}}}";
        await world.ApplyAsync(Policy("may", "Allow"), Policy("not", "Deny"), Role("reader", "may"), Role("outcast", "not"));
        async Task<string[]> AskedAsync() => [.. (await host.Service.ExplainAsync(
            world.Tenant, JobWorld.Check("ann", "Read", "Job:s/c") with { Suggest = true }, JobWorld.Cancellation)).Suggestions.Select(s => s.Text)];
        Assert.Equal(["bind role `reader` to user:ann"], await AskedAsync());
        await world.ApplyAsync("bind: {role: outcast, to: ['user:ann']}");
        Assert.Equal(["unbind role `outcast` from user:ann, and bind role `reader` to user:ann"], await AskedAsync());
        await world.ApplyAsync("bind: {role: reader, to: ['user:ann']}");
        Assert.Equal(["unbind role `outcast` from user:ann"], await AskedAsync());
    }
}
