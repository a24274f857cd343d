using OrleansAcl.Behaviour;
using OrleansAcl.Requests;

namespace OrleansAcl.Grains.Tests;

/// <summary>Changes that arrive while another is made are made together: each is answered for itself, and none before it is stored.</summary>
public sealed class GroupedChangesTests
{
    private const int Many = 30;

    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task Changes_ThatWaitForAnother_AreMadeInOrderAndAnsweredEachForItself()
    {
        await using var cluster = await Cluster.StartAsync(2);
        var world = await JobWorld.MakeAsync(cluster.Service, "resource: {id: 'job:1', owner: 'user:ann'}");
        var (first, held) = Hold(cluster);
        var leading = world.ApplyAsync("user: {id: lead}");
        await held;
        var waiting = Enumerable.Range(0, Many).Select(i => world.TryAsync($"grant: {{resource: 'job:1', to: 'user:u{i}', actions: [run]}}")).ToList();
        var refused = world.TryAsync("delete: 'user:nobody'");
        var unauthorized = world.TryAsAsync("eve", "grant: {resource: 'job:1', to: 'user:eve', actions: [run]}");
        var twice = Enumerable.Range(0, 2).Select(async _ => await cluster.Service.ApplyAsync(
            world.Tenant, new ApplyRequest([JobWorld.Step("user: {id: once}")]) { IdempotencyKey = "k" }, JobWorld.Cancellation)).ToList();
        Assert.DoesNotContain(waiting, w => w.IsCompleted);
        first.SetResult();

        Assert.Equal(2, (await leading).Revision);
        var results = await Task.WhenAll(waiting);
        Assert.All(results, r => Assert.True(r.Applied));
        Assert.False((await refused).Applied);
        Assert.Equal(StepStatus.Denied, (await unauthorized).Results[0].Status);
        var once = await Task.WhenAll(twice);
        Assert.Single(once, r => !r.Replayed);
        Assert.Equal(Many + 1, results.Concat(once).Select(r => r.Revision).Distinct().Count());
        Assert.Equal(Many + 3, await world.RevisionAsync());

        // The log has each for itself, and every silo has all of them.
        var changes = (await cluster.Service.ChangesAsync(world.Tenant, new ChangesRequest(0), JobWorld.Cancellation)).Changes;
        Assert.Equal(Enumerable.Range(1, Many + 3).Select(i => (long)i), changes.Select(c => c.Revision));
        for (var i = 0; i < Many; i++)
        {
            var made = changes[(int)results[i].Revision - 1];
            Assert.Contains($"user:u{i}\"", Assert.Single(made.Objects).After!.ToString(), StringComparison.Ordinal);
            foreach (var service in cluster.Everywhere()) Assert.True(await world.On(service).MayRunAsync($"u{i}", "1"));
        }
    }

    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task Changes_MadeTogether_AreRefusedTogetherWhenTheyCannotBeStored()
    {
        await using var cluster = await Cluster.StartAsync(1);
        var world = await JobWorld.MakeAsync(cluster.Service, "resource: {id: 'job:1', owner: 'user:ann'}");
        var (first, held) = Hold(cluster, refusesLater: true);
        var leading = world.ApplyAsync("user: {id: lead}");
        await held;
        var waiting = Enumerable.Range(0, Many).Select(i => TryAsync(world, $"grant: {{resource: 'job:1', to: 'user:u{i}', actions: [run]}}")).ToList();
        first.SetResult();
        await leading;
        var answers = await Task.WhenAll(waiting);
        Assert.Contains(ErrorCodes.StoreFailed, answers);
        cluster.Storage.BeforeWrite = null;
        await Attempts.UntilDoneAsync(() => world.ApplyAsync("user: {id: after}"));
        for (var i = 0; i < Many; i++) Assert.Equal(answers[i] == "applied", await world.MayRunAsync($"u{i}", "1"));
    }

    /// <summary>Holds the next write of the tenant's state, and refuses the one after it if that is wanted.</summary>
    private static (TaskCompletionSource First, Task Held) Hold(Cluster cluster, bool refusesLater = false)
    {
        var (first, held, writes) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(), 0);
        cluster.Storage.BeforeWrite = call =>
        {
            if (!call.Is("tenant")) return Task.CompletedTask;
            var write = Interlocked.Increment(ref writes);
            held.TrySetResult();
            return write == 1 ? first.Task : write == 2 && refusesLater ? Task.FromException(new IOException("the store refuses")) : Task.CompletedTask;
        };
        return (first, held.Task);
    }

    private static async Task<string> TryAsync(JobWorld world, string step)
    {
        try
        {
            return (await world.TryAsync(step)).Applied ? "applied" : "refused";
        }
        catch (AclException e)
        {
            return e.Code;
        }
    }
}
