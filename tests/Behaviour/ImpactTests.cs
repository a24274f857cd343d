using OrleansAcl.Behaviour.Comparing;
using OrleansAcl.Behaviour.Generators;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Behaviour;

/// <summary>What a change would change: every decision that would be another one, and none that would not.</summary>
/// <param name="host">Who answers.</param>
public abstract class ImpactTests(IHost host)
{
    private Task<JobWorld> MakeAsync() => JobWorld.MakeAsync(
        host.Service, "user: {id: ann}", "user: {id: bob}", "user: {id: cat}", "group: {id: ops, members: ['user:bob']}", "resource: {id: 'folder:f'}",
        "resource: {id: 'job:1', owner: 'user:ann', parent: 'folder:f'}", "resource: {id: 'job:2', parent: 'folder:f'}", "resource: {id: 'job:3'}",
        "acl: {resource: 'folder:f', entries: [{subject: 'group:ops', effect: allow, actions: [view, run]}]}");

    private static IReadOnlyList<Step> Steps(params string[] steps) => [.. steps.Select(JobWorld.Step)];

    private async Task<Listed<ImpactDifference>> AskAsync(JobWorld world, ImpactRequest request) =>
        await host.Service.ImpactAsync(world.Tenant, request, JobWorld.Cancellation);

    private async Task<string[]> ChangesAsync(JobWorld world, ImpactRequest request)
    {
        var report = await AskAsync(world, request);
        Assert.True(report.Complete);
        Assert.Equal(await world.RevisionAsync(), report.Revision);
        return [.. report.Select(d => $"{d.Subject} {d.Action} {d.Resource} {d.Before}>{d.After}")];
    }

    /// <summary>Who leaves a group loses what the group has, below the folder too, and who comes gains it; in order, and nothing is stored.</summary>
    [Fact]
    public async Task Impact_OfAMembership_IsWhatIsGainedAndLostInOrder()
    {
        var world = await MakeAsync();
        var request = new ImpactRequest { Steps = Steps("group: {id: ops, members: ['user:cat']}") };
        string[] expected = [.. ((string[])["folder:f", "job:1", "job:2"]).SelectMany(r => (string[])[
            $"user:bob run {r} allow>deny", $"user:bob view {r} allow>deny", $"user:cat run {r} deny>allow", $"user:cat view {r} deny>allow"])];
        Assert.Equal(expected, await ChangesAsync(world, request));
        Assert.Equal(expected.Where(e => e.EndsWith("deny", StringComparison.Ordinal)), await ChangesAsync(world, request with { OnlyLosses = true }));
        Assert.True(await world.MayRunAsync("bob", "1"));
        Assert.False(await world.MayRunAsync("cat", "1"));
    }

    /// <summary>Only what is asked for is looked at: subjects by type or name, types, actions.</summary>
    [Fact]
    public async Task Impact_AskedOfAPart_IsOfThatPart()
    {
        var world = await MakeAsync();
        var request = new ImpactRequest { Steps = Steps("acl: {resource: 'folder:f', entries: []}"), Types = ["job"], Actions = ["run"] };
        Assert.Equal(["user:bob run job:1 allow>deny", "user:bob run job:2 allow>deny"], await ChangesAsync(world, request));
        Assert.Empty(await ChangesAsync(world, request with { Subjects = ["user:ann", "user:cat"] }));
        Assert.Equal(["group:ops run job:1 allow>deny", "group:ops run job:2 allow>deny"], await ChangesAsync(world, request with { Subjects = ["group"] }));
        Assert.Equal(2, (await ChangesAsync(world, request with { Subjects = ["user:bob"] })).Length);
        Assert.Equal(4, (await ChangesAsync(world, request with { Subjects = ["group", "user"] })).Length);
    }

    /// <summary>Somebody who is nowhere stored but named in the entries that are put is told of.</summary>
    [Fact]
    public async Task Impact_OfAnEntry_NamesWhomItNames()
    {
        var world = await MakeAsync();
        var request = new ImpactRequest { Steps = Steps("acl: {resource: 'job:3', entries: [{subject: 'user:new', effect: allow, actions: [view]}]}") };
        Assert.Equal(["user:new view job:3 deny>allow"], await ChangesAsync(world, request));
        Assert.Equal(["user:dan edit job:4 deny>allow", "user:dan run job:4 deny>allow", "user:dan view job:4 deny>allow"],
            await ChangesAsync(world, request with { Steps = Steps("resource: {id: 'job:4', owner: 'user:dan'}") }));
    }

    /// <summary>So is he who is named only by what a resource lies in that is moved, and only by what lies in one.</summary>
    [Fact]
    public async Task Impact_OfAMove_NamesWhomOnlyFoldersAboveOrJobsBelowName()
    {
        var world = await JobWorld.MakeAsync(
            host.Service, "user: {id: ann}", "resource: {id: 'folder:g'}", "resource: {id: 'folder:h'}", "resource: {id: 'folder:f', parent: 'folder:g'}",
            "resource: {id: 'job:1', parent: 'folder:f', owner: 'user:ann'}",
            "acl: {resource: 'folder:g', entries: [{subject: 'user:above', effect: allow, actions: [run]}]}",
            "acl: {resource: 'job:1', entries: [{subject: 'user:below', effect: allow, actions: [run], when: 'resource.owner == \"user:ann\"'}]}");
        var move = new ImpactRequest { Steps = Steps("resource: {id: 'folder:f', parent: 'folder:h'}") };
        Assert.Equal(["user:above run folder:f allow>deny", "user:above run job:1 allow>deny"], await ChangesAsync(world, move));
        var ended = new ImpactRequest { Steps = Steps("delete: 'user:ann'"), Actions = ["run"] };
        Assert.Equal(["user:ann run job:1 allow>deny", "user:below run job:1 allow>undecided"], await ChangesAsync(world, ended));
    }

    /// <summary>What a change cannot concern is not looked at.</summary>
    [Fact]
    public async Task Impact_OfOneEntryOrOneMembership_LooksAtThatOnly()
    {
        var world = await MakeAsync();
        var entry = await AskAsync(world, new ImpactRequest { Steps = Steps("acl: {resource: 'job:3', entries: []}") });
        Assert.Equal(3 * 3, entry.Looked);
        var membership = await AskAsync(world, new ImpactRequest { Steps = Steps("members: {group: ops, add: ['user:cat']}") });
        Assert.Equal(4 * 3, membership.Looked);
        var nothing = await AskAsync(world, new ImpactRequest { Steps = Steps("group: {id: new, members: []}") });
        Assert.Equal((0, true), (nothing.Looked, nothing.Complete));
    }

    /// <summary>A page says that it is not all, why, and where the next one begins; all pages together are all.</summary>
    [Fact]
    public async Task Impact_InPages_SaysThatThereIsMore()
    {
        var world = await MakeAsync();
        var request = new ImpactRequest { Steps = Steps("user: {id: cat, admin: true}"), Limit = 5 };
        var whole = await ChangesAsync(world, request with { Limit = 100 });
        var paged = new List<string>();
        Listed<ImpactDifference> page;
        do
        {
            page = await AskAsync(world, request);
            paged.AddRange(page.Select(d => $"{d.Subject} {d.Action} {d.Resource} {d.Before}>{d.After}"));
            Assert.Equal((page.Complete, page.Complete ? null : IncompleteReasons.PageFull), (page.Next is null, page.Incomplete));
            request = request with { After = page.Next };
        }
        while (!page.Complete);

        Assert.Equal(4 * 3, whole.Length);
        Assert.Equal(whole, paged);
    }

    /// <summary>What cannot be asked is an error that names the field.</summary>
    [Fact]
    public async Task Impact_Malformed_IsAnErrorAtItsPlace()
    {
        var world = await MakeAsync();
        var request = new ImpactRequest { Steps = Steps("user: {id: eve}") };
        (ImpactRequest Request, string Code, string Place)[] cases =
        [
            (new ImpactRequest(), ErrorCodes.InvalidDocument, "steps"),
            (request with { Steps = Steps("user: {id: eve}", "delete: 'job:none'") }, ErrorCodes.NotFound, "steps[1].delete"),
            (request with { Steps = [request.Steps[0] with { As = JobWorld.User("ann") }] }, ErrorCodes.InvalidDocument, "steps[0].as"),
            (request with { Steps = [.. Enumerable.Repeat(request.Steps[0], AclLimits.BatchItems + 1)] }, ErrorCodes.LimitExceeded, "steps"),
            (request with { Subjects = ["user", "ghost"] }, ErrorCodes.UnknownType, "subjects[1]"),
            (request with { Types = ["job", "ghost"] }, ErrorCodes.UnknownType, "types[1]"),
            (request with { Actions = ["fly"] }, ErrorCodes.UnknownAction, "actions[0]"),
            (request with { Limit = 0 }, ErrorCodes.LimitExceeded, "limit"),
            (request with { Limit = AclLimits.PageItems + 1 }, ErrorCodes.LimitExceeded, "limit"),
            (request with { After = "%" }, ErrorCodes.InvalidDocument, "after"),
            (request with { After = "WyJqb2IiXQ" }, ErrorCodes.InvalidDocument, "after"),
            (request with { AtLeastAsFresh = 99 }, ErrorCodes.RevisionNotReached, "at_least_as_fresh"),
        ];
        foreach (var (asked, code, place) in cases)
        {
            var error = await Assert.ThrowsAsync<AclException>(async () => await AskAsync(world, asked));
            Assert.Equal((code, place), (error.Code, error.Place?.Split(' ')[0]));
        }
    }

    /// <summary>When time alone passes, what begins is gained and what ends is lost.</summary>
    [Fact]
    public async Task Impact_OfTime_IsWhatBeginsAndWhatEnds()
    {
        var world = new JobWorld(host.Service, JobWorld.NewTenant());
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        await host.Service.PutTenantAsync(world.Tenant, new TenantDefinition { Model = "lusid-scheduler", Clock = start }, JobWorld.Cancellation);
        await world.ApplyAsync(
            "resource: {id: 'Job:s/c'}", "user: {id: ann}", "user: {id: bob}",
            Policy("soon", "2026-01-05T00:00:00Z", "2027-01-01T00:00:00Z"), Policy("still", "2025-01-01T00:00:00Z", "2026-01-06T00:00:00Z"),
            "role: {code: r1, resource: {policyIdRoleResource: {policies: [{scope: default, code: soon}]}}}", "bind: {role: r1, to: ['user:ann']}",
            "role: {code: r2, resource: {policyIdRoleResource: {policies: [{scope: default, code: still}]}}}", "bind: {role: r2, to: ['user:bob']}");
        Assert.Empty(await ChangesAsync(world, new ImpactRequest { At = start.AddDays(1) }));
        Assert.Equal(["user:ann Read Job:s/c deny>allow"], await ChangesAsync(world, new ImpactRequest { At = start.AddDays(4) }));
        var week = new ImpactRequest { At = start.AddDays(7) };
        Assert.Equal(["user:ann Read Job:s/c deny>allow", "user:bob Read Job:s/c allow>deny"], await ChangesAsync(world, week));
        Assert.Equal(["user:bob Read Job:s/c allow>deny"], await ChangesAsync(world, week with { OnlyLosses = true }));
        Assert.Empty(await ChangesAsync(world, week with { OnlyLosses = true, Steps = Steps("bind: {role: r1, to: ['user:bob']}") }));
    }

    private static string Policy(string code, string from, string until) =>
        $"policy: {{code: {code}, grant: Allow, selectors: [{{idSelectorDefinition: {{identifier: {{scope: s, code: c}}, actions: [{{scope: default, activity: Read, entity: Job}}]}}}}], "
        + $"when: {{activate: '{from}', deactivate: '{until}'}}}}";

    /// <summary>The models of random worlds.</summary>
    public static TheoryData<string> Models => [.. RandomWorlds.Models];

    /// <summary>In random worlds it is exactly what differs once the change has been made, and most of the time not everything was looked at.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public Task Impact_InRandomWorlds_IsWhatReallyDiffers(string model) => AgreeAsync(model, RandomWorlds.Make);

    /// <summary>So it is where much counts for a time, or when something holds: what begins or ends, and nothing else, is looked at for it.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public Task Impact_UnderTerms_IsWhatReallyDiffers(string model) => AgreeAsync(model, RandomWorlds.MakeTermed);

    private async Task AgreeAsync(string model, Func<string, Random, Generator> make)
    {
        var (differences, looked, all) = await ImpactWorlds.AgreeAsync(host.Service, model, worlds: host.Rounds / 50, make);
        TestContext.Current.TestOutputHelper?.WriteLine($"{differences} differences, {looked} of {all} decisions looked at");
        Assert.True(differences > host.Rounds / 50, $"only {differences} differences");
        Assert.True(looked < all, $"{looked} of {all} decisions were looked at");
    }
}
