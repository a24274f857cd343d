using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Behaviour;

/// <summary>ONE-ANSWER: however it is asked, the answer is the same; and what cannot be answered is an error, never a decision.</summary>
/// <param name="host">Who answers.</param>
public abstract class QuestionTests(IHost host)
{
    private static readonly string[] Users = ["ann", "bob", "eve", "kim", "root"];

    private Task<JobWorld> MakeAsync() => JobWorld.MakeAsync(
        host.Service, "user: {id: ann}", "user: {id: bob}", "user: {id: eve}", "user: {id: kim}", "user: {id: root, admin: true}",
        "group: {id: a, members: ['user:bob', 'group:c']}", "group: {id: b, members: ['group:a']}", "group: {id: c, members: ['group:b', 'user:eve']}",
        "resource: {id: 'folder:f', owner: 'user:ann'}", "resource: {id: 'job:1', parent: 'folder:f'}", "resource: {id: 'job:2', parent: 'folder:f', owner: 'user:kim'}",
        "resource: {id: 'job:3'}", "grant: {resource: 'folder:f', to: 'group:b', actions: [view, run]}",
        "acl: {resource: 'job:2', entries: [{subject: 'user:eve', effect: deny, actions: [run]}]}");

    /// <summary>Groups in groups count, in a cycle too, and a deny on the way down wins.</summary>
    [Fact]
    public async Task Check_OverNestedAndCyclicGroupsAndFolders_DecidesAsTheModelSays()
    {
        var world = await MakeAsync();
        Assert.True(await world.MayRunAsync("bob", "1"));
        Assert.True(await world.MayRunAsync("eve", "1"));
        Assert.True(await world.MayRunAsync("bob", "2"));
        Assert.False(await world.MayRunAsync("eve", "2"));
        Assert.True(await world.MayRunAsync("kim", "2"));
        Assert.False(await world.MayRunAsync("ann", "1"));
        Assert.False(await world.MayRunAsync("nobody", "1"));
        Assert.False(await world.MayRunAsync("bob", "not-stored"));
        Assert.True(await world.MayRunAsync("root", "3"));
    }

    /// <summary>Batch, explanation, list, who and actions say what the checks say.</summary>
    [Fact]
    public async Task Questions_OfEveryKind_AgreeWithTheChecks()
    {
        var world = await MakeAsync();
        string[] actions = ["view", "edit", "run"];
        string[] jobs = ["1", "2", "3"];
        foreach (var user in Users)
        {
            var allowed = new List<(string Job, string Action)>();
            foreach (var job in jobs)
                foreach (var action in actions)
                    if (await world.MayAsync(user, action, $"job:{job}")) allowed.Add((job, action));
            var checks = jobs.SelectMany(j => actions.Select(a => JobWorld.Check(user, a, $"job:{j}"))).ToList();
            var outcomes = await host.Service.CheckManyAsync(world.Tenant, checks, JobWorld.Cancellation);
            Assert.Equal(checks.Select(c => allowed.Contains((c.Resource.Id, c.Action))), outcomes.Select(o => o.Decision.Allowed));
            Assert.Equal(allowed.Where(a => a.Action == "run").Select(a => a.Job), await world.JobsAsync(user));
            foreach (var job in jobs)
            {
                var resource = new ResourceRef("job", job);
                var mine = await host.Service.ActionsAsync(world.Tenant, new ActionsRequest(JobWorld.User(user), resource), JobWorld.Cancellation);
                Assert.Equal(allowed.Where(a => a.Job == job).Select(a => a.Action).Order(StringComparer.Ordinal), mine);
                Assert.Equal(allowed.Contains((job, "run")), (await world.RunnersAsync(job)).Contains(user));
                var explained = await host.Service.ExplainAsync(world.Tenant, JobWorld.Check(user, "run", $"job:{job}"), JobWorld.Cancellation);
                Assert.Equal(allowed.Contains((job, "run")), explained.Allowed);
            }
        }
    }

    /// <summary>A check says which rung decided, and the explanation shows every rung.</summary>
    [Fact]
    public async Task Explain_OfAnAnswer_NamesWhatDecided()
    {
        var world = await MakeAsync();
        var check = JobWorld.Check("eve", "run", "job:2");
        var decision = await host.Service.CheckAsync(world.Tenant, check, JobWorld.Cancellation);
        var explained = await host.Service.ExplainAsync(world.Tenant, check, JobWorld.Cancellation);
        Assert.Equal("acl", decision.Rung);
        Assert.Contains("user:eve", decision.Reason);
        Assert.Equal(decision.Reason, explained.DecidedBy);
        Assert.Equal(3, explained.Ladder.Count);
        Assert.Equal(["no opinion", "deny"], explained.Ladder.Take(2).Select(r => r.Verdict));
        var nobody = await host.Service.CheckAsync(world.Tenant, JobWorld.Check("nobody", "run", "job:3"), JobWorld.Cancellation);
        Assert.Equal((false, "default"), (nobody.Allowed, nobody.Rung));
    }

    /// <summary>One check of a batch that cannot be answered carries its error; the others are answered.</summary>
    [Fact]
    public async Task Checks_OneOfThemBad_CarryItsErrorAndTheOthersAnswers()
    {
        var world = await MakeAsync();
        CheckRequest[] checks =
        [
            JobWorld.Check("bob", "run", "job:1"), JobWorld.Check("bob", "fly", "job:1"), JobWorld.Check("bob", "run", "ghost:1"), JobWorld.Check("ann", "run", "job:1"),
        ];
        var outcomes = await host.Service.CheckManyAsync(world.Tenant, checks, JobWorld.Cancellation);
        Assert.Equal([null, ErrorCodes.UnknownAction, ErrorCodes.UnknownType, null], outcomes.Select(o => o.Error?.Code));
        Assert.Equal([true, false], new[] { outcomes[0], outcomes[3] }.Select(o => o.Decision.Allowed));
        foreach (var (check, outcome) in checks.Zip(outcomes))
        {
            if (outcome.Error is not { } error) continue;
            var alone = await Assert.ThrowsAsync<AclException>(async () => await host.Service.CheckAsync(world.Tenant, check, JobWorld.Cancellation));
            Assert.Equal((alone.Code, alone.Detail), (error.Code, error.Detail));
        }

        Assert.Empty(await host.Service.CheckManyAsync(world.Tenant, [], JobWorld.Cancellation));
    }

    /// <summary>What is asked about must exist in the model.</summary>
    [Fact]
    public async Task Question_OfAnUnknownTypeActionOrOperation_IsAnError()
    {
        var world = await MakeAsync();
        var ann = JobWorld.User("ann");
        Assert.Equal(ErrorCodes.UnknownAction, await JobWorld.CodeAsync(() => world.MayAsync("ann", "fly", "job:1")));
        Assert.Equal(ErrorCodes.UnknownType, await JobWorld.CodeAsync(() => world.MayAsync("ann", "run", "ghost:1")));
        Assert.Equal(ErrorCodes.UnknownType, await JobWorld.CodeAsync(async () => await host.Service.ListAsync(world.Tenant, new ListRequest(ann, "run", "ghost"), JobWorld.Cancellation)));
        Assert.Equal(ErrorCodes.UnknownAction, await JobWorld.CodeAsync(async () => await host.Service.WhoAsync(world.Tenant, new WhoRequest("fly", new ResourceRef("job", "1")), JobWorld.Cancellation)));
        Assert.Equal(ErrorCodes.UnknownOperation, await JobWorld.CodeAsync(async () => await host.Service.OperationAsync(world.Tenant, new OperationRequest("fly", ann), JobWorld.Cancellation)));
        Assert.Equal(ErrorCodes.InvalidArguments, await JobWorld.CodeAsync(async () => await host.Service.OperationAsync(world.Tenant, new OperationRequest("run-job", ann), JobWorld.Cancellation)));
    }

    /// <summary>A task of several checks names those that failed, and one with items keeps those that pass.</summary>
    [Fact]
    public async Task Operation_WithChecksOrItems_NamesWhatFailsAndKeepsWhatPasses()
    {
        var world = await MakeAsync();
        var run = new OperationRequest("run-job", JobWorld.User("eve")) { Arguments = Node.Map(("job", Node.Of("job:2"))) };
        var refused = await host.Service.OperationAsync(world.Tenant, run, JobWorld.Cancellation);
        Assert.Equal(OperationOutcome.Deny, refused.Outcome);
        Assert.Equal(["run job:2"], refused.Missing);
        var list = new OperationRequest("list-jobs", JobWorld.User("bob")) { Items = [new("job", "3"), new("job", "2"), new("job", "1")] };
        var kept = await host.Service.OperationAsync(world.Tenant, list, JobWorld.Cancellation);
        Assert.Equal(OperationOutcome.Allow, kept.Outcome);
        Assert.Equal(["job:2", "job:1"], kept.Visible.Select(r => r.ToString()));
    }

    /// <summary>What is sent with a question counts for that question only.</summary>
    [Fact]
    public async Task Check_WithGroupsAndParentOfItsOwn_CountsThemOnce()
    {
        var world = await MakeAsync();
        var token = JobWorld.Check("pat", "run", "job:1") with { SubjectProperties = Node.Map(("groups", Node.List(["b"]))) };
        Assert.True((await host.Service.CheckAsync(world.Tenant, token, JobWorld.Cancellation)).Allowed);
        var stripped = JobWorld.Check("bob", "run", "job:1") with { SubjectProperties = Node.Map(("groups", Node.List([]))) };
        Assert.False((await host.Service.CheckAsync(world.Tenant, stripped, JobWorld.Cancellation)).Allowed);
        var under = JobWorld.Check("bob", "run", "job:new") with { Parent = new ResourceRef("folder", "f") };
        Assert.True((await host.Service.CheckAsync(world.Tenant, under, JobWorld.Cancellation)).Allowed);
        Assert.False(await world.MayRunAsync("pat", "1"));
        Assert.True(await world.MayRunAsync("bob", "1"));
        Assert.False(await world.MayRunAsync("bob", "new"));
    }
}
