using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OrleansAcl.Bench.Measures;
using OrleansAcl.Bench.Ours;
using OrleansAcl.Bench.Worlds;
using OrleansAcl.ClusterBench.Grains;
using OrleansAcl.ClusterBench.Load;
using OrleansAcl.ClusterBench.Silos;
using OrleansAcl.Client.Orleans;
using OrleansAcl.Grains;
using OrleansAcl.Requests;

namespace OrleansAcl.ClusterBench.Measures;

/// <summary>What the steps of a hosted check cost one by one, on one thread: the least of many short stretches, and the bytes of each.</summary>
internal static class PartsMeasure
{
    private const int Stretch = 2_000;
    private const int Stretches = 400;

    public static async Task<long> RunAsync(ClusterSettings settings)
    {
        var workload = settings.Workload();
        await using var embedded = await EmbeddedHost.OpenAsync(null);
        await using var one = await Cluster.StartAsync(1, 0, more: silo =>
            silo.Services.AddSingleton<IEmbeddedForSteps>(new EmbeddedForSteps(embedded.Service)));
        await WorldLoader.LoadAsync(embedded.Service, workload.World);
        var grains = one.Hosted();
        if (workload.Zipf.Queries.Length < Stretch) throw new ArgumentException($"--queries must be at least {Stretch}");
        var requests = new CheckCall(embedded.Service, EmbeddedHost.Tenant, workload.Zipf.Queries).Requests;
        var decisions = new Decision[requests.Length];
        for (var i = 0; i < decisions.Length; i++) decisions[i] = await embedded.Service.CheckAsync(EmbeddedHost.Tenant, requests[i]);
        Console.WriteLine("parts: what each costs, on one thread");
        Part("the grain's key", i => $"{EmbeddedHost.Tenant.Value}#0/{requests[i].Resource}");
        string[] keys = [.. requests.Select(r => $"default#0/{r.Resource}")];
        Part("the grain's reference, its key at hand", i => grains.GetGrain<IResourceGrain>(keys[i]));
        Part("an empty grain's reference, the same", i => grains.GetGrain<IEmptyGrain>(keys[i]));
        var kind = (GrainReference)grains.GetGrain<IResourceGrain>(keys[0]);
        Part("the grain's reference, its kind at hand", i => grains.GetGrain(GrainId.Create(kind.GrainId.Type, keys[i]), kind.InterfaceType));
        Part("the decision", i =>
        {
            _ = embedded.Service.CheckAsync(EmbeddedHost.Tenant, requests[i]).Result;
            return null;
        });
        Part("the reason's text", i => decisions[i].Reason);
        return await StepsAsync(one, workload, requests, settings);
    }

    /// <summary>An empty call against calls that do more and more of a check, and the check itself.</summary>
    private static async Task<long> StepsAsync(Cluster cluster, Workload workload, CheckRequest[] requests, ClusterSettings settings)
    {
        var service = new OrleansAclService(cluster.Hosted());
        await WorldLoader.LoadAsync(service, workload.World);
        var check = new CheckCall(service, EmbeddedHost.Tenant, workload.Zipf.Queries);
        var wrong = await check.WarmUpAsync();
        var empty = Contestant.Of("empty call", cluster, new StepCall(cluster.Hosted(), requests, CheckStep.Nothing));
        foreach (var step in (CheckStep[])[CheckStep.Read, CheckStep.Decide])
        {
            var some = Contestant.Of($"to {step}".ToLowerInvariant(), cluster, new StepCall(cluster.Hosted(), requests, step));
            wrong += (await Race.RunAsync(empty, some, settings)).Print("steps, hosted");
        }

        return wrong + (await Race.RunAsync(empty, Contestant.Of("check", cluster, check), settings)).Print("steps, hosted");
    }

    private static void Part(string name, Func<int, object?> part)
    {
        var (least, kept, bytes) = (double.MaxValue, (object?)null, 0L);
        for (var stretch = 0; stretch < Stretches; stretch++)
        {
            var (before, began) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
            for (var i = 0; i < Stretch; i++) kept = part(i);
            least = Math.Min(least, Stopwatch.GetElapsedTime(began).TotalNanoseconds / Stretch);
            bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / Stretch;
        }

        GC.KeepAlive(kept);
        Console.WriteLine($"  {name,-40} {Figures.Whole(least),6} ns {bytes,6} B");
    }
}
