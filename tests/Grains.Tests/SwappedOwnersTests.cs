using System.Collections.Concurrent;
using OrleansAcl.Behaviour;

namespace OrleansAcl.Grains.Tests;

/// <summary>A change is seen whole or not at all, and at once when it has returned, also by copies that are begun anew all the time.</summary>
public sealed class SwappedOwnersTests
{
    private static readonly string[] Owners = ["ann", "bob"];

    /// <summary>One owns the first job and the other the second, in turn.</summary>
    private static Task SwapAsync(JobWorld world, int round) => world.ApplyAsync(
        $"resource: {{id: 'job:1', owner: 'user:{Owners[round % 2]}'}}", $"resource: {{id: 'job:2', owner: 'user:{Owners[(round + 1) % 2]}'}}");

    /// <summary>Asks until the end who may run what, in one batch; notes what was true at no time.</summary>
    private static async Task ReadAsync(JobWorld world, ConcurrentBag<string> torn, CancellationToken end)
    {
        var both = Owners.SelectMany(owner => (string[])["1", "2"], (owner, job) => JobWorld.Check(owner, "run", $"job:{job}")).ToList();
        for (var i = 0; i == 0 || !end.IsCancellationRequested; i++)
        {
            var outcomes = await world.Service.CheckManyAsync(world.Tenant, both, JobWorld.Cancellation);
            var said = string.Concat(outcomes.Select(o => o.Error?.Code ?? (o.Decision.Allowed ? "1" : "0")));
            if (said is not ("1001" or "0110")) torn.Add(said);
            // Something else now and then, for which a small copy has no room.
            await world.MayRunInBatchAsync($"u{i % 7}", $"other{i % 5}");
        }
    }

    [Theory(Timeout = Attempts.GiveUpAfter)]
    [InlineData(3)]
    [InlineData(1_000_000)]
    public async Task CheckMany_WhileOwnersAreSwapped_FindsOneOwnerEach(int copyEntities)
    {
        await using var cluster = await Cluster.StartAsync(2, options: Cluster.Options with { CopyEntities = copyEntities });
        var world = await JobWorld.MakeAsync(cluster.Service);
        await SwapAsync(world, 0);
        using var end = new CancellationTokenSource();
        var torn = new ConcurrentBag<string>();
        var silos = cluster.Silos.Select(silo => world.On(cluster.On(silo))).ToList();
        var reading = silos.Select(asked => Task.Run(() => ReadAsync(asked, torn, end.Token))).ToList();
        var stale = 0;
        for (var round = 1; round <= 150; round++)
        {
            await SwapAsync(world, round);
            foreach (var asked in silos)
                if (!await asked.MayRunAsync(Owners[round % 2], "1") || !await asked.MayRunInBatchAsync(Owners[round % 2], "1")) stale++;
        }

        await end.CancelAsync();
        await Task.WhenAll(reading);
        Assert.True(torn.IsEmpty && stale == 0, $"{torn.Count} answers of no version, such as {string.Join(", ", torn.Distinct().Take(4))}; {stale} stale");
    }
}
