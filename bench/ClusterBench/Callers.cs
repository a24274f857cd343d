using System.Diagnostics;

namespace OrleansAcl.ClusterBench;

/// <summary>Many callers at once for a while. Each yields between calls, or those of one silo would starve the others.</summary>
internal static class Callers
{
    /// <summary>Calls until the time is over.</summary>
    /// <returns>Calls a second of all together, and how many of the slowest caller.</returns>
    public static async Task<(double PerSecond, long Slowest)> RunAsync(int callers, TimeSpan time, Func<int, long, Task> call)
    {
        var began = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var made = 0L;
            for (; Stopwatch.GetElapsedTime(began) < time; made++)
            {
                await call(caller, made);
                if (made % 8 == 7) await Task.Yield();
            }

            return made;
        })));
        return (counts.Sum() / Stopwatch.GetElapsedTime(began).TotalSeconds, counts.Min());
    }
}
