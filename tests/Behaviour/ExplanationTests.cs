using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Behaviour;

/// <summary>How an answer follows, link by link, and what was looked at on the way to a denial.</summary>
/// <param name="host">Who answers.</param>
public abstract class ExplanationTests(IHost host)
{
    private const string Soon = "2099-03-09T00:00:00Z";
    private const string Past = "2020-01-01T00:00:00Z";

    private Task<JobWorld> MakeAsync(params string[] more) => JobWorld.MakeAsync(host.Service,
    [
        "user: {id: bob}", "user: {id: root, admin: true}", "group: {id: ops, members: ['group:dev']}",
        $"group: {{id: dev, members: [{{member: 'user:bob', until: '{Soon}'}}]}}", "group: {id: admins, members: ['group:ops']}",
        "resource: {id: 'folder:all', owner: 'user:ann'}", "resource: {id: 'folder:f', parent: 'folder:all'}", "resource: {id: 'job:1', parent: 'folder:f', owner: 'user:kim'}",
        .. more,
    ]);

    private static async Task<Explanation> ExplainAsync(JobWorld world, string user, string resource = "job:1", Node? context = null) =>
        await world.Service.ExplainAsync(world.Tenant, JobWorld.Check(user, "run", resource) with { Context = context }, JobWorld.Cancellation);

    private static string Told(Explanation explanation) => string.Join(" | ", explanation.Path.Select(link => $"{link.Kind} {link.Ref}: {link.Text}"));

    private static IEnumerable<string> Lines(Explanation explanation) => explanation.Ladder.SelectMany(rung => rung.Children).Select(line => line.Text);

    /// <summary>Through groups, the entry on an ancestor, and down again; terms are told where they stand.</summary>
    [Fact]
    public async Task Path_OfAnEntryOnAFolder_GoesThroughGroupsAndBackDown()
    {
        var world = await MakeAsync("delete: group:admins", "grant: {resource: 'folder:all', to: 'group:ops', actions: [run]}");
        Assert.Equal(
            $"subject user:bob: user:bob | member group:dev: user:bob is in group:dev until {Soon} | member group:ops: group:dev is in group:ops"
            + " | entry folder:all: on folder:all: allow group:ops run | child folder:f: folder:f lies in folder:all | child job:1: job:1 lies in folder:f"
            + " | rung acl: allow by `acl`",
            Told(await ExplainAsync(world, "bob")));
    }

    /// <summary>Of two ways into a group the one with fewer links is told.</summary>
    [Fact]
    public async Task Path_WithTwoWaysIntoAGroup_IsTheShorterOne()
    {
        var world = await MakeAsync("delete: group:admins", "members: {group: ops, add: ['user:bob']}", "grant: {resource: 'job:1', to: 'group:ops', actions: [run]}");
        Assert.Equal(
            "subject user:bob: user:bob | member group:ops: user:bob is in group:ops | entry job:1: on job:1: allow group:ops run | rung acl: allow by `acl`",
            Told(await ExplainAsync(world, "bob")));
    }

    /// <summary>A shorter way that has ended, or led into a group that has been deleted since, is none.</summary>
    [Fact]
    public async Task Path_WhereAShorterWayHasEnded_IsTheOneThatCounts()
    {
        var world = await MakeAsync(
            "delete: group:admins", $"members: {{group: ops, add: [{{member: 'user:bob', until: '{Past}'}}]}}", "grant: {resource: 'job:1', to: 'group:all', actions: [run]}",
            "group: {id: gone, members: ['user:bob']}", "group: {id: all, members: ['group:gone', 'group:ops']}", "delete: group:gone", "group: {id: gone, members: []}");
        Assert.Equal(["user:bob", "group:dev", "group:ops", "group:all", "job:1", "acl"], (await ExplainAsync(world, "bob")).Path.Select(l => l.Ref));
    }

    /// <summary>Owners, flags, administrators of a group, and whoever is inactive.</summary>
    [Theory]
    [InlineData("kim", "subject user:kim: user:kim | owner job:1: user:kim owns job:1 | rung owner: allow by `owner`")]
    [InlineData("root", "subject user:root: user:root | flag : the administrator (admin) flag of user:root | rung administrator: allow by `administrator`")]
    [InlineData("off", "subject user:off: user:off | flag : active: user:off is inactive | rung active: deny by `active`")]
    [InlineData("eve", "subject user:eve: user:eve | entry job:1: on job:1: deny user:eve * | rung acl: deny by `acl`")]
    [InlineData("nobody", "")]
    public async Task Path_OfEveryKind_EndsAtTheRungThatDecided(string user, string path)
    {
        var world = await MakeAsync("user: {id: off, active: false}", "acl: {resource: 'job:1', entries: [{subject: 'user:eve', effect: deny, actions: ['*']}]}");
        Assert.Equal(path, Told(await ExplainAsync(world, user)));
    }

    /// <summary>An administrator by a group of a group.</summary>
    [Fact]
    public async Task Path_OfAnAdministratorsGroup_GoesThroughEachMembership()
    {
        var world = await MakeAsync();
        Assert.Equal(["subject", "member", "member", "member", "flag", "rung"], (await ExplainAsync(world, "bob")).Path.Select(l => l.Kind));
    }

    /// <summary>Groups sent with the question are where the way begins.</summary>
    [Fact]
    public async Task Path_WithGroupsOfAToken_BeginsWithThem()
    {
        var world = await MakeAsync("delete: group:admins", "grant: {resource: 'job:1', to: 'group:ops', actions: [run]}");
        var check = JobWorld.Check("pat", "run", "job:1") with { SubjectProperties = Node.Map(("groups", Node.List(["dev"]))) };
        var explanation = await host.Service.ExplainAsync(world.Tenant, check, JobWorld.Cancellation);
        Assert.Equal(["user:pat", "group:dev", "group:ops", "job:1", "acl"], explanation.Path.Select(l => l.Ref));
    }

    /// <summary>A role of a group, with what it includes and the statement that matched.</summary>
    [Fact]
    public async Task Path_OfARole_NamesWhatIsBoundIncludedAndMatched()
    {
        var world = new JobWorld(host.Service, JobWorld.NewTenant());
        await host.Service.PutTenantAsync(world.Tenant, new TenantDefinition { Model = "lusid-scheduler" }, JobWorld.Cancellation);
        await world.ApplyAsync(
            "policy: {code: p, grant: Allow, selectors: [{idSelectorDefinition: {identifier: {scope: s, code: c}, actions: [{scope: default, activity: Read, entity: Job}]}}]}",
            "role: {code: r, resource: {policyIdRoleResource: {policies: [{scope: default, code: p}]}}}", $"bind: {{role: r, to: ['user:ann'], until: '{Soon}'}}");
        var explanation = await host.Service.ExplainAsync(world.Tenant, JobWorld.Check("ann", "Read", "Job:s/c"), JobWorld.Cancellation);
        Assert.Equal(
            $"subject user:ann: user:ann | bound role:r: role `r` is bound to user:ann until {Soon} | includes policy:p: role `r` includes policy `p`"
            + " | statement : allow of Read on Job `s/c` | rung roles: allow by `roles`", Told(explanation));
    }

    /// <summary>A level through a role that is shared, on a folder above.</summary>
    [Fact]
    public async Task Path_OfALevel_GoesThroughTheRoleToTheUri()
    {
        var world = new JobWorld(host.Service, JobWorld.NewTenant());
        await host.Service.PutTenantAsync(world.Tenant, new TenantDefinition { Model = "apolo" }, JobWorld.Cancellation);
        await world.ApplyAsync(
            "user: {id: ann}", "user: {id: bob}", "role: {name: ann/roles/r, permissions: [{uri: 'storage://default/o/p', action: read}]}",
            "bind: {role: ann/roles/r, to: ['user:bob']}");
        var explanation = await host.Service.ExplainAsync(world.Tenant, JobWorld.Check("bob", "read", "storage://default/o/p/f"), JobWorld.Cancellation);
        Assert.Equal(["subject", "bound", "level", "child", "rung"], explanation.Path.Select(l => l.Kind));
        Assert.Equal(["user:bob", "role:ann/roles/r", "storage://default/o/p", "storage://default/o/p/f"], explanation.Path.Take(4).Select(l => l.Ref));
        Assert.Equal("role `ann/roles/r` has `read` on storage://default/o/p, granted", explanation.Path[2].Text);
    }

    /// <summary>A denial says of each thing that speaks of the subject why it did not count.</summary>
    [Fact]
    public async Task Ladder_OfADenial_SaysWhichTermsAreNotMet()
    {
        var world = await MakeAsync(
            $"group: {{id: late, members: [{{member: 'user:eve', until: '{Past}'}}]}}",
            $"grant: {{resource: 'job:1', to: 'user:eve', actions: [run], until: '{Past}'}}",
            $"grant: {{resource: 'job:1', to: 'user:eve', actions: [view, run], from: '{Soon}'}}",
            "grant: {resource: 'folder:f', to: 'user:eve', actions: [run], when: 'context.ip == \"10.0.0.1\"'}");
        var denied = await ExplainAsync(world, "eve", context: Node.Map(("ip", Node.Of("10.0.0.2"))));
        Assert.False(denied.Allowed);
        Assert.Contains($"on job:1: allow user:eve run until {Past}, which does not count: ended {Past}", Lines(denied));
        Assert.Contains($"on job:1: allow user:eve view, run from {Soon}, which does not count: not before {Soon}", Lines(denied));
        Assert.Contains("on folder:f: allow user:eve run when context.ip == \"10.0.0.1\", which does not count: `context.ip == \"10.0.0.1\"` does not hold", Lines(denied));
        Assert.Contains($"user:eve in group:late: ended {Past}", Lines(denied));
        var undecided = await ExplainAsync(world, "eve");
        Assert.Equal(["context.ip"], undecided.Needs);
        Assert.Empty(undecided.Path);
        Assert.Contains(Lines(undecided), line => line.EndsWith("which does not count: `context.ip == \"10.0.0.1\"` needs context.ip", StringComparison.Ordinal));
    }

    /// <summary>A line about others says so; one about the subject or what he is in does not.</summary>
    [Fact]
    public async Task Ladder_WithEntriesOfOthers_SaysWhomTheyAreAbout()
    {
        var world = await MakeAsync(
            "delete: group:admins", "grant: {resource: 'job:1', to: 'user:eve', actions: [run]}", "grant: {resource: 'job:1', to: 'group:ops', actions: [view]}");
        var lines = (await ExplainAsync(world, "bob")).Ladder.SelectMany(rung => rung.Children).Where(line => line.Text.StartsWith("on ", StringComparison.Ordinal));
        Assert.Equal(["user:eve", null], lines.Select(line => line.About?.ToString()));
    }

    /// <summary>More facts are lacking than are told, and that is told.</summary>
    [Fact]
    public async Task Needs_MoreThanAreTold_SaySo()
    {
        var facts = string.Join(" || ", Enumerable.Range(0, AclLimits.ConditionNeeds + 1).Select(i => $"context.f{i} == 1"));
        var world = await MakeAsync($"grant: {{resource: 'job:1', to: 'user:eve', actions: [run], when: '{facts}'}}");
        var decision = await host.Service.CheckAsync(world.Tenant, JobWorld.Check("eve", "run", "job:1"), JobWorld.Cancellation);
        Assert.Equal(AclLimits.ConditionNeeds + 1, decision.Needs.Count);
        Assert.Equal("and others", decision.Needs[^1]);
        Assert.EndsWith("and others", decision.Reason, StringComparison.Ordinal);
        Assert.Equal(decision.Needs, (await ExplainAsync(world, "eve")).Needs);
    }
}
