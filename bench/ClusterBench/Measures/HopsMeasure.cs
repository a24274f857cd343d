using Orleans.Hosting;
using OrleansAcl.Bench.Measures;
using OrleansAcl.Bench.Ours;
using OrleansAcl.Client.Orleans;
using OrleansAcl.ClusterBench.Load;
using OrleansAcl.ClusterBench.Silos;

namespace OrleansAcl.ClusterBench.Measures;

/// <summary>
/// How many grain calls a check makes, to grains on the caller's silo and on others, when a silo knows nothing of the tenant and when it does.
/// </summary>
internal static class HopsMeasure
{
    private const int Silos = 3;
    private const int Checks = 200;

    public static async Task<long> RunAsync(ClusterSettings settings)
    {
        var workload = settings.Workload();
        var log = new CallLog();
        await using var cluster = await Cluster.StartAsync(Silos, 0, more: silo => silo.Services.AddCallLog(log));
        await WorldLoader.LoadAsync(new OrleansAclService(cluster.Hosted()), workload.World);
        var check = new CheckCall(new OrleansAclService(cluster.Hosted()), EmbeddedHost.Tenant, workload.Uniform.Queries);
        Console.WriteLine($"hops: grain calls a check, asked on one of {Silos} silos, {workload.World.Resources.Length} resources");
        var wrong = await CountAsync("the first check ever", log, check, 0, 1);
        wrong += await CountAsync($"the next {Checks}, of other resources", log, check, 1, Checks);
        wrong += await CountAsync("the same again", log, check, 0, Checks + 1);
        wrong += await check.WarmUpAsync();
        wrong += await CountAsync("when all has been asked once", log, check, 0, workload.Uniform.Queries.Length);
        return wrong;
    }

    private static async Task<long> CountAsync(string what, CallLog log, CheckCall check, int first, int count)
    {
        log.Clear();
        var wrong = 0L;
        for (var i = first; i < first + count; i++)
            if (!check.IsRight(i, await check.AskAsync(i))) wrong++;
        Console.WriteLine($"  {what}: {wrong} wrong");
        foreach (var ((method, remote), calls) in log.Calls.OrderBy(entry => entry.Key.Method, StringComparer.Ordinal).ThenBy(entry => entry.Key.Remote))
            Console.WriteLine($"    {method,-40} {(remote ? "other silo" : "same silo"),-10} {Figures.Fine((double)calls / count),8} a check");
        return wrong;
    }
}
