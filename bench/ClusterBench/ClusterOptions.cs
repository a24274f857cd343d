using System.CommandLine;

namespace OrleansAcl.ClusterBench;

/// <summary>The options that every command takes.</summary>
internal sealed class ClusterOptions
{
    private readonly Option<int> _resources = Of("--resources", "resources of the generated world", 20_000);
    private readonly Option<int> _queries = Of("--queries", "questions of each distribution", 20_000);
    private readonly Option<int> _seed = Of("--seed", "the dice of the generated world", 42);
    private readonly Option<int> _callers = Of("--callers", "how many call at once", 100);
    private readonly Option<double> _seconds = Of("--seconds", "how long a turn is", 1.0);
    private readonly Option<int> _rounds = Of("--rounds", "turns of each contestant", 9);

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_resources, _queries, _seed, _callers, _seconds, _rounds]) command.Options.Add(option);
    }

    public ClusterSettings Read(ParseResult parsed) => new(
        parsed.GetRequiredValue(_resources), parsed.GetRequiredValue(_queries), parsed.GetRequiredValue(_seed), parsed.GetRequiredValue(_callers),
        TimeSpan.FromSeconds(parsed.GetRequiredValue(_seconds)), parsed.GetRequiredValue(_rounds));

    private static Option<T> Of<T>(string name, string description, T standard) =>
        new(name) { Description = description, DefaultValueFactory = _ => standard };
}
