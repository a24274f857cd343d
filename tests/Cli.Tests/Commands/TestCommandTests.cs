namespace OrleansAcl.Cli.Tests.Commands;

public sealed class TestCommandTests
{
    private const string Holds = "scenario: t\nmodel: m\nsteps:\n  - check: {subject: user:x, action: read, resource: r:1}\n    expect: allow\n";
    private const string Fails = "scenario: the title\nmodel: m\nsteps:\n  - check: {subject: user:x, action: read, resource: r:1}\n    expect: deny\n    because: of this\n";

    private readonly Shell _shell = new();

    [Fact]
    public async Task Test_EverythingHolds_ExitsZeroAndPrintsTotalsLast()
    {
        using var file = new TemporaryFile(Holds);

        Assert.Equal(0, await _shell.RunAsync("test", file.Path, file.Path));
        Assert.Equal("2 passed, 0 failed", _shell.Out.Split('\n')[^1]);
        Assert.Null(_shell.Hosting.Server);
    }

    [Fact]
    public async Task Test_AStepFails_ExitsOneAndSaysWhereAndWhy()
    {
        using var file = new TemporaryFile(Fails);

        Assert.Equal(1, await _shell.RunAsync("test", file.Path));
        foreach (var part in (string[])[$"{file.Path}:4: the title", "expected  deny", "got       allow (acl: an entry)", "because   of this"])
            Assert.Contains(part, _shell.Out);
        Assert.Equal("0 passed, 1 failed", _shell.Out.Split('\n')[^1]);
    }

    [Fact]
    public async Task Test_Disagreement_IsPrintedAsSuch()
    {
        using var file = new TemporaryFile(Holds);
        _shell.Service.Explains = _ => new Explanation(false, "default", []);

        Assert.Equal(1, await _shell.RunAsync("test", file.Path));
        Assert.Contains("disagreement: check says allow (acl: an entry), explain says deny (default)", _shell.Out);
    }

    [Fact]
    public async Task Test_MalformedFile_CountsAsOneFailedBesideTheOthers()
    {
        using var malformed = new TemporaryFile(Holds + "  - chek: {}\n");
        using var fine = new TemporaryFile(Holds);

        Assert.Equal(1, await _shell.RunAsync("test", malformed.Path, fine.Path));
        Assert.Contains($"{malformed.Path}:6: unknown key `chek`", _shell.Out);
        Assert.Equal("1 passed, 1 failed", _shell.Out.Split('\n')[^1]);
    }

    [Theory]
    [InlineData("scenario: [\n")]
    [InlineData("")]
    public async Task Test_FileThatIsNoScenario_Fails(string text)
    {
        using var file = new TemporaryFile(text);

        Assert.Equal(1, await _shell.RunAsync("test", file.Path));
    }

    [Fact]
    public async Task Test_MissingFile_Fails()
    {
        Assert.Equal(1, await _shell.RunAsync("test", "no-such-file.yaml"));
        Assert.Equal("0 passed, 1 failed", _shell.Out.Split('\n')[^1]);
    }

    [Fact]
    public async Task Test_WithoutFiles_IsWrongUsage() => Assert.Equal(2, await _shell.RunAsync("test"));

    [Theory]
    [InlineData("http://elsewhere:1", null)]
    [InlineData(null, "http://elsewhere:1")]
    public async Task Test_ServerNamed_AsksIt(string? option, string? variable)
    {
        using var file = new TemporaryFile(Holds);
        if (variable is not null) _shell.Variables["ACL_SERVER"] = variable;

        await _shell.RunAsync(["test", file.Path, .. option is null ? (string[])[] : ["--server", option]]);

        Assert.Equal(new Uri("http://elsewhere:1"), _shell.Hosting.Server);
    }

    [Fact]
    public async Task Test_Json_PrintsOneObject()
    {
        using var file = new TemporaryFile(Fails);

        await _shell.RunAsync("test", file.Path, "--json");

        var report = Documents.Json.Parse(_shell.Out);
        Assert.Equal(1, report["failed"]!.AsInteger());
        Assert.Equal("deny", report["files"]!.Items[0]["failures"]!.Items[0]["problems"]!.Items[0]["expected"]!.Text);
    }
}
