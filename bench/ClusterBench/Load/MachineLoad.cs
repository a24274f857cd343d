using System.Diagnostics;
using System.Globalization;

namespace OrleansAcl.ClusterBench.Load;

/// <summary>How much of the machine somebody else used meanwhile. Where the system does not say, nobody did.</summary>
internal readonly struct MachineLoad
{
    private const string Statistics = "/proc/stat";

    /// <summary>The unit of the system's counters: a hundredth of a second.</summary>
    private const double TicksPerSecond = 100;

    private readonly double _busy;
    private readonly long _began;

    private MachineLoad(double busy, long began) => (_busy, _began) = (busy, began);

    public static MachineLoad Begin() => new(BusySeconds(), Stopwatch.GetTimestamp());

    /// <summary>The share of all processors that went to other than the processor time given, since the beginning.</summary>
    public double Others(TimeSpan ours) =>
        Math.Max(0, (BusySeconds() - _busy - ours.TotalSeconds) / (Stopwatch.GetElapsedTime(_began).TotalSeconds * Environment.ProcessorCount));

    private static double BusySeconds()
    {
        if (!File.Exists(Statistics)) return 0;
        // "cpu user nice system idle iowait irq softirq steal ..": all but idle and waiting for a disk.
        double[] ticks = [.. File.ReadLines(Statistics).First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8)
            .Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
        return (ticks.Sum() - ticks[3] - ticks[4]) / TicksPerSecond;
    }
}
