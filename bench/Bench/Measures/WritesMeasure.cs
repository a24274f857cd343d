using System.Diagnostics;
using OrleansAcl.Bench.Ours;
using OrleansAcl.Bench.Worlds;
using OrleansAcl.Requests;

namespace OrleansAcl.Bench.Measures;

/// <summary>Acknowledged, durable writes: each replaces the access list of one resource, over a loaded world on a data folder.</summary>
internal static class WritesMeasure
{
    private const int MaxResourcesPerWriter = 500;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    /// <summary>Imports the world; then one and sixteen writers for so long each, each time after the disk by itself.</summary>
    public static async Task RunAsync(Workload workload, string parent, TimeSpan duration)
    {
        using var folder = new DataFolder(parent);
        await using var host = await EmbeddedHost.OpenAsync(folder.Path);
        var (steps, took) = await WorldLoader.LoadAsync(host.Service, workload.World);
        Console.WriteLine($"writes: import {Figures.Whole(steps / took.TotalSeconds)} steps/s in chunks of {AclLimits.BatchItems}");
        foreach (var writers in (int[])[1, 16])
        {
            await RaceAsync(host.Service, workload.World, writers, WarmUp);
            var syncs = SyncRate(folder.Path, duration / 2);
            Console.WriteLine($"  the disk does {Figures.Whole(syncs)} appends of 4 KiB with a sync /s just now");
            Print(writers, duration, syncs, await RaceAsync(host.Service, workload.World, writers, duration));
        }
    }

    private static Task<List<double>[]> RaceAsync(IAclService service, World world, int writers, TimeSpan duration)
    {
        var steps = new WorldSteps(world);
        var share = Math.Min(MaxResourcesPerWriter, world.Resources.Length / writers);
        var stints = world.Resources.Chunk(share).Take(writers).Select(own => Changes(steps, world, own)).ToList();
        return Task.WhenAll(stints.Select(stint => Task.Run(() => WriteAsync(service, stint, duration))));
    }

    /// <summary>Every list with one more grant, then every list as it was: no write may find its own content already there.</summary>
    private static Step[] Changes(WorldSteps steps, World world, Item[] own)
    {
        var more = new Grant("", $"user:{world.Users[0]}", world.Roles[0].Id, "allow");
        return [.. own.Select(item => steps.AccessList(item.Reference, more)), .. own.Select(item => steps.AccessList(item.Reference))];
    }

    /// <summary>One writer's loop: the next write begins when the last was acknowledged. Returns each one's time in milliseconds.</summary>
    private static async Task<List<double>> WriteAsync(IAclService service, Step[] steps, TimeSpan duration)
    {
        var times = new List<double>();
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; Stopwatch.GetElapsedTime(began) < duration; i++)
        {
            var asked = Stopwatch.GetTimestamp();
            WorldLoader.Require(await service.ApplyAsync(EmbeddedHost.Tenant, [steps[i % steps.Length]]));
            times.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
        }

        return times;
    }

    private static void Print(int writers, TimeSpan duration, double syncs, List<double>[] times)
    {
        double[] all = [.. times.SelectMany(time => time)];
        var rate = all.Length / duration.TotalSeconds;
        Console.WriteLine(
            $"  {writers,2} writers {Figures.Whole(rate),8} writes/s, {Figures.Fine(rate / syncs)} of the disk's syncs, p50 {Figures.Fine(all.Median())} ms, "
            + $"p99 {Figures.Fine(all.Quantile(0.99))} ms, slowest and fastest writer {times.Min(t => t.Count)} and {times.Max(t => t.Count)} writes");
    }

    private static double SyncRate(string folder, TimeSpan duration)
    {
        var page = new byte[4096];
        var syncs = 0;
        using var file = File.Create(Path.Combine(folder, "sync"));
        var began = Stopwatch.GetTimestamp();
        for (; Stopwatch.GetElapsedTime(began) < duration; syncs++)
        {
            file.Write(page);
            file.Flush(flushToDisk: true);
        }

        return syncs / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
