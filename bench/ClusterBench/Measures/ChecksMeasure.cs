using OrleansAcl.Bench.Measures;
using OrleansAcl.Bench.Ours;
using OrleansAcl.Bench.Worlds;
using OrleansAcl.Client.Orleans;
using OrleansAcl.ClusterBench.Load;
using OrleansAcl.ClusterBench.Silos;
using OrleansAcl.Grains;

namespace OrleansAcl.ClusterBench.Measures;

/// <summary>
/// A check against an empty grain call: hosted in the silo, by a call of the resource's grain and from the silo's own copy, and from a client over TCP to two
/// silos of their own.
/// </summary>
internal static class ChecksMeasure
{
    /// <summary>The shares of the slower contestant's rate that calls are offered at when latencies are taken.</summary>
    private static readonly double[] OfferedShares = [0.25, 0.5];

    public static async Task<long> RunAsync(ClusterSettings settings, bool hosted, bool external, bool latencies)
    {
        var workload = settings.Workload();
        var wrong = 0L;
        if (hosted)
        {
            await using var one = await Cluster.StartAsync(1, 0);
            await WorldLoader.LoadAsync(new OrleansAclService(one.Hosted()), workload.World);
            wrong += await RunAsync("hosted, one silo, by the resources' grains", one, one.Hosted(), null, workload, settings, latencies);
            wrong += await RunAsync("hosted, one silo, from its own copy", one, one.Hosted(), one.Local(), workload, settings, latencies);
        }

        if (external)
        {
            await using var two = await Cluster.StartAsync(0, 2);
            await WorldLoader.LoadAsync(new OrleansAclService(two.External), workload.World);
            wrong += await RunAsync("external over TCP, two silos apart", two, two.External, null, workload, settings, latencies);
        }

        return wrong;
    }

    private static async Task<long> RunAsync(
        string what, Cluster cluster, IGrainFactory grains, ILocalChecks? local, Workload workload, ClusterSettings settings, bool latencies)
    {
        var service = new OrleansAclService(grains, local);
        var wrong = 0L;
        foreach (var set in (QuerySet[])[workload.Zipf, workload.Uniform])
        {
            var check = new CheckCall(service, EmbeddedHost.Tenant, set.Queries);
            var empty = new EmptyCall(grains, check.Requests);
            wrong += await check.WarmUpAsync();
            await empty.WarmUpAsync();
            var contestant = Contestant.Of("check", cluster, check);
            var race = await Race.RunAsync(Contestant.Of("empty call", cluster, empty), contestant, settings);
            wrong += race.Print(
                $"{what}, {set.Distribution}, {set.Queries.Length} questions of {workload.World.Resources.Length} resources, {settings.Callers} callers");
            var usual = Contestant.Of("plain GetGrain and call", cluster, new EmptyCall(grains, check.Requests, plainly: true));
            var plain = await Race.RunAsync(usual, contestant, settings);
            wrong += plain.Print("the same against an empty call whose reference is got as usual");
            if (!latencies) continue;
            var slower = Math.Min(race.Rounds.Select(r => r.Measure.Rate).Median(), race.Rounds.Select(r => r.Ours.Rate).Median());
            foreach (var share in OfferedShares) wrong += await LatenciesAsync(empty, check, slower * share, settings);
        }

        return wrong;
    }

    private static async Task<long> LatenciesAsync(EmptyCall empty, CheckCall check, double rate, ClusterSettings settings)
    {
        Console.WriteLine($"  {Figures.Whole(rate)} calls/s offered, whether or not earlier ones were answered, from when each was due");
        var wrong = 0L;
        var (empties, checks) = (new List<Latencies>(), new List<Latencies>());
        for (var round = 0; round < settings.Rounds; round++)
        {
            empties.Add(await OpenLoop.RunAsync(empty, rate, settings.Turn));
            checks.Add(await OpenLoop.RunAsync(check, rate, settings.Turn));
            wrong += empties[^1].Wrong + checks[^1].Wrong;
        }

        Print("empty call", empties);
        Print("check", checks);
        var valid = empties.Zip(checks).Where(r => r.First.Void is null && r.Second.Void is null).ToList();
        if (valid.Count > 0)
            Console.WriteLine(
                $"    check / empty call: p50 {new Spread([.. valid.Select(r => r.Second.P50 / r.First.P50)])}, "
                + $"p99 {new Spread([.. valid.Select(r => r.Second.P99 / r.First.P99)])}, {valid.Count} of {empties.Count} rounds count");
        return wrong;
    }

    private static void Print(string name, List<Latencies> rounds)
    {
        var counted = rounds.Where(r => r.Void is null).ToList();
        Console.WriteLine(counted.Count == 0
            ? $"    {name,-12} {rounds[0].Void}"
            : $"    {name,-12} p50 {new Spread([.. counted.Select(r => r.P50)])} ms, p99 {new Spread([.. counted.Select(r => r.P99)])} ms, "
                + $"begun late by {Figures.Fine(counted.Max(r => r.LateP99))} ms p99, {counted.Count} of {rounds.Count} rounds count");
    }
}
