using OrleansAcl.Bench.Worlds;

namespace OrleansAcl.Bench;

/// <summary>What a run is to measure.</summary>
/// <param name="Resources">Resources of a generated world.</param>
/// <param name="Queries">Questions of each distribution of a generated world.</param>
/// <param name="Seed">The dice of a generated world.</param>
/// <param name="World">A folder with a world made elsewhere, instead of a generated one.</param>
/// <param name="Data">Where data folders are made.</param>
/// <param name="Rounds">How often each measurement is repeated.</param>
/// <param name="Threads">Numbers of threads that check.</param>
/// <param name="Duration">How long each group of writers writes.</param>
internal sealed record BenchSettings(
    int Resources, int Queries, int Seed, string? World, string Data, int Rounds, int[] Threads, TimeSpan Duration)
{
    private const int Users = 1_000;

    /// <summary>Reads or makes the world, saying which.</summary>
    public Workload Workload()
    {
        var workload = World is null ? Generate() : WorkloadReader.Read(World);
        var world = workload.World;
        var origin = World is null ? $"generated from seed {Seed}" : "read from a folder";
        Console.WriteLine($"world: {world.Resources.Length} resources, {world.Grants.Length} grants, {workload.Zipf.Queries.Length} queries, {origin}");
        return workload;
    }

    private Workload Generate()
    {
        var random = new Random(Seed);
        var world = new WorldGenerator(Resources, Users, random).Generate();
        var queries = new QueryGenerator(world, random);
        return new Workload(world, queries.Zipf(Queries), queries.Uniform(Queries));
    }
}
