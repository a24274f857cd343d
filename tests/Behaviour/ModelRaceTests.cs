using OrleansAcl.Requests;

namespace OrleansAcl.Behaviour;

/// <summary>While a model is changed others ask and write: every answer is of one model or the other, and no acknowledged change is lost.</summary>
/// <param name="host">Who answers.</param>
public abstract class ModelRaceTests(IHost host)
{
    /// <summary>
    /// Ann owns job 1 and is denied it: under the first model she is denied, under the other she is allowed, and both together are asked in one batch
    /// with a question that is the other way round only if the batch saw two models.
    /// </summary>
    [Fact]
    public async Task Check_WhileTheModelChanges_IsAnsweredAsOneOfTheTwo()
    {
        var world = await JobWorld.MakeAsync(host.Service, ModelWorlds.Steps);
        var first = await world.AnswersAsync();
        await world.PutModelAsync(ModelWorlds.OwnersFirst);
        var second = await world.AnswersAsync();
        Assert.NotEqual(first, second);
        using var done = new CancellationTokenSource();
        var checkers = Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            var seen = new HashSet<string>();
            while (!done.IsCancellationRequested || seen.Count == 0) seen.Add(await world.AnswersAsync());
            return seen;
        })).ToArray();
        try
        {
            for (var i = 0; i < host.Rounds / 100; i++)
            {
                // None after the acknowledgement is of the model before.
                await world.PutModelAsync(JobWorld.Model);
                Assert.Equal(first, await world.AnswersAsync());
                Assert.False(await world.MayAsync("ann", "view", "job:1"));
                await world.PutModelAsync(ModelWorlds.OwnersFirst);
                Assert.Equal(second, await world.AnswersAsync());
                Assert.True(await world.MayAsync("ann", "view", "job:1"));
            }
        }
        finally
        {
            await done.CancelAsync();
        }

        foreach (var seen in await Task.WhenAll(checkers)) Assert.Empty(seen.Except([first, second]));
    }

    /// <summary>Writers go on: each acknowledged grant is there under whatever model it was made, and every change has a revision of its own.</summary>
    [Fact]
    public async Task Grant_WhileTheModelChanges_IsNotLost()
    {
        const int writers = 4;
        var each = host.Rounds / 60;
        var world = await JobWorld.MakeAsync(host.Service, "resource: {id: 'job:1'}");
        var changing = Task.Run(async () =>
        {
            var revisions = new List<long>();
            for (var i = 0; i < each; i++) revisions.Add((await world.PutModelAsync(i % 2 == 0 ? ModelWorlds.Printing : JobWorld.Model)).Tenant.Revision);
            return revisions;
        });
        var writing = Enumerable.Range(0, writers).Select(w => Task.Run(async () =>
        {
            var revisions = new List<long>();
            for (var i = 0; i < each; i++)
                revisions.Add((await world.ApplyAsync($"user: {{id: u{w}-{i}}}", $"grant: {{resource: 'job:1', to: 'user:u{w}-{i}', actions: [run]}}")).Revision);
            return revisions;
        })).ToArray();
        var made = (await changing).Concat((await Task.WhenAll(writing)).SelectMany(r => r)).Order().ToList();
        Assert.Equal(Enumerable.Range(2, (writers + 1) * each).Select(i => (long)i), made);
        var expected = Enumerable.Range(0, writers).SelectMany(w => Enumerable.Range(0, each).Select(i => $"u{w}-{i}")).Order(StringComparer.Ordinal);
        Assert.Equal(expected, await world.RunnersAsync("1"));
        Assert.Equal(made[^1], await world.RevisionAsync());
    }

    /// <summary>Of two that change the same version one is told that he was overtaken.</summary>
    [Fact]
    public async Task PutModel_TwoForTheSameVersion_OneIsRefused()
    {
        var world = await JobWorld.MakeAsync(host.Service, ModelWorlds.Steps);
        var outcomes = await Task.WhenAll(((string[])[ModelWorlds.Printing, ModelWorlds.OwnersFirst]).Select(file => Task.Run(async () =>
        {
            try
            {
                return (await world.PutModelAsync(new ModelRequest(new ModelChange { ModelFile = file }) { Versions = [1] })).Applied ? "applied" : "conflict";
            }
            catch (AclException e)
            {
                return e.Code;
            }
        })));
        Assert.Equal(["applied", ErrorCodes.PreconditionFailed], outcomes.Order(StringComparer.Ordinal));
        Assert.Equal(2, (await world.InfoAsync()).ModelVersion);
    }

    /// <summary>Whoever waits for changes is told of this one too, and does not wait for the next.</summary>
    [Fact]
    public async Task Changes_WaitedForWhileTheModelChanges_AreTold()
    {
        var world = await JobWorld.MakeAsync(host.Service, "resource: {id: 'job:1'}");
        for (var i = 0; i < 5; i++)
        {
            var since = await world.RevisionAsync();
            var waiting = host.Service.ChangesAsync(world.Tenant, new ChangesRequest(since) { Wait = AclLimits.ChangesWait }, JobWorld.Cancellation).AsTask();
            await world.PutModelAsync(i % 2 == 0 ? ModelWorlds.Printing : JobWorld.Model);
            Assert.Equal([since + 1], (await waiting).Changes.Select(c => c.Revision));
        }
    }

    /// <summary>What is exported under the new model makes the same tenant again, under that model and as its first version.</summary>
    [Fact]
    public async Task Export_AfterTheModelChanged_MakesTheSameTenant()
    {
        var world = await JobWorld.MakeAsync(host.Service, ModelWorlds.Steps);
        await world.PutModelAsync(ModelWorlds.OwnersFirst);
        var copy = JobWorld.NewTenant();
        await Transfer.TenantImport.RunAsync(host.Service, copy, host.Service.ExportAsync(world.Tenant, JobWorld.Cancellation), cancellation: JobWorld.Cancellation);
        var imported = new JobWorld(host.Service, copy);
        Assert.Equal(await world.AnswersAsync(), await imported.AnswersAsync());
        var info = await imported.InfoAsync();
        Assert.Equal((ModelWorlds.OwnersFirst, 1L), (info.ModelFile, info.ModelVersion));
    }
}
