using OrleansAcl.Bench.Worlds;

namespace OrleansAcl.ClusterBench;

/// <summary>What a run is to measure.</summary>
/// <param name="Resources">Resources of the generated world.</param>
/// <param name="Queries">Questions of the generated world.</param>
/// <param name="Seed">The dice of the generated world.</param>
/// <param name="Callers">How many call at once.</param>
/// <param name="Turn">How long a turn is.</param>
/// <param name="Rounds">How many turns each contestant has.</param>
internal sealed record ClusterSettings(int Resources, int Queries, int Seed, int Callers, TimeSpan Turn, int Rounds)
{
    private const int Users = 1_000;

    /// <summary>The world and its questions, resources asked for very unequally (<c>zipf</c>) and all alike (<c>uniform</c>).</summary>
    public Workload Workload(int? resources = null)
    {
        var random = new Random(Seed);
        var world = new WorldGenerator(resources ?? Resources, Users, random).Generate();
        var queries = new QueryGenerator(world, random);
        return new Workload(world, queries.Zipf(Queries), queries.Uniform(Queries));
    }
}
