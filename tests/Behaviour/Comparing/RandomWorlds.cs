using OrleansAcl.Behaviour.Generators;

namespace OrleansAcl.Behaviour.Comparing;

/// <summary>Random worlds of a model, in each of which the service must answer as the oracle does.</summary>
public static class RandomWorlds
{
    /// <summary>The models there are worlds of.</summary>
    public static IReadOnlyList<string> Models { get; } = ["actian-dataconnect", "apolo", "lusid-scheduler", "qubole-scheduler", "slc-hub", "workload"];

    /// <summary>What makes a world of a model.</summary>
    public static Generator Make(string model, Random random) => model switch
    {
        "actian-dataconnect" => new ActianGenerator(random),
        "apolo" => new ApoloGenerator(random),
        "lusid-scheduler" => new LusidGenerator(random),
        "qubole-scheduler" => new QuboleGenerator(random),
        "slc-hub" => new SlcHubGenerator(random),
        "workload" => new WorkloadGenerator(random),
        _ => throw new ArgumentOutOfRangeException(nameof(model), model, "there are no worlds of this model"),
    };

    /// <summary>What makes a world of a model in which much counts for a time, or when something holds.</summary>
    public static Generator MakeTermed(string model, Random random) => new TermedGenerator(random, Make(model, random));

    /// <summary>Compares so many worlds; differing ones are made small and shown.</summary>
    /// <param name="service">The service, with no tenants named after the model.</param>
    /// <param name="model">The model.</param>
    /// <param name="worlds">How many worlds.</param>
    /// <param name="asked">Told of each world's questions.</param>
    public static async Task AgreeAsync(IAclService service, string model, int worlds, Action<int> asked)
    {
        var differing = new List<Mismatch>();
        for (var i = 0; i < worlds && differing.Count < Settings.Shown; i++)
        {
            var seed = unchecked(Settings.Seed + i);
            var comparison = new Comparison(service, Make(model, new Random(seed)), seed, TenantId.Parse($"{model}-{i}"));
            if (await comparison.RunAsync() is { } found) differing.Add(await new Shrinker(service, () => Make(model, new Random(seed))).ShrinkAsync(found));
            asked(comparison.Asked);
        }

        Assert.True(differing.Count == 0, $"replay with ACL_SEED=<seed> ACL_WORLDS=1\n{string.Join('\n', differing)}");
    }
}
