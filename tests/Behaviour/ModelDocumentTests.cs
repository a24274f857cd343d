using OrleansAcl.Requests;

namespace OrleansAcl.Behaviour;

/// <summary>Levels, roles and policies under another version of their model.</summary>
/// <param name="host">Who answers.</param>
public abstract class ModelDocumentTests(IHost host)
{
    private async Task<JobWorld> MakeAsync(string file, string[] steps)
    {
        var world = new JobWorld(host.Service, JobWorld.NewTenant());
        await host.Service.PutTenantAsync(world.Tenant, new TenantDefinition { ModelFile = file }, JobWorld.Cancellation);
        await world.ApplyAsync(steps);
        return world;
    }

    private static async Task<IEnumerable<string>> ConflictsAsync(JobWorld world, string file) =>
        (await world.PutModelAsync(file)).Conflicts.Items.Select(c => $"{c.Object.Kind} {c.Object.Id} {c.Code}").Order(StringComparer.Ordinal);

    /// <summary>A level keeps its name when another is put below it, however often; one that is used cannot go.</summary>
    [Fact]
    public async Task PutModel_WithALevelBetweenOthers_LeavesEverybodyTheLevelHeHad()
    {
        var world = await MakeAsync(ModelDocumentWorlds.Levels, ModelDocumentWorlds.LevelSteps);
        await RequireAsync();
        foreach (var file in (string[])[ModelDocumentWorlds.MoreLevels, ModelDocumentWorlds.Levels, ModelDocumentWorlds.MoreLevels])
        {
            Assert.True((await world.PutModelAsync(file)).Applied);
            await RequireAsync();
            await world.ApplyAsync("user: {id: bob}");
            await RequireAsync();
        }

        await world.ApplyAsync("grant: {resource: 'image://main/e', to: 'user:bob', level: edit}");
        Assert.Equal(["""grant ["image://main/e","user:bob"] unknown_action"""], await ConflictsAsync(world, ModelDocumentWorlds.Levels));
        Assert.True(await world.MayAsync("bob", "edit", "image://main/e"));

        async Task RequireAsync()
        {
            foreach (var (user, action, resource, allowed) in ModelDocumentWorlds.LevelAnswers) Assert.Equal((user, resource, allowed), (user, resource, await world.MayAsync(user, action, resource)));
        }
    }

    /// <summary>Other settings are a version of their own, and take effect at once.</summary>
    [Fact]
    public async Task PutModel_WithOtherSettings_ReadsShortReferencesByThem()
    {
        var world = await MakeAsync(ModelDocumentWorlds.Levels, ModelDocumentWorlds.LevelSteps);
        Assert.True(await world.MayAsync("bob", "use", "image:a"));
        var change = new ModelChange { Settings = Documents.Node.Map(("cluster", Documents.Node.Of("other"))) };
        Assert.Equal(2, (await world.PutModelAsync(new ModelRequest(change))).Tenant.ModelVersion);
        Assert.False(await world.MayAsync("bob", "use", "image:a"));
        Assert.True(await world.MayAsync("bob", "use", "image://main/a"));
        Assert.Equal(2, (await world.PutModelAsync(new ModelRequest(change))).Tenant.ModelVersion);
        await world.PutModelAsync(new ModelRequest(new ModelChange { Version = 1 }));
        Assert.True(await world.MayAsync("bob", "use", "image:a"));
    }

    /// <summary>Between a model of URIs and one of plain ids nothing that is stored keeps its name: neither may it go along, nor the two be compared.</summary>
    [Fact]
    public async Task Models_OfWhichOneHasUris_AreInConflict()
    {
        const string Plain = "model: plain\nsettings: {cluster: main}\ntypes:\n  image: {actions: [view, use]}\nladder:\n  - owner: {}\n";
        var world = await MakeAsync(Plain + "uris: {relative_to: [cluster]}\n", ["user: {id: ann}", "resource: {id: 'image:a', owner: 'user:ann'}"]);
        var change = new ModelChange { ModelFile = Plain };
        CheckRequest[] checks = [JobWorld.Check("ann", "use", "image:a")];
        Assert.Equal(ErrorCodes.ModelConflict, await JobWorld.CodeAsync(async () => await host.Service.CompareAsync(world.Tenant, change, checks, JobWorld.Cancellation)));
        var conflict = Assert.Single((await world.PutModelAsync(new ModelRequest(change))).Conflicts.Items);
        Assert.Equal((ObjectRef.Resource, "id"), (conflict.Object.Kind, conflict.Place));
        Assert.True(await world.MayAsync("ann", "use", "image:a"));
    }

    /// <summary>Between a model with levels and one without nothing that is owned, granted or a role can go along.</summary>
    [Fact]
    public async Task PutModel_FromLevelsToNone_NamesWhatIsKeptOtherwise()
    {
        var world = await MakeAsync(ModelDocumentWorlds.Levels, ModelDocumentWorlds.LevelSteps);
        var change = new ModelChange { ModelFile = "model: plain\ntypes:\n  image: {actions: [view, use]}\nladder:\n  - owner: {}\n", Settings = Documents.Node.Map() };
        var kinds = (await world.PutModelAsync(new ModelRequest(change))).Conflicts.Items.GroupBy(c => c.Object.Kind).ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal((4, 2, 1), (kinds[ObjectRef.Grant], kinds[ObjectRef.Role], kinds[ObjectRef.Resource]));
        Assert.Equal(ErrorCodes.ModelConflict, await JobWorld.CodeAsync(async () => await host.Service.CompareAsync(
            world.Tenant, change, [JobWorld.Check("bob", "use", "image:a")], JobWorld.Cancellation)));
        Assert.Equal(1, (await world.InfoAsync()).ModelVersion);
    }

    /// <summary>A document that the format refuses under the other model, a kind or a binding that is no longer, are told.</summary>
    [Theory]
    [InlineData("actions: [Read, Run]", "actions: [Read]", "policy run-all unknown_action")]
    [InlineData("bind: {role: [user, group]}", "bind: {role: [user]}", """binding ["role","runner","group:g",null] invalid_document""")]
    [InlineData("builtin_roles: [guest], ", "", """binding ["role","guest","user:eve",null] not_found""")]
    [InlineData("policy: lusid-policy, ", "", "policy run-all invalid_document")]
    public async Task PutModel_ThatADocumentDoesNotFit_NamesIt(string part, string by, string expected)
    {
        var world = await MakeAsync(ModelDocumentWorlds.Policies, ModelDocumentWorlds.PolicySteps);
        Assert.Contains(part, ModelDocumentWorlds.Policies, StringComparison.Ordinal);
        Assert.Equal([expected], await ConflictsAsync(world, ModelDocumentWorlds.Policies.Replace(part, by, StringComparison.Ordinal)));
        Assert.True(await world.MayAsync("bob", "Run", "job:s/1"));
    }

    /// <summary>Comparing needs no more of a tenant to fit than what the checks look at, and refuses when that does not.</summary>
    [Fact]
    public async Task Compare_OfWhatDoesNotFit_IsRefusedOnlyWhereItIsLookedAt()
    {
        var world = await MakeAsync(ModelDocumentWorlds.Policies, ModelDocumentWorlds.PolicySteps);
        var change = new ModelChange { ModelFile = ModelDocumentWorlds.Policies.Replace("actions: [Read, Run]", "actions: [Read]", StringComparison.Ordinal) };
        var compared = await host.Service.CompareAsync(world.Tenant, change, [JobWorld.Check("eve", "Run", "job:s/1"), JobWorld.Check("eve", "Read", "job:s/1")], JobWorld.Cancellation);
        Assert.Equal(["d", "e", "d", "d"], compared.SelectMany(c => new[] { c.Now, c.Then }).Select(o => $"{ModelWorlds.Letter(o)}"));
        Assert.Equal(ErrorCodes.ModelConflict, await JobWorld.CodeAsync(async () => await host.Service.CompareAsync(
            world.Tenant, change, [JobWorld.Check("bob", "Read", "job:s/1")], JobWorld.Cancellation)));
    }
}
