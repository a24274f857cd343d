using System.Diagnostics;
using OrleansAcl.Bench.Ours;
using OrleansAcl.Bench.Worlds;
using OrleansAcl.Requests;

namespace OrleansAcl.Bench.Measures;

/// <summary>
/// The first page of what a subject may view who may view 400 jobs of very many, beside checking every job, which is what a list has to do that knows of
/// no candidates. Both in turns, with his closure just changed and still known.
/// </summary>
internal static class ListsMeasure
{
    private const int PageItems = 100;
    private const int WarmUpPages = 50;

    private static readonly ListRequest FirstPage = new(ListWorld.Viewer, "view", "job") { Limit = PageItems };

    /// <summary>Loads the world, measures and prints; returns the number of wrong answers.</summary>
    public static async Task<long> RunAsync(int jobs, int seed, int rounds)
    {
        var empty = GC.GetTotalMemory(forceFullCollection: true);
        await using var host = await EmbeddedHost.OpenAsync(null);
        await WorldLoader.PutTenantAsync(host.Service, EmbeddedHost.Tenant);
        var began = Stopwatch.GetTimestamp();
        foreach (var chunk in new ListWorld(jobs, new Random(seed)).Steps().Chunk(AclLimits.BatchItems))
            WorldLoader.Require(await host.Service.ApplyAsync(EmbeddedHost.Tenant, chunk));
        Console.WriteLine(
            $"lists: {Figures.Whole(jobs)} jobs loaded in {Figures.Fine(Stopwatch.GetElapsedTime(began).TotalSeconds)} s, "
            + $"{Figures.Whole((GC.GetTotalMemory(forceFullCollection: true) - empty) / (double)jobs)} bytes live a job, all included");
        for (var page = 0; page < WarmUpPages; page++) await PageAsync(host.Service);
        var (cold, warm, scans) = (new List<double>(), new List<double>(), new List<double>());
        var (wrong, looked) = (0L, 0L);
        for (var round = 0; round < rounds; round++)
        {
            var visible = new List<string>();
            scans.Add(await TimedAsync(() => ScanAsync(host.Service, jobs, visible)));
            await ChangeClosuresAsync(host.Service, round);
            cold.Add(await TimedAsync(() => PageAsync(host.Service)));
            warm.Add(await TimedAsync(() => PageAsync(host.Service)));
            var whole = await host.Service.ListAsync(EmbeddedHost.Tenant, FirstPage with { Limit = null });
            looked = (await PageAsync(host.Service)).Looked;
            wrong += visible.Except(whole.Select(r => r.Id)).Concat(whole.Select(r => r.Id).Except(visible)).LongCount() + (visible.Count == ListWorld.Visible ? 0 : 1);
        }

        Print("closure changed", cold, scans);
        Print("closure known", warm, scans);
        Console.WriteLine($"  a page of {PageItems} looks at {looked} jobs; checking every job takes {Figures.Whole(scans.Median())} ms");
        return wrong;
    }

    private static async Task<double> TimedAsync(Func<Task> work)
    {
        var began = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static async Task<Listed<ResourceRef>> PageAsync(IAclService service) => await service.ListAsync(EmbeddedHost.Tenant, FirstPage);

    /// <summary>Checks every job, and notes those that may be viewed.</summary>
    private static async Task ScanAsync(IAclService service, int jobs, List<string> visible)
    {
        for (var job = 0; job < jobs; job++)
        {
            var reference = new ResourceRef("job", ListWorld.Id(job));
            if ((await service.CheckAsync(EmbeddedHost.Tenant, new CheckRequest(ListWorld.Viewer, "view", reference))).Allowed) visible.Add(reference.Id);
        }
    }

    private static async Task ChangeClosuresAsync(IAclService service, int round) => WorldLoader.Require(await service.ApplyAsync(
        EmbeddedHost.Tenant, [new Step("user", Documents.Node.Map(("id", Documents.Node.Of($"new-{round}"))))]));

    private static void Print(string when, List<double> pages, List<double> scans) => Console.WriteLine(
        $"  first page of {PageItems}, {when}: {pages.Median():f3} ms ({pages.Min():f3} - {pages.Max():f3}), "
        + $"{Figures.Whole(scans.Zip(pages, (scan, page) => scan / page).Median())} times as fast as checking every job");
}
