using OrleansAcl.Cli.Scenarios;

namespace OrleansAcl.Cli.Tests.Scenarios;

/// <summary>The scenario files of this repository have the form that the reader demands.</summary>
public sealed class ScenarioFileTests
{
    public static TheoryData<string> Names => [.. Directory.GetFiles(Folder(), "*.yaml").Select(file => Path.GetFileName(file)).Order()];

    [Theory]
    [MemberData(nameof(Names))]
    public void ScenarioFile_OfTheRepository_IsWellFormed(string name)
    {
        var scenarios = ScenarioReader.Read(File.ReadAllText(Path.Combine(Folder(), name)));

        Assert.All(scenarios, scenario => Assert.NotEmpty(scenario.Steps));
        Assert.Distinct(scenarios.Select(scenario => scenario.Title));
    }

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "OrleansAcl.sln"))) folder = folder.Parent!;
        return Path.Combine(folder.FullName, "tests", "scenarios");
    }
}
