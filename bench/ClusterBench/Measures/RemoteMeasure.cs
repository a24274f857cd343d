using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using OrleansAcl.Bench.Ours;
using OrleansAcl.Bench.Worlds;
using OrleansAcl.Client.Orleans;
using OrleansAcl.ClusterBench.Load;
using OrleansAcl.ClusterBench.Silos;
using OrleansAcl.Grains;

namespace OrleansAcl.ClusterBench.Measures;

/// <summary>Checks asked in one silo of resources whose grains are on another, in a process of its own, against empty calls over the same path.</summary>
internal static class RemoteMeasure
{
    public static async Task<long> RunAsync(ClusterSettings settings)
    {
        var workload = settings.Workload();
        await using var cluster = await Cluster.StartAsync(1, 1);
        var grains = cluster.Hosted();
        var service = new OrleansAclService(grains);
        await WorldLoader.LoadAsync(service, workload.World);
        var all = new CheckCall(service, EmbeddedHost.Tenant, workload.Zipf.Queries);
        var empties = new EmptyCall(grains, all.Requests);
        var wrong = await all.WarmUpAsync();
        await empties.WarmUpAsync();
        var here = cluster.Here[0].Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;
        var management = grains.GetGrain<IManagementGrain>(0);
        var (away, near, emptyAway, emptyNear) = (new List<Query>(), new List<Query>(), new List<int>(), new List<int>());
        for (var i = 0; i < all.Requests.Length; i++)
        {
            var resource = grains.GetGrain<IResourceGrain>($"default#0/{all.Requests[i].Resource}");
            (here.Equals(await management.GetActivationAddress(resource)) ? near : away).Add(workload.Zipf.Queries[i]);
            (here.Equals(await management.GetActivationAddress(empties.Grain(i))) ? emptyNear : emptyAway).Add(i);
        }

        var checkAway = new CheckCall(service, EmbeddedHost.Tenant, away);
        var checkNear = new CheckCall(service, EmbeddedHost.Tenant, near);
        var callAway = new EmptyCall(grains, [.. emptyAway.Select(i => all.Requests[i])]);
        var callNear = new EmptyCall(grains, [.. emptyNear.Select(i => all.Requests[i])]);
        wrong += (await Race.RunAsync(Contestant.Of("empty call", cluster, callAway), Contestant.Of("check", cluster, checkAway), settings))
            .Print($"from one silo to another, {away.Count} and {emptyAway.Count} of {all.Requests.Length} questions");
        wrong += (await Race.RunAsync(Contestant.Of("empty call", cluster, callNear), Contestant.Of("check", cluster, checkNear), settings))
            .Print("on the same silo, of the same two");
        wrong += (await Race.RunAsync(Contestant.Of("check on this silo", cluster, checkNear), Contestant.Of("check on the other", cluster, checkAway), settings))
            .Print("what the way costs", asCost: true);
        return wrong;
    }
}
