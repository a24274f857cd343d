using OrleansAcl.Behaviour.Comparing;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Behaviour;

/// <summary>Questions asked as if steps had been made: answered so, and nothing of it stays.</summary>
/// <param name="host">Who answers.</param>
public abstract class AssumingTests(IHost host)
{
    private static readonly ResourceRef Job = new("job", "1");
    private static readonly CheckRequest Question = JobWorld.Check("bob", "run", "job:1");

    private Task<JobWorld> MakeAsync() => JobWorld.MakeAsync(
        host.Service, "user: {id: ann}", "user: {id: bob}", "group: {id: ops, members: []}", "resource: {id: 'folder:f'}",
        "resource: {id: 'job:1', owner: 'user:ann', parent: 'folder:f'}",
        "acl: {resource: 'folder:f', entries: [{subject: 'group:ops', effect: allow, actions: [view, run]}]}");

    private static IReadOnlyList<Step> Steps(params string[] steps) => [.. steps.Select(JobWorld.Step)];

    private async Task<bool> AskAsync(JobWorld world, CheckRequest check, params string[] steps) =>
        (await host.Service.CheckAsync(world.Tenant, check with { Assuming = Steps(steps) }, JobWorld.Cancellation)).Allowed;

    /// <summary>Each thing that a decision rests on may be assumed: a membership, an entry, a place, an owner, a flag, and that something is gone.</summary>
    [Fact]
    public async Task Check_AssumingSteps_IsAnsweredAsIfTheyHadBeenMade()
    {
        var world = await MakeAsync();
        Assert.False(await AskAsync(world, Question));
        Assert.True(await AskAsync(world, Question, "members: {group: ops, add: ['user:bob']}"));
        Assert.True(await AskAsync(world, Question, "resource: {id: 'job:1', owner: 'user:bob'}"));
        Assert.True(await AskAsync(world, Question, "user: {id: bob, admin: true}"));
        Assert.True(await AskAsync(world, Question, "acl: {resource: 'job:1', entries: [{subject: 'user:bob', effect: allow, actions: [run]}]}"));
        Assert.True(await AskAsync(world, JobWorld.Check("new", "run", "job:2"), "group: {id: ops, members: ['user:new']}", "resource: {id: 'job:2', parent: 'folder:f'}"));
        var ann = JobWorld.Check("ann", "run", "job:1");
        Assert.True(await AskAsync(world, ann));
        Assert.False(await AskAsync(world, ann, "delete: 'user:ann'"));
        Assert.False(await AskAsync(world, ann, "user: {id: ann, active: false}"));
        Assert.False(await AskAsync(world, Question));
    }

    /// <summary>Every kind of question takes assumptions, and all of them say the same.</summary>
    [Fact]
    public async Task Questions_OfEveryKind_TakeAssumptions()
    {
        var world = await MakeAsync();
        var (service, tenant, token) = (host.Service, world.Tenant, JobWorld.Cancellation);
        var assumed = Steps("members: {group: ops, add: ['user:bob']}", "resource: {id: 'job:2', parent: 'folder:f'}");
        var bob = JobWorld.User("bob");
        Assert.True((await service.ExplainAsync(tenant, Question with { Assuming = assumed }, token)).Allowed);
        Assert.Equal(["job:1", "job:2"], (await service.ListAsync(tenant, new ListRequest(bob, "run", "job") { Assuming = assumed }, token)).Select(r => r.ToString()));
        Assert.Equal(["user:ann", "user:bob"], (await service.WhoAsync(tenant, new WhoRequest("run", Job) { Assuming = assumed }, token)).Select(s => s.ToString()));
        Assert.Equal(["run", "view"], await service.ActionsAsync(tenant, new ActionsRequest(bob, Job) { Assuming = assumed }, token));
        var task = new OperationRequest("run-job", bob) { Arguments = Node.Map(("job", Node.Of("job:1"))), Assuming = assumed };
        Assert.Equal(OperationOutcome.Allow, (await service.OperationAsync(tenant, task, token)).Outcome);

        Assert.Empty(await service.ListAsync(tenant, new ListRequest(bob, "run", "job"), token));
        Assert.Equal(["user:ann"], (await service.WhoAsync(tenant, new WhoRequest("run", Job), token)).Select(s => s.ToString()));
        Assert.Empty(await service.ActionsAsync(tenant, new ActionsRequest(bob, Job), token));
        Assert.Equal(OperationOutcome.Deny, (await service.OperationAsync(tenant, task with { Assuming = [] }, token)).Outcome);
    }

    /// <summary>In a batch each check has assumptions of its own; one whose steps are refused says so and spoils no other.</summary>
    [Fact]
    public async Task Checks_InABatch_AssumeEachForItself()
    {
        var world = await MakeAsync();
        var assumed = Steps("members: {group: ops, add: ['user:bob']}");
        CheckRequest[] checks =
        [
            Question with { Assuming = assumed }, Question, Question with { Assuming = assumed }, Question with { Assuming = assumed },
            Question with { Assuming = Steps("user: {id: bob}", "delete: 'job:none'") }, JobWorld.Check("ann", "run", "job:1"),
        ];
        var outcomes = await host.Service.CheckManyAsync(world.Tenant, checks, JobWorld.Cancellation);
        Assert.Equal([true, false, true, true, false, true], outcomes.Select(o => o.Decision.Allowed));
        Assert.Equal([null, null, null, null, ErrorCodes.NotFound, null], outcomes.Select(o => o.Error?.Code));
        Assert.Contains("assuming[1]", outcomes[4].Error!.Place);
        var many = Enumerable.Range(0, 11).Select(_ => Question with { Assuming = [.. Enumerable.Repeat(assumed[0], AclLimits.AssumedSteps)] }).ToList();
        Assert.Equal(ErrorCodes.LimitExceeded, await JobWorld.CodeAsync(async () => await host.Service.CheckManyAsync(world.Tenant, many, JobWorld.Cancellation)));
    }

    /// <summary>What was assumed is not stored: no revision, no change in the log, no object.</summary>
    [Fact]
    public async Task Assumptions_OnceAnswered_LeaveNothing()
    {
        var world = await MakeAsync();
        var (revision, before) = (await world.RevisionAsync(), await ExportAsync(world));
        Assert.True(await AskAsync(world, Question, "user: {id: bob, admin: true}", "delete: 'group:ops'", "resource: {id: 'job:9', owner: 'user:bob'}"));
        Assert.Equal(revision, await world.RevisionAsync());
        Assert.Equal(before, await ExportAsync(world));
        Assert.Empty((await host.Service.ChangesAsync(world.Tenant, new ChangesRequest(revision), JobWorld.Cancellation)).Changes);
        Assert.Null(await host.Service.GetAsync(world.Tenant, new ObjectRef("resource", "job:9"), JobWorld.Cancellation));
        Assert.False(await world.MayRunAsync("bob", "1"));
        await world.ApplyAsync("members: {group: ops, add: ['user:bob']}");
        Assert.True(await world.MayRunAsync("bob", "1"));
        Assert.False(await AskAsync(world, Question, "delete: 'group:ops'", "group: {id: ops, members: ['user:bob']}", "acl: {resource: 'folder:f', entries: []}"));
        Assert.True(await world.MayRunAsync("bob", "1"));
    }

    private async Task<string[]> ExportAsync(JobWorld world) =>
        [.. await host.Service.ExportAsync(world.Tenant, JobWorld.Cancellation).Select(line => line.ToString()).ToListAsync(JobWorld.Cancellation)];

    /// <summary>An answer is of the revision that its assumptions build on, and no fresher one can be demanded.</summary>
    [Fact]
    public async Task Answer_UnderAssumptions_IsOfTheRevisionTheyBuildOn()
    {
        var world = await MakeAsync();
        var revision = await world.RevisionAsync();
        var check = Question with { Assuming = Steps("user: {id: bob, admin: true}"), AtLeastAsFresh = revision };
        Assert.Equal(revision, (await host.Service.CheckAsync(world.Tenant, check, JobWorld.Cancellation)).Revision);
        Assert.Equal(revision, (await host.Service.CheckManyAsync(world.Tenant, [check], JobWorld.Cancellation)).Revision);
        Assert.Equal(ErrorCodes.RevisionNotReached, await JobWorld.CodeAsync(
            async () => await host.Service.CheckAsync(world.Tenant, check with { AtLeastAsFresh = revision + 1 }, JobWorld.Cancellation)));
    }

    /// <summary>A step that could not be made is an error that names it, never an answer without it.</summary>
    [Theory]
    [InlineData("delete: 'job:none'", ErrorCodes.NotFound)]
    [InlineData("user: {id: bob, colour: red}", ErrorCodes.InvalidDocument)]
    [InlineData("fly: {id: bob}", ErrorCodes.InvalidDocument)]
    [InlineData("resource: {id: 'ghost:1'}", ErrorCodes.UnknownType)]
    [InlineData("clock: soon", ErrorCodes.InvalidDocument)]
    public async Task Step_ThatIsRefused_IsAnErrorAtItsPlace(string step, string code)
    {
        var world = await MakeAsync();
        var check = Question with { Assuming = Steps("user: {id: eve}", step) };
        var error = await Assert.ThrowsAsync<AclException>(async () => await host.Service.CheckAsync(world.Tenant, check, JobWorld.Cancellation));
        Assert.Equal(code, error.Code);
        Assert.StartsWith("assuming[1]", error.Place);
        Assert.Null(await host.Service.GetAsync(world.Tenant, new ObjectRef("user", "eve"), JobWorld.Cancellation));
    }

    /// <summary>A tenant whose time is the real one may be asked about another instant too, and goes by the real one all the same.</summary>
    [Fact]
    public async Task Clock_OfATenantInRealTime_MayBeAssumed()
    {
        var world = await MakeAsync();
        await world.ApplyAsync("members: {group: ops, add: [{member: 'user:bob', from: 2199-01-01T00:00:00Z, until: 2199-01-02T00:00:00Z}]}");
        Assert.True(await AskAsync(world, Question, "clock: 2199-01-01T12:00:00Z"));
        Assert.False(await AskAsync(world, Question, "clock: 2199-01-02T00:00:00Z"));
        Assert.True(await AskAsync(world, Question, "clock: 2198-12-31T00:00:00Z", "clock: +1d"));
        Assert.False(await AskAsync(world, Question));
        Assert.Null((await host.Service.GetTenantAsync(world.Tenant, JobWorld.Cancellation))!.Clock);
        Assert.Equal(ErrorCodes.InvalidDocument, (await world.TryAsync("clock: 2199-01-01T12:00:00Z")).Results[0].Code);
    }

    /// <summary>What is assumed is done as the system, and there is not too much of it.</summary>
    [Fact]
    public async Task Assumptions_DoneAsSomebodyOrTooMany_AreRefused()
    {
        var world = await MakeAsync();
        var step = JobWorld.Step("user: {id: eve}");
        var named = Question with { Assuming = [step, step with { As = JobWorld.User("ann") }] };
        var error = await Assert.ThrowsAsync<AclException>(async () => await host.Service.CheckAsync(world.Tenant, named, JobWorld.Cancellation));
        Assert.Equal((ErrorCodes.InvalidDocument, "assuming[1].as"), (error.Code, error.Place));
        var many = Question with { Assuming = [.. Enumerable.Repeat(step, AclLimits.AssumedSteps + 1)] };
        error = await Assert.ThrowsAsync<AclException>(async () => await host.Service.CheckAsync(world.Tenant, many, JobWorld.Cancellation));
        Assert.Equal((ErrorCodes.LimitExceeded, "assuming"), (error.Code, error.Place));
        Assert.False(await AskAsync(world, Question, [.. Enumerable.Repeat("user: {id: eve}", AclLimits.AssumedSteps)]));
    }

    /// <summary>While some assume and some make changes, nobody sees what is only assumed and no change is lost.</summary>
    [Fact]
    public async Task Assumptions_AmongChangesAndChecks_AreSeenByNobodyElse()
    {
        var world = await MakeAsync();
        var rounds = host.Rounds / 10;
        var assumes = Task.Run(async () =>
        {
            for (var i = 0; i < rounds; i++)
                Assert.True(await AskAsync(world, Question, "members: {group: ops, add: ['user:bob']}", $"resource: {{id: 'job:a{i}', parent: 'folder:f'}}"));
        });
        var changes = Task.Run(async () =>
        {
            for (var i = 0; i < rounds; i++) await world.ApplyAsync($"resource: {{id: 'job:c{i}', parent: 'folder:f', owner: 'user:ann'}}", "user: {id: bob}");
        });
        while (!assumes.IsCompleted || !changes.IsCompleted)
        {
            Assert.False(await world.MayRunAsync("bob", "1"));
            Assert.DoesNotContain(await world.JobsAsync("ann"), job => job.StartsWith('a'));
        }

        await Task.WhenAll(assumes, changes);
        Assert.Equal(rounds + 1, (await world.JobsAsync("ann")).Length);
    }

    /// <summary>The models of random worlds.</summary>
    public static TheoryData<string> Models => [.. RandomWorlds.Models];

    /// <summary>In random worlds what is assumed is answered as once it is so.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public async Task Assumptions_InRandomWorlds_AreAnsweredAsOnceTheyAreSo(string model)
    {
        var (changed, _) = await AssumedWorlds.AgreeAsync(host.Service, model, worlds: host.Rounds / 50, RandomWorlds.Make);
        Assert.True(changed > host.Rounds / 50, $"only {changed} answers were changed by what was assumed");
    }

    /// <summary>The same where much of what is there, and of what is assumed, counts for a time, or when something holds.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public async Task Assumptions_UnderTerms_AreAnsweredAsOnceTheyAreSo(string model)
    {
        var (changed, _) = await AssumedWorlds.AgreeAsync(host.Service, model, worlds: host.Rounds / 50, RandomWorlds.MakeTermed);
        Assert.True(changed > host.Rounds / 50, $"only {changed} answers were changed by what was assumed");
    }
}
