using System.Diagnostics;
using OrleansAcl.Bench.Ours;
using OrleansAcl.Bench.Worlds;
using OrleansAcl.Requests;

namespace OrleansAcl.Bench.Measures;

/// <summary>Checks asked many at a time, on one thread.</summary>
internal static class BatchMeasure
{
    private const int WarmUpPasses = 10;

    /// <summary>Asks every Zipf question in batches of several sizes and prints checks a second; returns the number of wrong answers.</summary>
    public static async Task<long> RunAsync(Workload workload, int rounds)
    {
        await using var host = await EmbeddedHost.OpenAsync(null);
        await WorldLoader.LoadAsync(host.Service, workload.World);
        var queries = workload.Zipf.Queries;
        var requests = OurContestant.Requests(queries);
        var wrong = 0L;
        Console.WriteLine("batch: checks/s on one thread");
        foreach (var size in (int[])[1, 50, AclLimits.BatchItems])
        {
            CheckRequest[][] batches = [.. requests.Chunk(size)];
            var rates = new List<double>();
            for (var round = -WarmUpPasses; round < rounds; round++)
            {
                var began = Stopwatch.GetTimestamp();
                wrong += await AskAsync(host.Service, batches, queries);
                if (round >= 0) rates.Add(requests.Length / Stopwatch.GetElapsedTime(began).TotalSeconds);
            }

            Console.WriteLine($"  {size,5} a batch {Figures.Whole(rates.Median()),12}");
        }

        return wrong;
    }

    private static async Task<long> AskAsync(IAclService service, CheckRequest[][] batches, Query[] queries)
    {
        var (wrong, asked) = (0L, 0);
        foreach (var batch in batches)
        {
            var answers = await service.CheckManyAsync(EmbeddedHost.Tenant, batch);
            foreach (var answer in answers)
                if (answer.Error is not null || answer.Decision.Allowed != queries[asked++].ExpectedWithDeny) wrong++;
        }

        return wrong;
    }
}
