using OrleansAcl.Bench.Ours;
using OrleansAcl.Client.Orleans;
using OrleansAcl.ClusterBench.Load;
using OrleansAcl.ClusterBench.Silos;

namespace OrleansAcl.ClusterBench.Measures;

/// <summary>Batches of 100 against single checks, by one caller and by many, hosted and over TCP.</summary>
internal static class BatchMeasure
{
    private const int Size = 100;

    public static async Task<long> RunAsync(ClusterSettings settings)
    {
        var wrong = 0L;
        await using (var one = await Cluster.StartAsync(1, 0)) wrong += await RunAsync("hosted, one silo", one, one.Hosted(), settings);
        await using (var two = await Cluster.StartAsync(0, 2)) wrong += await RunAsync("external over TCP, two silos apart", two, two.External, settings);
        return wrong;
    }

    private static async Task<long> RunAsync(string what, Cluster cluster, IGrainFactory grains, ClusterSettings settings)
    {
        var workload = settings.Workload();
        var service = new OrleansAclService(grains);
        await WorldLoader.LoadAsync(service, workload.World);
        var single = new CheckCall(service, EmbeddedHost.Tenant, workload.Zipf.Queries);
        var batch = new BatchCall(service, EmbeddedHost.Tenant, single.Requests, workload.Zipf.Queries, Size);
        var wrong = await single.WarmUpAsync();
        foreach (var callers in (int[])[1, settings.Callers])
        {
            var race = await Race.RunAsync(Contestant.Of("single", cluster, single), Contestant.Of($"batch of {Size}", cluster, batch), settings, callers);
            wrong += race.Print($"{what}, {callers} caller(s), checks", Size);
        }

        return wrong;
    }
}
