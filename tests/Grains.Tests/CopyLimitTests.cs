using OrleansAcl.Behaviour;

namespace OrleansAcl.Grains.Tests;

/// <summary>A question is answered however little a copy may hold, and however much changes while it is asked.</summary>
public sealed class CopyLimitTests
{
    private static string[] Jobs(int count) => [.. Enumerable.Range(0, count).Select(i => $"resource: {{id: 'job:{i}', owner: 'user:ann'}}")];

    /// <summary>
    /// Many entities of a list must be loaded, while somebody changes other ones all the time: what did not change is not read again because
    /// something else did.
    /// </summary>
    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task List_WhileTheTenantChangesAllTheTime_IsAnsweredWithoutBeginningAgain()
    {
        const int Listed = 1_000;
        var storage = new SharedStorage();
        JobWorld world;
        await using (var warm = await Cluster.StartAsync(1, storage)) world = await JobWorld.MakeAsync(warm.Service, Jobs(Listed));
        await using var cold = await Cluster.StartAsync(1, storage, options: Cluster.Options with { Lease = TimeSpan.FromSeconds(10) });
        world = world.On(cold.Service);
        var reads = 0;
        storage.BeforeRead = call =>
        {
            if (call.Is("resource")) Interlocked.Increment(ref reads);
            return Task.CompletedTask;
        };
        using var end = new CancellationTokenSource();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writing = Task.Run(async () =>
        {
            for (var i = 0; !end.IsCancellationRequested; i++)
            {
                await world.ApplyAsync($"user: {{id: u{i % 10}, admin: {(i % 20 < 10 ? "true" : "false")}}}");
                if (i == 2) begun.SetResult();
            }
        }, JobWorld.Cancellation);
        try
        {
            await await Task.WhenAny(begun.Task, writing);
            Assert.Equal(Listed, (await world.JobsAsync("ann")).Length);
        }
        finally
        {
            await end.CancelAsync();
            await writing;
        }

        Assert.InRange(reads, Listed, 2 * Listed);
    }

    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task List_LargerThanACopyAskedByManyAtOnce_IsAnswered()
    {
        await using var cluster = await Cluster.StartAsync(1, options: Cluster.Options with { CopyEntities = 10 });
        var world = await JobWorld.MakeAsync(cluster.Service, Jobs(200));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++) Assert.Equal(200, (await world.JobsAsync("ann")).Length);
        })));
    }
}
