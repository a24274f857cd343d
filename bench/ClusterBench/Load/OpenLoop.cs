using System.Diagnostics;
using OrleansAcl.Bench.Measures;

namespace OrleansAcl.ClusterBench.Load;

/// <summary>
/// Calls that begin when they are due, whether or not earlier ones were answered, so that waiting in a queue counts. Those of one
/// millisecond are due together at its beginning.
/// </summary>
internal static class OpenLoop
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Makes calls at a rate for a while.</summary>
    public static async Task<Latencies> RunAsync<TAnswer>(ICall<TAnswer> call, double rate, TimeSpan time)
    {
        var ticks = (int)time.TotalMilliseconds;
        var total = (int)(rate * time.TotalSeconds);
        var (milliseconds, late) = (new double[total], new double[ticks]);
        Array.Fill(milliseconds, double.NaN);
        var wrong = 0L;
        async Task AskAsync(int number, long due)
        {
            if (!call.IsRight(number, await call.AskAsync(number))) Interlocked.Increment(ref wrong);
            milliseconds[number] = Stopwatch.GetElapsedTime(due).TotalMilliseconds;
        }

        var pending = new Task[total];
        // A thread of its own: the pool's threads are what is measured.
        await Task.Factory.StartNew(
            () =>
            {
                var began = Stopwatch.GetTimestamp();
                for (int tick = 0, next = 0; tick < ticks; tick++)
                {
                    var due = began + (tick * Stopwatch.Frequency / 1_000);
                    while (Stopwatch.GetTimestamp() < due) Thread.Sleep(TimeSpan.FromMicroseconds(50));
                    late[tick] = Stopwatch.GetElapsedTime(due).TotalMilliseconds;
                    for (var end = (int)((tick + 1L) * total / ticks); next < end; next++) pending[next] = AskAsync(next, due);
                }
            },
            TaskCreationOptions.LongRunning);
        var unanswered = pending.Count(task => !task.IsCompleted);
        await Task.WhenAll(pending).WaitAsync(Patience);
        return new Latencies(rate, milliseconds.Median(), milliseconds.Quantile(0.99), late.Quantile(0.99), (double)unanswered / total, wrong);
    }
}

/// <summary>Times from when a call was due to its answer, in milliseconds.</summary>
/// <param name="Rate">Calls a second offered.</param>
/// <param name="P50">Half were faster.</param>
/// <param name="P99">99 of 100 were faster.</param>
/// <param name="LateP99">How late calls were begun.</param>
/// <param name="Backlog">The share unanswered when the last was begun.</param>
/// <param name="Wrong">Answers that were not the expected ones.</param>
internal sealed record Latencies(double Rate, double P50, double P99, double LateP99, double Backlog, long Wrong)
{
    /// <summary>More than this share unanswered at the end: the calls came faster than they could be answered.</summary>
    private const double TooMuch = 0.05;

    /// <summary>Why the figures say nothing; null when they do.</summary>
    public string? Void => Wrong > 0 ? $"VOID: {Wrong} answers were wrong"
        : Backlog > TooMuch ? "VOID: the calls came faster than they were answered"
        : LateP99 > P99 / 2 ? "VOID: the calls were begun too late, the machine is too busy"
        : null;
}
