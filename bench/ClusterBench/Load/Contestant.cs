using System.Diagnostics;
using OrleansAcl.ClusterBench.Silos;

namespace OrleansAcl.ClusterBench.Load;

/// <summary>Something that many callers call for a while.</summary>
/// <param name="Name">What it is called in the output.</param>
/// <param name="RunAsync">Lets so many callers call for so long.</param>
internal sealed record Contestant(string Name, Func<int, TimeSpan, Task<Sample>> RunAsync)
{
    /// <summary>Each caller yields every few calls, for a loop of calls that are answered at once keeps the others from running.</summary>
    private const int CallsBetweenYields = 8;

    /// <summary>Callers begin this far apart in the numbers of calls.</summary>
    public const long Stride = 7919;

    public static Contestant Of<TAnswer>(string name, Cluster cluster, ICall<TAnswer> call) =>
        new(name, (callers, time) => RunAllAsync(cluster, call, callers, time));

    private static async Task<Sample> RunAllAsync<TAnswer>(Cluster cluster, ICall<TAnswer> call, int callers, TimeSpan time)
    {
        var (processor, bytes, began) = (cluster.ProcessorTime(), GC.GetTotalAllocatedBytes(precise: true), Stopwatch.GetTimestamp());
        var until = began + (long)(time.TotalSeconds * Stopwatch.Frequency);
        var counts = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => RunOneAsync(call, caller * Stride, until))));
        var took = Stopwatch.GetElapsedTime(began);
        return new Sample(
            counts.Sum(c => c.Made), took, cluster.ProcessorTime() - processor, GC.GetTotalAllocatedBytes(precise: true) - bytes,
            counts.Min(c => c.Made), counts.Max(c => c.Made), counts.Sum(c => c.Wrong));
    }

    private static async Task<(long Made, long Wrong)> RunOneAsync<TAnswer>(ICall<TAnswer> call, long first, long until)
    {
        var (made, wrong) = (0L, 0L);
        for (; Stopwatch.GetTimestamp() < until; made++)
        {
            if (!call.IsRight(first + made, await call.AskAsync(first + made))) wrong++;
            if (made % CallsBetweenYields == CallsBetweenYields - 1) await Task.Yield();
        }

        return (made, wrong);
    }
}
