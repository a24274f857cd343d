using System.Globalization;

namespace OrleansAcl.Behaviour.Comparing;

/// <summary>What the environment may change about a run.</summary>
internal static class Settings
{
    /// <summary>The seed of the first world, <c>ACL_SEED</c>; world n has the seed plus n. Fixed when left out, so that a run repeats.</summary>
    public static int Seed { get; } = Read("ACL_SEED", 20_260_101);

    /// <summary>Worlds per model, <c>ACL_WORLDS</c>.</summary>
    public static int Worlds { get; } = Read("ACL_WORLDS", 4_000);

    /// <summary>Differing worlds per model that are shrunk and shown before a run gives up, <c>ACL_SHOW</c>.</summary>
    public static int Shown { get; } = Read("ACL_SHOW", 5);

    private static int Read(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
