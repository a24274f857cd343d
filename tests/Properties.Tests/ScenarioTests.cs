using OrleansAcl.Documents;
using OrleansAcl.Properties.Tests.Scenarios;
using Xunit;

namespace OrleansAcl.Properties.Tests;

/// <summary>The oracle answers the scenario files as they expect, where they ask what it covers.</summary>
public sealed class ScenarioTests
{
    public static TheoryData<string> Files => [.. ScenarioFiles.All()];

    [Theory]
    [MemberData(nameof(Files), DisableDiscoveryEnumeration = true)]
    public void Oracle_ScenarioFile_AnswersAsExpected(string file)
    {
        var wrong = new List<string>();
        var asked = 0;
        foreach (var scenario in Yaml.ParseAll(File.ReadAllText(file)))
        {
            var run = new OracleScenario(scenario);
            run.Run();
            wrong.AddRange(run.Wrong);
            asked += run.Asked;
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        TestContext.Current.TestOutputHelper?.WriteLine($"{asked} questions");
    }
}
