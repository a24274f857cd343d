using OrleansAcl.Bench.Ours;
using OrleansAcl.Bench.Plain;
using OrleansAcl.Bench.Worlds;

namespace OrleansAcl.Bench.Measures;

/// <summary>Single checks: plain against ours, Zipf and uniform, on one thread and on two.</summary>
internal static class ChecksMeasure
{
    private const string Row = "{0,-8} {1,7} {2,14} {3,14} {4,7} {5,13} {6,10} {7,6}";

    /// <summary>Races and prints; returns the number of wrong answers.</summary>
    public static async Task<long> RunAsync(Workload workload, IReadOnlyList<int> threads, int rounds)
    {
        await using var host = await EmbeddedHost.OpenAsync(null);
        var (steps, took) = await WorldLoader.LoadAsync(host.Service, workload.World);
        var evaluator = new PlainEvaluator(workload.World);
        Console.WriteLine($"checks: {steps} steps applied in memory in {Figures.Fine(took.TotalSeconds)} s, {rounds} rounds");
        Console.WriteLine(Row, "queries", "threads", "plain /s", "ours /s", "ratio", "(min - max)", "ours B/chk", "wrong");
        var wrong = 0L;
        foreach (var set in (QuerySet[])[workload.Zipf, workload.Uniform])
        {
            wrong += WrongWithoutDenies(evaluator, set);
            var race = new CheckRace(new PlainContestant(evaluator, set.Queries), new OurContestant(host.Service, set.Queries), rounds);
            foreach (var count in threads) wrong += Print(set.Distribution, count, race.Run(count));
        }

        return wrong;
    }

    /// <summary>The opponent has to be right in the variant too that nobody races.</summary>
    private static long WrongWithoutDenies(PlainEvaluator evaluator, QuerySet set) =>
        set.Queries.LongCount(query => evaluator.CheckAllows(query.User, query.Action, query.Object) != query.Expected);

    private static long Print(string distribution, int threads, RaceResult race)
    {
        var ratios = race.Ratios;
        Console.WriteLine(
            Row, distribution, threads,
            Figures.Whole(race.Plain.Select(sprint => sprint.Rate).Median()), Figures.Whole(race.Ours.Select(sprint => sprint.Rate).Median()),
            Figures.Fine(ratios.Median()), $"({Figures.Fine(ratios.Min())} - {Figures.Fine(ratios.Max())})",
            Figures.Fine(race.Ours.Select(sprint => sprint.BytesPerCheck).Median()), race.Wrong);
        return race.Wrong;
    }
}
