using System.Collections.Concurrent;
using OrleansAcl.Behaviour;
using OrleansAcl.Requests;

namespace OrleansAcl.Grains.Tests;

/// <summary>
/// Whoever sends a request again until it is acknowledged has made it once, whatever the store did meanwhile and whichever cluster took it; the change
/// log says of each what its sender was told.
/// </summary>
public sealed class RepeatedRequestsTests
{
    private const int Writers = 8, Requests = 25;

    [Theory(Timeout = Attempts.GiveUpAfter)]
    [InlineData(1, 11)]
    [InlineData(1, 37)]
    [InlineData(2, 53)]
    public async Task Requests_SentAgainUntilAcknowledged_AreMadeOnce(int clusters, int failsEach)
    {
        var storage = new SharedStorage();
        var options = Cluster.Options with { Lease = TimeSpan.FromMilliseconds(100), CopyEntities = 50 };
        await using var one = await Cluster.StartAsync(2, storage, options: options);
        await using var other = await Cluster.StartAsync(1, storage, options: options);
        var world = await JobWorld.MakeAsync(one.Service, "group: {id: g}");
        var writes = 0;
        var fail = SharedStorage.Refuse(_ => Interlocked.Increment(ref writes) % failsEach == 0);
        (storage.BeforeWrite, storage.AfterWrite) = (fail, fail);
        var told = await SendAsync(world, clusters == 1 ? [one.Service] : [one.Service, other.Service]);
        (storage.BeforeWrite, storage.AfterWrite) = (null, null);
        await RequireLoggedAsync(world, told);
    }

    [Fact(Timeout = Attempts.GiveUpAfter)]
    public async Task Requests_SentAgainWhileTheTenantsSiloIsKilled_AreMadeOnce()
    {
        await using var cluster = await Cluster.StartAsync(3, patience: Cluster.Patience);
        var world = await JobWorld.MakeAsync(cluster.Service, "group: {id: g}");
        var killing = Task.Run(async () =>
        {
            while (await world.RevisionAsync() < Writers * 4) JobWorld.Cancellation.ThrowIfCancellationRequested();
            await cluster.KillAsync(await cluster.SiloOfAsync(world.Tenant));
        }, JobWorld.Cancellation);
        var told = await SendAsync(world, [cluster.Service]);
        await killing;
        Assert.Equal(2, cluster.Silos.Count);
        await RequireLoggedAsync(world, told);
    }

    /// <summary>Sends everything until it is acknowledged, half of it by two at once.</summary>
    /// <returns>The revision that each key's senders were told.</returns>
    private static async Task<IReadOnlyDictionary<string, long>> SendAsync(JobWorld world, IAclService[] services)
    {
        var told = new ConcurrentDictionary<string, long>();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(w => Task.Run(async () =>
        {
            for (var i = 0; i < Requests; i++)
            {
                var key = w % 2 == 0 ? $"{w}-{i}" : $"shared-{i}";
                var request = new ApplyRequest([JobWorld.Step($"members: {{group: g, add: ['user:{key}']}}")]) { IdempotencyKey = key };
                var sent = 0;
                await Attempts.UntilDoneAsync(async () =>
                {
                    var result = await services[(w + sent++) % services.Length].ApplyAsync(world.Tenant, request, JobWorld.Cancellation);
                    Assert.True(result.Applied);
                    Assert.Equal(result.Revision, told.GetOrAdd(key, result.Revision));
                });
            }
        })));
        return told;
    }

    /// <summary>The log has every revision once, and each key at the revision that its senders were told.</summary>
    private static async Task RequireLoggedAsync(JobWorld world, IReadOnlyDictionary<string, long> told)
    {
        await Attempts.UntilDoneAsync(() => world.ApplyAsync("user: {id: last}"));
        var changes = await LogAsync(world);
        Assert.Equal(Enumerable.Range(1, changes.Count).Select(i => (long)i), changes.Select(c => c.Revision));
        Assert.Equal(
            told.OrderBy(t => t.Value).Select(t => (t.Key, t.Value)), changes.Where(c => c.IdempotencyKey is not null).Select(c => (c.IdempotencyKey!, c.Revision)));
        foreach (var change in changes.Where(c => c.IdempotencyKey is not null))
            Assert.Contains($"user:{change.IdempotencyKey}\"", Assert.Single(change.Objects).After!.ToString(), StringComparison.Ordinal);
    }

    private static async Task<List<Change>> LogAsync(JobWorld world)
    {
        var changes = new List<Change>();
        while (true)
        {
            var page = await Attempts.UntilAnsweredAsync(async () => await world.Service.ChangesAsync(world.Tenant, new ChangesRequest(changes.Count) { Limit = 1_000 }, JobWorld.Cancellation));
            if (page.Changes.Count == 0) return changes;
            changes.AddRange(page.Changes);
        }
    }
}
