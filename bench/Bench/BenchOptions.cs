using System.CommandLine;

namespace OrleansAcl.Bench;

/// <summary>The options that every command takes.</summary>
internal sealed class BenchOptions
{
    private readonly Option<int> _resources = Of("--resources", "resources of a generated world", 20_000);
    private readonly Option<int> _queries = Of("--queries", "questions of each distribution", 100_000);
    private readonly Option<int> _seed = Of("--seed", "the dice of a generated world", 42);
    private readonly Option<string?> _world = Of<string?>("--world", "a folder with model.json and queries-*.json to use instead", null);
    private readonly Option<string> _data = Of("--data", "where data folders are made: on the disk to be measured", Path.GetTempPath());
    private readonly Option<int> _rounds = Of("--rounds", "repetitions of each measurement", 5);
    private readonly Option<int[]> _threads = Of<int[]>("--threads", "numbers of threads that check", [1, 2]);
    private readonly Option<int> _seconds = Of("--seconds", "how long each group of writers writes", 5);

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_resources, _queries, _seed, _world, _data, _rounds, _threads, _seconds]) command.Options.Add(option);
    }

    public BenchSettings Read(ParseResult parsed) => new(
        parsed.GetRequiredValue(_resources), parsed.GetRequiredValue(_queries), parsed.GetRequiredValue(_seed), parsed.GetValue(_world),
        parsed.GetRequiredValue(_data), parsed.GetRequiredValue(_rounds), parsed.GetRequiredValue(_threads),
        TimeSpan.FromSeconds(parsed.GetRequiredValue(_seconds)));

    private static Option<T> Of<T>(string name, string description, T standard) =>
        new(name) { Description = description, DefaultValueFactory = _ => standard, AllowMultipleArgumentsPerToken = true };
}
