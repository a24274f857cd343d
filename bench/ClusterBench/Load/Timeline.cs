using System.Diagnostics;
using OrleansAcl.Bench.Measures;

namespace OrleansAcl.ClusterBench.Load;

/// <summary>Checks begun when they are due, and what became of those of each tenth of a second.</summary>
internal sealed class Timeline
{
    private const int BucketsPerSecond = 10;

    /// <summary>The rate is back when this share is answered in time, for a second at least.</summary>
    private const double Back = 0.9;

    /// <summary>An answer within this time is in time.</summary>
    private static readonly TimeSpan InTime = TimeSpan.FromSeconds(1);

    /// <summary>Longer than a call can take to fail.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly double _rate;
    private readonly int[] _answered;
    private readonly int[] _late;
    private readonly int[] _errors;
    private readonly double[] _begunLate;
    private long _wrong;

    private Timeline(double rate, int buckets)
    {
        _rate = rate;
        (_answered, _late, _errors, _begunLate) = (new int[buckets], new int[buckets], new int[buckets], new double[buckets]);
    }

    /// <summary>Answers that were not the expected ones.</summary>
    public long Wrong => _wrong;

    public static async Task<Timeline> RunAsync<TAnswer>(ICall<TAnswer> call, double rate, TimeSpan time)
    {
        var timeline = new Timeline(rate, (int)(time.TotalSeconds * BucketsPerSecond));
        var pending = new Task[(int)(rate * time.TotalSeconds)];
        await Task.Factory.StartNew(
            () =>
            {
                var began = Stopwatch.GetTimestamp();
                for (var i = 0; i < pending.Length; i++)
                {
                    var due = began + (long)(i / rate * Stopwatch.Frequency);
                    while (Stopwatch.GetTimestamp() < due) Thread.Sleep(1);
                    var bucket = (int)(i / rate * BucketsPerSecond);
                    timeline._begunLate[bucket] = Math.Max(timeline._begunLate[bucket], Stopwatch.GetElapsedTime(due).TotalSeconds);
                    pending[i] = timeline.AskAsync(call, i, due, bucket);
                }
            },
            TaskCreationOptions.LongRunning);
        await Task.WhenAll(pending).WaitAsync(Patience);
        return timeline;
    }

    private async Task AskAsync<TAnswer>(ICall<TAnswer> call, int number, long due, int bucket)
    {
        try
        {
            var answer = await call.AskAsync(number);
            if (!call.IsRight(number, answer)) Interlocked.Increment(ref _wrong);
            else Interlocked.Increment(ref (Stopwatch.GetElapsedTime(due) <= InTime ? _answered : _late)[bucket]);
        }
        catch (AclException)
        {
            Interlocked.Increment(ref _errors[bucket]);
        }
    }

    /// <summary>Prints right answers in time, late ones and errors of every bucket that is not wholly well.</summary>
    public void Print(int bucketsPerLine)
    {
        Console.WriteLine("    from s    right in time / late / errors");
        for (var first = 0; first < _answered.Length; first += bucketsPerLine)
        {
            var line = Enumerable.Range(first, Math.Min(bucketsPerLine, _answered.Length - first)).ToList();
            if (line.All(i => _late[i] == 0 && _errors[i] == 0)) continue;
            Console.WriteLine($"    {(double)first / BucketsPerSecond,6:F1}    {string.Join("  ", line.Select(i => $"{_answered[i]}/{_late[i]}/{_errors[i]}"))}");
        }
    }

    /// <summary>Prints how it went on after something happened.</summary>
    public void Summarize(TimeSpan at)
    {
        var happened = (int)(at.TotalSeconds * BucketsPerSecond);
        var (due, before) = (_rate / BucketsPerSecond, _answered.Take(happened).Average());
        var bad = Enumerable.Range(happened, _answered.Length - happened).Where(i => _answered[i] < before * Back).ToList();
        var back = bad.Count == 0 ? "never fell below 90 %"
            : bad[^1] >= _answered.Length - BucketsPerSecond ? "was not back at 90 % for a second by the end"
            : $"was below 90 % in {bad.Count} buckets, the last {Figures.Fine((double)(bad[^1] + 1 - happened) / BucketsPerSecond)} s after";
        var slow = _begunLate.Max() > InTime.TotalSeconds / 2
            ? $"  VOID: checks were begun up to {Figures.Fine(_begunLate.Max())} s late, the machine is too busy"
            : "";
        Console.WriteLine(
            $"  checks: {Figures.Whole(before)} of {Figures.Whole(due)} right in time a bucket before; then it {back}; "
            + $"late {_late.Sum()}, errors {_errors.Sum()}, wrong {_wrong}{slow}");
    }
}
