using OrleansAcl;
using OrleansAcl.Bench;
using OrleansAcl.Bench.Ours;
using OrleansAcl.Bench.Worlds;
using OrleansAcl.Client.Orleans;
using OrleansAcl.ClusterBench;
using OrleansAcl.Grains;
using OrleansAcl.Requests;

// Checks on workload W through grains, against an empty grain called with the same messages in the same process, in turns.
// arguments: resources (20000), callers (100), seconds a turn (3), rounds (3), silos (1)
int Argument(int at, int otherwise) => args.Length > at ? int.Parse(args[at], System.Globalization.CultureInfo.InvariantCulture) : otherwise;
var (resources, callers, seconds, rounds, silos) = (Argument(0, 20_000), Argument(1, 100), Argument(2, 3), Argument(3, 3), Argument(4, 1));

var random = new Random(42);
var world = new WorldGenerator(resources, 1_000, random).Generate();
var queries = new QueryGenerator(world, random).Zipf(20_000).Queries;
var requests = OurContestant.Requests(queries);
await using var cluster = await LocalCluster.StartAsync(silos);
var (steps, took) = await WorldLoader.LoadAsync(new OrleansAclService(cluster.Hosted), world);
Console.WriteLine($"{silos} silo(s), {resources} resources, {steps} steps loaded in {took.TotalSeconds:F1} s, {callers} callers, {rounds} rounds of {seconds} s");

foreach (var (name, grains) in ((string, IGrainFactory)[])[("hosted", cluster.Hosted), ("external over TCP", cluster.External)])
{
    var service = new OrleansAclService(grains);
    var wrong = 0L;
    for (var i = 0; i < requests.Length; i++)
        if ((await service.CheckAsync(EmbeddedHost.Tenant, requests[i])).Allowed != queries[i].ExpectedWithDeny) wrong++;
    Console.WriteLine($"{name}: {wrong} of {requests.Length} answers wrong");

    Task Check(int caller, long made) => service.CheckAsync(EmbeddedHost.Tenant, requests[((caller * 7919) + made) % requests.Length]).AsTask();
    Task Empty(int caller, long made)
    {
        var request = requests[((caller * 7919) + made) % requests.Length];
        return grains.GetGrain<IEmptyGrain>($"default#0/{request.Resource}").CheckAsync(new CheckQuestion(
            request.Subject.Type, request.Subject.Id, request.Action, request.Resource.Type, request.Resource.Id, false, null, null));
    }

    var time = TimeSpan.FromSeconds(seconds);
    await Callers.RunAsync(callers, time, Empty);
    await Callers.RunAsync(callers, time, Check);
    var ratios = new List<double>();
    for (var round = 0; round < rounds; round++)
    {
        var empty = await Callers.RunAsync(callers, time, Empty);
        var check = await Callers.RunAsync(callers, time, Check);
        ratios.Add(check.PerSecond / empty.PerSecond);
        Console.WriteLine($"{name}: empty {empty.PerSecond,9:N0}/s (slowest caller {empty.Slowest}), check {check.PerSecond,9:N0}/s (slowest caller {check.Slowest}), ratio {ratios[^1]:F2}");
    }

    ratios.Sort();
    Console.WriteLine($"{name}: check / empty call = {ratios[ratios.Count / 2]:F2} ({ratios[0]:F2} - {ratios[^1]:F2})");

    var batch = new CheckRequest[100];
    Task Batch(int caller, long made)
    {
        for (var i = 0; i < batch.Length; i++) batch[i] = requests[((caller * 7919) + (made * batch.Length) + i) % requests.Length];
        return service.CheckManyAsync(EmbeddedHost.Tenant, [.. batch]).AsTask();
    }

    var single = await Callers.RunAsync(1, time, Check);
    var batched = await Callers.RunAsync(1, time, Batch);
    Console.WriteLine($"{name}: one caller, batches of 100 = {batched.PerSecond * batch.Length / single.PerSecond:F1} times the single rate");
}
