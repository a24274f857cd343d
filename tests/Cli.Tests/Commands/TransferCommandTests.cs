using OrleansAcl.Cli.Output;
using OrleansAcl.Cli.Scenarios;
using OrleansAcl.Documents;

namespace OrleansAcl.Cli.Tests.Commands;

/// <summary>Exports as scenario files read as such, and the progress of a transfer is drawn within its line.</summary>
public sealed class TransferCommandTests
{
    [Fact]
    public void ScenarioWriter_OfAnExport_WritesAScenario()
    {
        Node[] lines =
        [
            Json.Parse("""{"tenant":"acme","model":"qubole-scheduler","clock":"2026-01-01T09:00:00Z","settings":{"a":"b"},"revision":3}"""),
            Json.Parse("""{"user":{"id":"o'neil: \"x\"\n","admin":true}}"""),
            Json.Parse("""{"group":{"id":"g"}}"""),
            Json.Parse("""{"group":{"id":"empty"}}"""),
            Json.Parse("""{"members":{"group":"g","add":["user:1"]}}"""),
            Json.Parse("""{"members":{"group":"g","add":["user:2"]}}"""),
            Json.Parse("""{"resource":{"id":"scheduler:1","properties":{"n":1e3,"none":null}}}"""),
        ];
        var scenario = Assert.Single(ScenarioReader.Read(ScenarioWriter.Write(lines, "qubole-scheduler")));
        Assert.Equal(("acme at revision 3", "qubole-scheduler"), (scenario.Title, scenario.Model));
        Assert.Equal(DateTimeOffset.Parse("2026-01-01T09:00:00Z", null), scenario.Clock);
        Assert.Equal("""{"a":"b"}""", scenario.Settings!.ToString());
        Assert.Equal(["user", "group", "group", "resource"], scenario.Steps.Select(s => s.Verb.Name));
        Assert.Equal("o'neil: \"x\"\n", scenario.Steps[0].Value["id"]!.Text);
        Assert.Equal("""{"id":"g","members":["user:1","user:2"]}""", scenario.Steps[1].Value.ToString());
        Assert.Equal("""{"id":"empty","members":[]}""", scenario.Steps[2].Value.ToString());
    }

    [Theory]
    [InlineData(0L, 200L, "importing [..............................]   0 %")]
    [InlineData(100L, 200L, "importing [###############...............]  50 %")]
    [InlineData(300L, 200L, "importing [##############################] 100 %")]
    [InlineData(0L, 0L, "importing [##############################] 100 %")]
    [InlineData(12_345L, null, "importing 12,345 lines")]
    public void Progress_AnywhereOnItsWay_IsOneLine(long done, long? whole, string expected) =>
        Assert.Equal(expected, TransferProgress.Text("importing", done, whole));
}
