namespace OrleansAcl.Bench.Measures;

/// <summary>Two contestants on the same questions in one process, turn about.</summary>
internal sealed class CheckRace(IContestant plain, IContestant ours, int rounds)
{
    /// <summary>About how long one contestant runs in one round, in seconds.</summary>
    private const double SprintSeconds = 0.7;

    /// <summary>How often all questions are asked before anything counts, so that tiered compilation has settled.</summary>
    private const int WarmUpPasses = 10;

    /// <summary>Warms both up, then races them.</summary>
    public RaceResult Run(int threads)
    {
        var (plainPasses, oursPasses) = (Passes(plain, threads), Passes(ours, threads));
        var (plains, owns) = (new List<Sprint>(), new List<Sprint>());
        for (var round = 0; round < rounds; round++)
        {
            // Whoever goes first finds the caches as the other left them: take turns.
            if (round % 2 == 0) plains.Add(Sprint.Run(plain, threads, plainPasses));
            owns.Add(Sprint.Run(ours, threads, oursPasses));
            if (round % 2 == 1) plains.Add(Sprint.Run(plain, threads, plainPasses));
        }

        return new RaceResult(plains, owns);
    }

    private static int Passes(IContestant contestant, int threads)
    {
        Sprint.Run(contestant, 1, WarmUpPasses);
        var perThread = Sprint.Run(contestant, threads, 2).Rate / threads;
        return Math.Max(1, (int)(perThread * SprintSeconds / contestant.Questions));
    }
}

/// <summary>The rounds of a race, pairwise.</summary>
internal sealed record RaceResult(IReadOnlyList<Sprint> Plain, IReadOnlyList<Sprint> Ours)
{
    /// <summary>Ours over plain, of each round.</summary>
    public IReadOnlyList<double> Ratios => [.. Ours.Zip(Plain, (ours, plain) => ours.Rate / plain.Rate)];

    /// <summary>Wrong answers of both; anything but 0 voids the race.</summary>
    public long Wrong => Plain.Concat(Ours).Sum(sprint => sprint.Wrong);
}
