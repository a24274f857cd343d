using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Transfer;

namespace OrleansAcl.Behaviour;

/// <summary>What is given for a time or under a condition is kept as it was given: read, replaced, exported, logged and taken away with its terms.</summary>
/// <param name="host">Who answers.</param>
public abstract class TermsTests(IHost host)
{
    private const string From = "2026-03-02T00:00:00Z";
    private const string Until = "2026-03-09T00:00:00Z";
    private const string Times = $"from: '{From}', until: '{Until}'";
    private const string TimesRead = "\"from\":\"" + From + "\",\"until\":\"" + Until + "\"";

    private const string Model = """
        model: terms
        types:
          job: {actions: [view, run], decided_as: "object:/jobs/{id}"}
          object: {actions: [view, run], open: true}
        acl: {}
        grants: acl
        principals:
          bind: {role: [user, group]}
        documents: {role: slc-role}
        ladder:
          - administrator: {roles: [root]}
          - acl: {}
          - roles: {combine: deny_overrides}
        """;

    private static readonly string[] Steps =
    [
        "user: {id: ann}", "group: {id: g}", "resource: {id: 'job:1'}", "role: {name: r, rules: [{object: /jobs/*, actions: [view]}]}", "role: {name: root}",
        $"members: {{group: g, add: [{{member: 'user:ann', {Times}}}]}}",
        $"bind: {{role: r, to: ['user:ann'], {Times}, when: context.mfa}}",
        $"acl: {{resource: 'job:1', entries: [{{subject: 'group:g', effect: allow, actions: [run], {Times}}}, {{subject: 'user:ann', effect: deny, actions: [run], when: context.away}}]}}",
        $"grant: {{resource: 'job:1', to: 'user:ann', actions: [view], until: '{Until}'}}",
    ];

    private static readonly string[] Levels =
    [
        "user: {id: ann}", "role: {name: bob/roles/r}", "grant: {resource: 'storage://c/o', to: 'user:ann', level: read}",
        "grant: {resource: 'storage://c/p', to: 'role:bob/roles/r', level: read}",
        $"grant: {{resource: 'storage://c/o', to: 'user:ann', level: read, {Times}}}", $"bind: {{role: bob/roles/r, to: ['user:ann'], {Times}}}",
    ];

    private Task<JobWorld> JobsAsync() => MakeAsync(new TenantDefinition { ModelFile = Model, Clock = DateTimeOffset.Parse(From) }, Steps);

    private Task<JobWorld> LevelsAsync() => MakeAsync(new TenantDefinition { Model = "apolo", Clock = DateTimeOffset.Parse(From) }, Levels);

    private async Task<JobWorld> MakeAsync(TenantDefinition definition, string[] steps)
    {
        var world = new JobWorld(host.Service, JobWorld.NewTenant());
        await host.Service.PutTenantAsync(world.Tenant, definition, JobWorld.Cancellation);
        await world.ApplyAsync(steps);
        return world;
    }

    /// <summary>A document shows its terms, by itself and on a page; and stored again as it was read, it is what it was.</summary>
    [Theory]
    [InlineData("member", "members", """["group:g","user:ann"]""", $$"""{"group":"group:g","member":"user:ann",{{TimesRead}}}""")]
    [InlineData("binding", "bind", """["role","r","user:ann",null]""", $$"""{"role":"r","to":["user:ann"],{{TimesRead}},"when":"context.mfa"}""")]
    [InlineData("acl", "acl", "job:1", $$"""
        {"resource":"job:1","entries":[{"subject":"group:g","effect":"allow","actions":["run"],{{TimesRead}}},{"subject":"user:ann","effect":"deny","actions":["run"],"when":"context.away"},{"subject":"user:ann","effect":"allow","actions":["view"],"until":"{{Until}}"}]}
        """)]
    public async Task Get_WhatHasTerms_ShowsThemAndIsStoredTheSame(string kind, string verb, string id, string document)
    {
        var world = await JobsAsync();
        await RequireSameAsync(world, new ObjectRef(kind, id), document, read => new Step(verb, verb == "members"
            ? Node.Map(("group", Node.Of("g")), ("add", Node.List([Node.Map(read.Entries.Where(e => e.Key != "group").Select(e => (e.Key, (Node?)e.Value.Copy())))])))
            : read));
    }

    /// <summary>A level for a time stands beside the one for good on the same resource, whichever is higher, and is an object of its own.</summary>
    [Fact]
    public async Task Get_ALevelForATime_IsBesideTheOneForGood()
    {
        var world = await LevelsAsync();
        await RequireSameAsync(
            world, new ObjectRef(ObjectRef.Grant, """["storage://c/o","user:ann"]"""), """{"resource":"storage://c/o","to":"user:ann","level":"read"}""", read => new Step("grant", read));
        await RequireSameAsync(
            world, new ObjectRef(ObjectRef.Grant, """["storage://c/o","user:ann","temporary"]"""),
            $$"""{"resource":"storage://c/o","to":"user:ann","level":"read",{{TimesRead}}}""", read => new Step("grant", read));
    }

    private static async Task RequireSameAsync(JobWorld world, ObjectRef reference, string document, Func<Node, Step> step)
    {
        var before = (await world.Service.GetAsync(world.Tenant, reference, JobWorld.Cancellation))!;
        Assert.Equal(document.Trim(), before.Document.ToString());
        var page = await world.Service.BrowseAsync(world.Tenant, new BrowseRequest(reference.Kind), JobWorld.Cancellation);
        Assert.Equal(document.Trim(), page.Items.Single(i => i.Ref == reference).Document.ToString());
        var revision = await world.RevisionAsync();
        Assert.True((await world.Service.ApplyAsync(world.Tenant, [step(before.Document.Copy())], JobWorld.Cancellation)).Applied);
        Assert.Equal(before.ETag, (await world.Service.GetAsync(world.Tenant, reference, JobWorld.Cancellation))!.ETag);
        var log = await world.Service.ChangesAsync(world.Tenant, new ChangesRequest(revision), JobWorld.Cancellation);
        Assert.Empty(log.Changes.SelectMany(c => c.Objects));
    }

    /// <summary>What is made of an export has the same terms, and answers alike before, within and after them.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Import_OfAnExport_HasTheSameTerms(bool levels)
    {
        var world = await (levels ? LevelsAsync() : JobsAsync());
        var copy = new JobWorld(host.Service, JobWorld.NewTenant());
        await TenantImport.RunAsync(host.Service, copy.Tenant, host.Service.ExportAsync(world.Tenant, JobWorld.Cancellation), null, JobWorld.Cancellation);
        Assert.Equal(await LinesAsync(world), await LinesAsync(copy));
        string[] expected = levels ? ["allow allow deny", "allow allow allow", "allow allow deny"] : ["allow deny deny", "allow undecided allow", "deny deny deny"];
        foreach (var (at, answers) in new[] { "2026-03-01T23:59:59Z", From, Until }.Zip(expected))
        {
            foreach (var each in new[] { world, copy })
            {
                await each.ApplyAsync($"clock: '{at}'");
                Assert.Equal(answers, await AnswersAsync(each, levels));
            }
        }
    }

    private async Task<string> AnswersAsync(JobWorld world, bool levels)
    {
        CheckRequest[] checks = levels
            ? [JobWorld.Check("ann", "read", "storage://c/o"), JobWorld.Check("ann", "read", "storage://c/o/x"), JobWorld.Check("ann", "read", "storage://c/p")]
            :
            [
                JobWorld.Check("ann", "view", "job:1"), JobWorld.Check("ann", "run", "job:1"),
                JobWorld.Check("ann", "run", "job:1") with { Context = Node.Map(("away", Node.Of(false))) },
            ];
        var words = new List<string>();
        foreach (var check in checks)
        {
            var decision = await host.Service.CheckAsync(world.Tenant, check, JobWorld.Cancellation);
            words.Add(decision.Undecided ? "undecided" : decision.Allowed ? "allow" : "deny");
        }

        return string.Join(' ', words);
    }

    private async Task<List<string>> LinesAsync(JobWorld world)
    {
        var lines = new List<string>();
        await foreach (var line in host.Service.ExportAsync(world.Tenant, JobWorld.Cancellation)) lines.Add(line.ToString());
        return lines[1..];
    }
}
