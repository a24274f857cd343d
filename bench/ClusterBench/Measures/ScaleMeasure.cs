using OrleansAcl.Bench.Ours;
using OrleansAcl.Bench.Worlds;
using OrleansAcl.Client.Orleans;
using OrleansAcl.ClusterBench.Load;
using OrleansAcl.ClusterBench.Silos;

namespace OrleansAcl.ClusterBench.Measures;

/// <summary>What a check costs among ten times as many resources, and with deeper groups and folders; worlds side by side in one hosted silo.</summary>
internal static class ScaleMeasure
{
    private const int Times = 10;

    /// <summary>Depths of groups and of folders; the first is what the others are compared with.</summary>
    private static readonly (int Groups, int Folders)[] Depths =
        [(4, 4), (8, 4), (16, 4), (32, 4), (4, 8), (4, 16), (4, 32), (8, 8), (16, 16), (32, 32)];

    public static async Task<long> RunAsync(ClusterSettings settings, bool size, bool depth)
    {
        await using var one = await Cluster.StartAsync(1, 0);
        return (size ? await SizeAsync(one, settings) : 0) + (depth ? await DepthAsync(one, settings) : 0);
    }

    private static async Task<long> SizeAsync(Cluster cluster, ClusterSettings settings)
    {
        var service = new OrleansAclService(cluster.Hosted());
        var (few, many) = (settings.Resources, settings.Resources * Times);
        var (smallTenant, largeTenant) = (TenantId.Parse("small"), TenantId.Parse("large"));
        var (small, large) = (settings.Workload(), settings.Workload(many));
        await WorldLoader.LoadAsync(service, small.World, smallTenant);
        await WorldLoader.LoadAsync(service, large.World, largeTenant);
        var wrong = 0L;
        foreach (var (smallSet, largeSet) in ((QuerySet, QuerySet)[])[(small.Zipf, large.Zipf), (small.Uniform, large.Uniform)])
        {
            var (smallCheck, largeCheck) = (new CheckCall(service, smallTenant, smallSet.Queries), new CheckCall(service, largeTenant, largeSet.Queries));
            wrong += await smallCheck.WarmUpAsync() + await largeCheck.WarmUpAsync();
            var asked = $"{smallSet.Distribution}, {smallSet.Queries.Length} questions each";
            var (fewChecks, manyChecks) = (Contestant.Of($"check of {few}", cluster, smallCheck), Contestant.Of($"check of {many}", cluster, largeCheck));
            wrong += (await Race.RunAsync(fewChecks, manyChecks, settings)).Print(asked, asCost: true);
            var smallEmpty = new EmptyCall(cluster.Hosted(), smallCheck.Requests, prefix: "small");
            var largeEmpty = new EmptyCall(cluster.Hosted(), largeCheck.Requests, prefix: "large");
            await smallEmpty.WarmUpAsync();
            await largeEmpty.WarmUpAsync();
            var (fewCalls, manyCalls) = (Contestant.Of($"empty call of {few}", cluster, smallEmpty), Contestant.Of($"empty call of {many}", cluster, largeEmpty));
            wrong += (await Race.RunAsync(fewCalls, manyCalls, settings)).Print(asked, asCost: true);
        }

        return wrong;
    }

    private static async Task<long> DepthAsync(Cluster cluster, ClusterSettings settings)
    {
        var service = new OrleansAclService(cluster.Hosted());
        var wrong = 0L;
        Contestant? measure = null;
        foreach (var (groups, folders) in Depths)
        {
            var tenant = TenantId.Parse($"depth-{groups}-{folders}");
            var nested = new NestedWorld(groups, folders);
            await WorldLoader.LoadAsync(service, nested.World, tenant);
            var check = new CheckCall(service, tenant, nested.Queries(settings.Queries, new Random(settings.Seed)));
            wrong += await check.WarmUpAsync();
            var contestant = Contestant.Of($"groups {groups}, folders {folders}", cluster, check);
            if (measure is null) measure = contestant;
            else wrong += (await Race.RunAsync(measure, contestant, settings)).Print("nesting", asCost: true);
        }

        return wrong;
    }
}
