namespace OrleansAcl.ClusterBench.Load;

/// <summary>What callers did in one turn, each beginning the next call when the last was answered.</summary>
/// <param name="Calls">Calls of all callers together.</param>
/// <param name="Took">How long the turn was.</param>
/// <param name="Processor">Processor time of all processes of the cluster and the callers, all threads.</param>
/// <param name="Bytes">Bytes allocated in the callers' process.</param>
/// <param name="Slowest">Calls of the caller that made the fewest.</param>
/// <param name="Fastest">Calls of the caller that made the most.</param>
/// <param name="Wrong">Answers that were not the expected ones.</param>
internal sealed record Sample(long Calls, TimeSpan Took, TimeSpan Processor, long Bytes, long Slowest, long Fastest, long Wrong)
{
    /// <summary>The slowest caller must have made this share of what the fastest made.</summary>
    private const double FairShare = 0.25;

    public double Rate => Calls / Took.TotalSeconds;

    public double ProcessorMicroseconds => Processor.TotalMicroseconds / Calls;

    public double BytesPerCall => (double)Bytes / Calls;

    /// <summary>Whether callers kept others from running: their average then says little.</summary>
    public bool Starved => Slowest < Fastest * FairShare;
}
