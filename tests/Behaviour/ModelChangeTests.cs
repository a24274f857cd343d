using OrleansAcl.Requests;

namespace OrleansAcl.Behaviour;

/// <summary>A tenant's model is changed as a whole or not at all, after it was said what would come of it, and back again.</summary>
/// <param name="host">Who answers.</param>
public abstract class ModelChangeTests(IHost host)
{
    private async Task<JobWorld> MakeAsync() => await JobWorld.MakeAsync(host.Service, ModelWorlds.Steps);

    /// <summary>An action is added, and can be granted and asked from then on; what was stored stays.</summary>
    [Fact]
    public async Task PutModel_WithOneMoreAction_TakesItAndKeepsWhatIsStored()
    {
        var world = await MakeAsync();
        var before = await world.AnswersAsync();
        var plan = await world.PlanModelAsync(ModelWorlds.Printing);
        Assert.Equal((0, 0, true, 1L), (plan.Conflicts.Items.Count, plan.Decisions.Items.Count, plan.Decisions.Complete, plan.Revision));
        Assert.Equal(["job.print"], plan.ActionsAdded);
        Assert.Equal(ErrorCodes.UnknownAction, await JobWorld.CodeAsync(() => world.MayAsync("ann", "print", "job:1")));

        var result = await world.PutModelAsync(new ModelRequest(new ModelChange { ModelFile = ModelWorlds.Printing }) { Actor = "user:root", Reason = "print" });
        Assert.Equal((true, 2L, 2L), (result.Applied, result.Tenant.ModelVersion, result.Tenant.Revision));
        Assert.Equal(before, await world.AnswersAsync());
        Assert.False(await world.MayAsync("bob", "print", "job:2"));
        await world.ApplyAsync("grant: {resource: 'job:2', to: 'user:bob', actions: [print]}");
        Assert.True(await world.MayAsync("bob", "print", "job:2"));
        Assert.Equal((3L, 2L), ((await world.InfoAsync()).Revision, (await world.InfoAsync()).ModelVersion));

        var change = (await host.Service.ChangesAsync(world.Tenant, new ChangesRequest(1) { Limit = 1 }, JobWorld.Cancellation)).Changes[0];
        Assert.Equal((2L, "user:root", "print"), (change.Revision, change.Actor, change.Reason));
        var said = Assert.Single(change.Objects);
        Assert.Equal(new ObjectRef(ObjectRef.Model, ""), said.Ref);
        Assert.Equal((JobWorld.Model, ModelWorlds.Printing), (said.Before!["model_file"]!.Text, said.After!["model_file"]!.Text));
    }

    /// <summary>What nobody uses can go; an entry of somebody who is gone does not hold it.</summary>
    [Fact]
    public async Task PutModel_WithoutAnActionThatNobodyUses_TakesItAway()
    {
        var world = await MakeAsync();
        await world.ApplyAsync("user: {id: dead}", "grant: {resource: 'job:1', to: 'user:dead', actions: [run, view]}", "delete: 'user:dead'", "user: {id: dead}");
        var plan = await world.PlanModelAsync(ModelWorlds.Unrunnable);
        Assert.Empty(plan.Conflicts.Items);
        Assert.Equal(["job.run"], plan.ActionsRemoved);
        Assert.True((await world.PutModelAsync(ModelWorlds.Unrunnable)).Applied);
        Assert.Equal(ErrorCodes.UnknownAction, await JobWorld.CodeAsync(() => world.MayRunAsync("ann", "1")));
        Assert.True(await world.MayAsync("bob", "view", "job:2"));
        Assert.False(await world.MayAsync("dead", "view", "job:1"));
    }

    /// <summary>What is used cannot go: each use is told, with its field, and nothing changes.</summary>
    [Fact]
    public async Task PutModel_WithoutAnActionThatIsUsed_IsRefusedAndNothingChanges()
    {
        var world = await MakeAsync();
        await world.ApplyAsync("grant: {resource: 'job:2', to: 'group:g', actions: [run]}");
        var before = await world.AnswersAsync();
        var plan = await world.PlanModelAsync(ModelWorlds.Unrunnable);
        var result = await world.PutModelAsync(ModelWorlds.Unrunnable);
        Assert.Equal((false, 1L, 2L), (result.Applied, result.Tenant.ModelVersion, result.Tenant.Revision));
        var conflict = Assert.Single(result.Conflicts.Items);
        Assert.Equal(new ObjectRef(ObjectRef.Acl, "job:2"), conflict.Object);
        Assert.Equal((ErrorCodes.UnknownAction, "entries[1].actions"), (conflict.Code, conflict.Place));
        Assert.Equal(plan.Conflicts.Items, result.Conflicts.Items);
        Assert.False(plan.Decisions.Complete);
        Assert.Equal(ErrorCodes.ModelConflict, result.Refusal().Code);
        Assert.Equal((before, 2L), (await world.AnswersAsync(), await world.RevisionAsync()));
        await world.ApplyAsync("revoke: {resource: 'job:2', from: 'group:g', actions: [run]}");
        Assert.True((await world.PutModelAsync(ModelWorlds.Unrunnable)).Applied);
    }

    /// <summary>Every way of not fitting is told of the object it is in.</summary>
    [Theory]
    [InlineData("folder: {actions: [view, edit, run], parents: [folder]}", "folder: {actions: [view, edit, run], parents: []}", "resource folder:inner parent")]
    [InlineData("parents: [folder]}\n  job", "parents: [folder]}\n  task", "resource job:1 id;acl job:1 resource")]
    [InlineData("acl: {}", "acl: {all: everything}", "acl folder:f entries[1].actions")]
    [InlineData("acl: {}\n", "principals: {groups: false}\nacl: {}\n", "member [\"group:g\",\"user:bob\"] group;group g ;acl folder:f entries[0].subject")]
    [InlineData("acl: {}\n", "facts: {context: {ip: string}}\nacl: {}\n", "acl folder:f entries")]
    public async Task PutModel_ThatSomethingDoesNotFit_NamesIt(string part, string by, string expected)
    {
        var world = await JobWorld.MakeAsync(
            host.Service, "group: {id: g, members: ['user:bob']}", "resource: {id: 'folder:f'}", "resource: {id: 'folder:inner', parent: 'folder:f'}",
            "resource: {id: 'job:1', parent: 'folder:inner'}", "grant: {resource: 'job:1', to: 'user:bob', actions: [view]}",
            "acl: {resource: 'folder:f', entries: [{subject: 'group:g', effect: allow, actions: [view]}, {subject: 'user:eve', effect: deny, actions: ['*'], when: 'context.color == \"red\"'}]}");
        Assert.Contains(part, JobWorld.Model, StringComparison.Ordinal);
        var file = JobWorld.Model.Replace(part, by, StringComparison.Ordinal)
            .Replace("operations:\n  run-job: {args: {job: job}, checks: [\"run {job}\", \"view {job}\"]}\n  list-jobs: {items: {types: [job], checks: [\"view {item}\"]}}\n", "", StringComparison.Ordinal);
        var result = await world.PutModelAsync(file);
        Assert.Equal(expected.Split(';').Order(StringComparer.Ordinal), result.Conflicts.Items.Select(c => $"{c.Object.Kind} {c.Object.Id} {c.Place}").Order(StringComparer.Ordinal));
        Assert.Equal((true, 1L), (result.Conflicts.Complete, await world.RevisionAsync()));
    }

    /// <summary>The plan names exactly the decisions that differ afterwards, and comparing them says the same before.</summary>
    [Fact]
    public async Task PutModel_OfAnotherLadder_ChangesTheDecisionsThatThePlanSaid()
    {
        var world = await MakeAsync();
        var change = new ModelChange { ModelFile = ModelWorlds.OwnersFirst };
        var plan = await world.PlanModelAsync(ModelWorlds.OwnersFirst);
        var compared = await host.Service.CompareAsync(world.Tenant, change, ModelWorlds.Checks, JobWorld.Cancellation);
        var before = await world.AnswersAsync();
        Assert.True((await world.PutModelAsync(ModelWorlds.OwnersFirst)).Applied);
        var after = await world.AnswersAsync();

        Assert.Equal(before, string.Concat(compared.Select(c => ModelWorlds.Letter(c.Now))));
        Assert.Equal(after, string.Concat(compared.Select(c => ModelWorlds.Letter(c.Then))));
        var differ = ModelWorlds.Checks.Where((_, i) => before[i] != after[i]).Select(Said).Order(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(differ);
        Assert.Equal(differ, plan.Decisions.Items.Select(d => Said(d.Check)).Order(StringComparer.Ordinal));
        Assert.Equal((true, (long)ModelWorlds.Checks.Length), (plan.Decisions.Complete, plan.Decisions.Looked));
        Assert.All(plan.Decisions.Items, d => Assert.NotEqual(d.Now.Decision.Allowed, d.Then.Decision.Allowed));

        static string Said(CheckRequest check) => $"{check.Subject} {check.Action} {check.Resource}";
    }

    /// <summary>An earlier version is put as a new one and gives the old answers; all of them are kept and told.</summary>
    [Fact]
    public async Task PutModel_OfAnEarlierVersion_GivesTheOldAnswers()
    {
        var world = await MakeAsync();
        var before = await world.AnswersAsync();
        await world.PutModelAsync(ModelWorlds.OwnersFirst);
        Assert.NotEqual(before, await world.AnswersAsync());
        var back = await world.PutModelAsync(new ModelRequest(new ModelChange { Version = 1 }) { Reason = "back" });
        Assert.Equal((true, 3L, 3L), (back.Applied, back.Tenant.ModelVersion, back.Tenant.Revision));
        Assert.Equal(before, await world.AnswersAsync());

        var versions = await host.Service.ListModelsAsync(world.Tenant, JobWorld.Cancellation);
        Assert.Equal([(1L, 0L, null), (2L, 2L, null), (3L, 3L, "back")], versions.Select(v => (v.Version, v.Revision, v.Reason)));
        Assert.Equal([JobWorld.Model, ModelWorlds.OwnersFirst, JobWorld.Model], versions.Select(v => v.Source));
        Assert.Equal(ErrorCodes.NotFound, await JobWorld.CodeAsync(() => world.PutModelAsync(new ModelRequest(new ModelChange { Version = 4 }))));

        // The definition it has now is the one that putting the tenant again is measured by.
        Assert.Equal(3, (await world.PutAsync()).ModelVersion);
        for (var i = 0; i < AclLimits.ModelVersions; i++) await world.PutModelAsync(i % 2 == 0 ? ModelWorlds.Printing : JobWorld.Model);
        Assert.Equal(AclLimits.ModelVersions, (await host.Service.ListModelsAsync(world.Tenant, JobWorld.Cancellation)).Count);
        Assert.Equal(ErrorCodes.NotFound, await JobWorld.CodeAsync(() => world.PutModelAsync(new ModelRequest(new ModelChange { Version = 3 }))));
    }

    /// <summary>The same model changes nothing; a dry run, a request made for another version, a bad one and one of a tenant that is not there neither.</summary>
    [Fact]
    public async Task PutModel_ThatIsNotToBe_ChangesNothing()
    {
        var world = await MakeAsync();
        var other = new ModelChange { ModelFile = ModelWorlds.Printing };
        Assert.Equal((true, 1L), await PutAsync(new ModelRequest(new ModelChange { ModelFile = JobWorld.Model })));
        Assert.Equal((true, 1L), await PutAsync(new ModelRequest(new ModelChange { Version = 1 })));
        Assert.True((await world.PlanModelAsync(JobWorld.Model)).Same);
        Assert.Equal((true, 2L), await PutAsync(new ModelRequest(other) { DryRun = true }));
        Assert.Equal(ErrorCodes.PreconditionFailed, await CodeAsync(new ModelRequest(other) { Versions = [2] }));
        Assert.Equal(ErrorCodes.PreconditionFailed, await CodeAsync(new ModelRequest(other) { Revision = 7 }));
        Assert.Equal(ErrorCodes.InvalidModel, await CodeAsync(new ModelRequest(new ModelChange { ModelFile = "model: x" })));
        Assert.Equal(ErrorCodes.UnknownModel, await CodeAsync(new ModelRequest(new ModelChange { Model = "ghost" })));
        Assert.Equal(ErrorCodes.InvalidDocument, await CodeAsync(new ModelRequest(new ModelChange { Model = "apolo", Version = 1 })));
        Assert.Equal(ErrorCodes.InvalidDocument, await CodeAsync(new ModelRequest(new ModelChange { Settings = Documents.Node.Map(("no", Documents.Node.Of(true))) })));
        Assert.Equal(ErrorCodes.LimitExceeded, await CodeAsync(new ModelRequest(other) { Reason = new string('x', AclLimits.ReasonCharacters + 1) }));
        Assert.Equal((1L, 1L), ((await world.InfoAsync()).ModelVersion, await world.RevisionAsync()));
        Assert.Equal((true, 2L), await PutAsync(new ModelRequest(other) { Versions = [1, 5], Revision = 1 }));
        await world.DeleteAsync();
        Assert.Equal(ErrorCodes.UnknownTenant, await CodeAsync(new ModelRequest(other)));
        Assert.Equal(ErrorCodes.UnknownTenant, await JobWorld.CodeAsync(() => world.PlanModelAsync(JobWorld.Model)));

        async Task<(bool, long)> PutAsync(ModelRequest request) => await world.PutModelAsync(request) is var r ? (r.Applied, r.Tenant.ModelVersion) : default;
        Task<string> CodeAsync(ModelRequest request) => JobWorld.CodeAsync(() => world.PutModelAsync(request));
    }

    /// <summary>A request sent again after the model was changed is still one that has been made.</summary>
    [Fact]
    public async Task PutModel_BetweenARequestAndTheSameAgain_DoesNotMakeItTwice()
    {
        var world = await MakeAsync();
        var request = new ApplyRequest([JobWorld.Step("resource: {id: 'job:3'}")]) { IdempotencyKey = "k" };
        await host.Service.ApplyAsync(world.Tenant, request, JobWorld.Cancellation);
        await world.PutModelAsync(ModelWorlds.Printing);
        await world.ApplyAsync("delete: 'job:3'");
        Assert.Equal((true, 2L), await host.Service.ApplyAsync(world.Tenant, request, JobWorld.Cancellation) is var again ? (again.Replayed, again.Revision) : default);
        Assert.Null(await host.Service.GetAsync(world.Tenant, new ObjectRef(ObjectRef.Resource, "job:3"), JobWorld.Cancellation));
    }

    /// <summary>ONE-ANSWER: lists, and who may, are found under the other model as under the first, also what is stored after it.</summary>
    [Fact]
    public async Task List_AfterTheModelChanged_HasWhatChecksAllow()
    {
        var world = await MakeAsync();
        foreach (var file in (string[])[ModelWorlds.OwnersFirst, JobWorld.Model])
        {
            await world.PutModelAsync(file);
            await RequireAsync();
            await world.ApplyAsync("resource: {id: 'job:3', parent: 'folder:f', owner: 'user:carl'}", "grant: {resource: 'job:3', to: 'user:ann', actions: [run]}", "delete: 'job:2'");
            await RequireAsync();
            await world.ApplyAsync("resource: {id: 'job:2', owner: 'user:carl'}", "delete: 'job:3'");
            await RequireAsync();
        }

        async Task RequireAsync()
        {
            foreach (var user in (string[])["ann", "bob", "root"])
                foreach (var action in (string[])["view", "edit", "run"])
                {
                    var found = (await host.Service.ListAsync(world.Tenant, new ListRequest(JobWorld.User(user), action, "job"), JobWorld.Cancellation)).Select(r => r.Id);
                    var allowed = new List<string>();
                    foreach (var job in (string[])["1", "2", "3"])
                        if (await host.Service.GetAsync(world.Tenant, new ObjectRef(ObjectRef.Resource, $"job:{job}"), JobWorld.Cancellation) is not null
                            && await world.MayAsync(user, action, $"job:{job}"))
                            allowed.Add(job);
                    Assert.Equal((user, action, string.Join(',', allowed)), (user, action, string.Join(',', found)));
                    var who = await host.Service.WhoAsync(world.Tenant, new WhoRequest(action, new ResourceRef("job", "1")), JobWorld.Cancellation);
                    Assert.Equal(allowed.Contains("1"), who.Contains(JobWorld.User(user)));
                }
        }
    }

    /// <summary>A comparison that was asked to assume something does not leave that out in silence.</summary>
    [Fact]
    public async Task Compare_OfACheckThatAssumes_IsRefused()
    {
        var world = await MakeAsync();
        var check = JobWorld.Check("ann", "view", "job:1") with { Assuming = [JobWorld.Step("delete: 'job:1'")] };
        Assert.Equal(ErrorCodes.InvalidDocument, await JobWorld.CodeAsync(async () => await host.Service.CompareAsync(
            world.Tenant, new ModelChange { ModelFile = ModelWorlds.OwnersFirst }, [check], JobWorld.Cancellation)));
    }
}
