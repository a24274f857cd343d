using OrleansAcl.Behaviour;

namespace OrleansAcl.Grains.Tests;

/// <summary>A question is answered however little a copy may hold, and however much changes while it is asked.</summary>
public sealed class CopyLimitTests
{
    private static string[] Jobs(int count) => [.. Enumerable.Range(0, count).Select(i => $"resource: {{id: 'job:{i}', owner: 'user:ann'}}")];

    /// <summary>Many entities of a list must be loaded, while somebody changes another one all the time.</summary>
    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task List_WhileTheTenantChangesAllTheTime_IsAnswered()
    {
        var storage = new SharedStorage();
        JobWorld world;
        await using (var warm = await Cluster.StartAsync(1, storage)) world = await JobWorld.MakeAsync(warm.Service, Jobs(1_000));
        await using var cold = await Cluster.StartAsync(1, storage);
        world = world.On(cold.Service);
        using var end = new CancellationTokenSource();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var changes = 0;
        var writing = Task.Run(async () =>
        {
            for (; !end.IsCancellationRequested; Interlocked.Increment(ref changes))
            {
                await world.ApplyAsync($"user: {{id: u{changes % 10}, admin: {(changes % 20 < 10 ? "true" : "false")}}}");
                if (changes == 2) begun.SetResult();
            }
        }, JobWorld.Cancellation);
        await Task.WhenAny(begun.Task, writing);
        var before = Volatile.Read(ref changes);
        var listed = await world.JobsAsync("ann");
        var during = Volatile.Read(ref changes) - before;
        await end.CancelAsync();
        await writing;
        Assert.Equal(1_000, listed.Length);
        Assert.True(during < 50, $"{during} changes were made before one list was answered");
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
