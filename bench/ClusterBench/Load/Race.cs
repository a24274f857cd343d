using OrleansAcl.Bench.Measures;

namespace OrleansAcl.ClusterBench.Load;

/// <summary>Two contestants in turns, in one run: what is compared is one round's turn with the same round's other turn.</summary>
internal sealed record Race(Contestant Measure, Contestant Ours, IReadOnlyList<(Sample Measure, Sample Ours)> Rounds, double Others)
{
    /// <summary>Others' share of the machine above which a figure is said to be of a busy one.</summary>
    private const double Busy = 0.1;

    /// <summary>Warms both up for a turn and has them take turns; who goes first alternates.</summary>
    public static async Task<Race> RunAsync(Contestant measure, Contestant ours, ClusterSettings settings, int? callers = null)
    {
        var count = callers ?? settings.Callers;
        await measure.RunAsync(count, settings.Turn);
        await ours.RunAsync(count, settings.Turn);
        var rounds = new List<(Sample, Sample)>();
        var machine = MachineLoad.Begin();
        var processor = TimeSpan.Zero;
        for (var round = 0; round < settings.Rounds; round++)
        {
            Sample? first = round % 2 == 0 ? await measure.RunAsync(count, settings.Turn) : null;
            var own = await ours.RunAsync(count, settings.Turn);
            first ??= await measure.RunAsync(count, settings.Turn);
            rounds.Add((first, own));
            processor += first.Processor + own.Processor;
        }

        return new Race(measure, ours, rounds, machine.Others(processor));
    }

    /// <summary>Wrong answers of both.</summary>
    public long Wrong => Rounds.Sum(r => r.Measure.Wrong + r.Ours.Wrong);

    /// <summary>Ours over the measure, by rate, times how many calls one of ours stands for.</summary>
    public Spread Ratio(double each = 1) => new([.. Rounds.Select(r => each * r.Ours.Rate / r.Measure.Rate)]);

    /// <summary>The same by processor time a call, which others on the machine disturb less.</summary>
    public Spread ProcessorRatio(double each = 1) =>
        new([.. Rounds.Select(r => each * r.Measure.ProcessorMicroseconds / r.Ours.ProcessorMicroseconds)]);

    /// <summary>Prints both contestants and their ratio, or that it is void; returns the number of wrong answers.</summary>
    /// <param name="what">What was measured.</param>
    /// <param name="each">How many calls one of ours stands for.</param>
    /// <param name="asCost">Whether the ratio is that of what a call costs, rather than of the rates.</param>
    public long Print(string what, double each = 1, bool asCost = false)
    {
        Console.WriteLine(what);
        Print(Measure.Name, [.. Rounds.Select(r => r.Measure)], 1);
        Print(Ours.Name, [.. Rounds.Select(r => r.Ours)], each);
        var starved = Rounds.Any(r => r.Measure.Starved || r.Ours.Starved);
        var verdict = Wrong > 0 ? $"VOID: {Wrong} answers were wrong"
            : starved ? "VOID: some callers kept others from running" : null;
        var (rate, processor) = asCost ? (Ratio(each).Inverse, ProcessorRatio(each).Inverse) : (Ratio(each), ProcessorRatio(each));
        var figures = verdict ?? $"{rate} by rate, {processor} by processor time";
        Console.WriteLine($"  {(asCost ? "cost of " : "")}{Ours.Name} / {Measure.Name}: {figures}{BusyNote}");
        return Wrong;
    }

    private string BusyNote => Others > Busy ? $"  [busy machine: others used {Others:P0} of it]" : "";

    private static void Print(string name, IReadOnlyList<Sample> samples, double each) => Console.WriteLine(
        $"  {name,-24} {Figures.Whole(samples.Select(s => s.Rate * each).Median()),10}/s "
        + $"{Figures.Fine(samples.Select(s => s.ProcessorMicroseconds / each).Median()),8} µs processor "
        + $"{Figures.Whole(samples.Select(s => s.BytesPerCall / each).Median()),7} B here, "
        + $"slowest caller {samples.Min(s => (double)s.Slowest / s.Fastest):P0} of the fastest");
}
