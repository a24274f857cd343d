using OrleansAcl.Cli.Scenarios;

namespace OrleansAcl.Cli.Tests.Scenarios;

public sealed class ScenarioReaderTests
{
    private const string Head = "scenario: t\nmodel: m\nsteps:\n";

    [Fact]
    public void Reader_SeveralDocuments_KeepsOrderTitlesAndLines()
    {
        var scenarios = ScenarioReader.Read("scenario: a\nmodel: m\nsteps: []\n---\nscenario: b\nmodel: n\nsteps:\n  - user: {id: u}\n---\n");

        Assert.Equal(["a", "b"], scenarios.Select(scenario => scenario.Title));
        Assert.Equal(5, scenarios[1].Line);
        Assert.Equal(8, Assert.Single(scenarios[1].Steps).Line);
    }

    [Fact]
    public void Reader_ClockAndSettings_AreRead()
    {
        var scenario = ScenarioReader.Read("scenario: a\nmodel: m\nclock: 2026-01-01T09:00:00Z\nsettings: {cluster: c}\nsteps: []\n")[0];

        Assert.Equal(DateTimeOffset.Parse("2026-01-01T09:00:00Z"), scenario.Clock);
        Assert.Equal("c", scenario.Settings!["cluster"]!.Text);
    }

    [Theory]
    [InlineData("  - chek: {subject: user:u}\n    expect: allow\n", 4, "chek")]
    [InlineData("  - chek:\n      subject: user:u\n", 4, "chek")]
    [InlineData("  - user: {id: u}\n    group: {id: g}\n", 5, "group")]
    [InlineData("  - because: why\n", 4, "no verb")]
    [InlineData("  - user\n", 4, "mapping")]
    [InlineData("  - user: {id: u}\n    expects: error\n", 5, "expects")]
    [InlineData("  - user: {id: u}\n    expect: allow\n", 5, "expect")]
    [InlineData("  - user: {id: u}\n    as: ann\n", 5, "as")]
    [InlineData("  - user: {id: u}\n    error: not_found\n", 5, "error")]
    [InlineData("  - run: list\n    exit: zero\n", 5, "exit")]
    [InlineData("  - run: list\n    stdout: text\n", 5, "stdout")]
    [InlineData("  - check: {subject: user:u, action: a, resource: r:1}\n", 4, "expect")]
    [InlineData("  - check: {subject: user:u, action: a, resource: r:1}\n    expect: yes\n", 5, "expect")]
    [InlineData("  - check: {subject: user:u, action: a, resource: r:1}\n    expect: [allow]\n", 5, "expect")]
    [InlineData("  - check: {subject: user:u, action: a, resource: r:1}\n    expect: allow\n    exit: 0\n", 6, "exit")]
    [InlineData("  - check:\n      subject: user:u\n      actoin:\n        - read\n    expect: allow\n", 6, "actoin")]
    [InlineData("  - check: text\n    expect: allow\n", 4, "check")]
    [InlineData("  - list: {subject: user:u, action: a, type: r}\n    expect: deny\n", 5, "expect")]
    [InlineData("  - list: {subject: user:u, action: a, type: r}\n    expect: [{a: b}]\n", 5, "expect")]
    [InlineData("  - who: {action: a, resource: r:1, subject: user:u}\n    expect: []\n", 4, "subject")]
    public void Reader_MalformedStep_NamesLineAndKey(string step, int line, string named)
    {
        var malformed = Assert.Throws<MalformedFileException>(() => ScenarioReader.Read(Head + step));

        Assert.Equal(line, malformed.Line);
        Assert.Contains(named, malformed.Message);
    }

    [Theory]
    [InlineData("scenario: t\nmodel: m\n", 1, "steps")]
    [InlineData("scenario: t\nsteps: []\n", 1, "model")]
    [InlineData("model: m\nsteps: []\n", 1, "scenario")]
    [InlineData("scenario: t\nmodel: m\nsteps: []\ntitle: x\n", 4, "title")]
    [InlineData("scenario: t\nmodel: m\nclock: noon\nsteps: []\n", 3, "clock")]
    [InlineData("scenario: t\nmodel: m\nsettings: x\nsteps: []\n", 3, "settings")]
    [InlineData("scenario: t\nmodel: m\nsteps: {}\n", 3, "steps")]
    [InlineData("- a\n", 1, "mapping")]
    [InlineData("# nothing\n", 0, "no scenario")]
    public void Reader_MalformedDocument_NamesLineAndKey(string text, int line, string named)
    {
        var malformed = Assert.Throws<MalformedFileException>(() => ScenarioReader.Read(text));

        Assert.Equal(line, malformed.Line);
        Assert.Contains(named, malformed.Message);
    }

    [Fact]
    public void Reader_UnknownKeyInSetUpValue_IsLeftToTheService()
    {
        var step = ScenarioReader.Read(Head + "  - user: {id: u, shoe: 43}\n    expect: error\n")[0].Steps[0];

        Assert.Equal("error", step.Expect);
    }
}
