using OrleansAcl.Requests;

namespace OrleansAcl.Cli.Tests.Commands;

public sealed class ApplyCommandTests
{
    private readonly Shell _shell = new();

    [Theory]
    [InlineData("- user: {id: u}\n- grant: {resource: r:1, to: user:u}\n  as: user:ann\n")]
    [InlineData("steps:\n  - user: {id: u}\n  - grant: {resource: r:1, to: user:u}\n    as: user:ann\n")]
    [InlineData("""[{"user":{"id":"u"}},{"grant":{"resource":"r:1","to":"user:u"},"as":"user:ann"}]""")]
    [InlineData("[{user: {id: u}}, {grant: {resource: 'r:1', to: user:u}, as: user:ann}]")]
    public async Task Apply_ListOrMapping_SendsEveryStepAtOnce(string text)
    {
        _shell.In = text;

        Assert.Equal(0, await _shell.RunAsync("apply", "-f", "-"));
        Assert.Equal(["user ", "grant user:ann"], _shell.Service.Steps.Select(step => $"{step.Verb} {step.As}"));
        Assert.Equal("applied 2 steps, revision 2", _shell.Out);
    }

    [Fact]
    public async Task Apply_As_IsForStepsWithoutTheirOwn()
    {
        _shell.In = "- user: {id: u}\n- user: {id: v}\n  as: user:ann\n";

        await _shell.RunAsync("apply", "-f", "-", "--as", "user:bob");

        Assert.Equal(["user:bob", "user:ann"], _shell.Service.Steps.Select(step => step.As.ToString()));
    }

    [Fact]
    public async Task Apply_Refused_ExitsOneAndNamesTheStep()
    {
        _shell.In = "- user: {id: u}\n";
        _shell.Service.Applies = _ => new StepResult(StepStatus.Error) { Code = "invalid_document", Message = "unknown key `x`", Place = "x" };

        Assert.Equal(1, await _shell.RunAsync("apply", "-f", "-"));
        Assert.Equal("error: invalid_document: step 1, x: unknown key `x`", _shell.Error);
    }

    [Theory]
    [InlineData("- check: {subject: user:u, action: a, resource: r:1}\n", "line 1")]
    [InlineData("- user: {id: u}\n  expect: error\n", "line 2")]
    [InlineData("- usr: {id: u}\n", "line 1")]
    [InlineData("text\n", "line 1")]
    [InlineData("stepps: []\n", "line 1")]
    public async Task Apply_MalformedFile_ExitsTwoAndNamesTheLine(string text, string line)
    {
        _shell.In = text;

        Assert.Equal(2, await _shell.RunAsync("apply", "-f", "-"));
        Assert.StartsWith($"error: invalid_document: {line}: ", _shell.Error);
        Assert.Empty(_shell.Service.Steps);
    }

    [Fact]
    public async Task Apply_File_IsRead()
    {
        using var file = new TemporaryFile("""[{"user":{"id":"u"}}]""", ".json");

        Assert.Equal(0, await _shell.RunAsync("apply", "--file", file.Path));
    }

    [Fact]
    public async Task Apply_MissingFile_ExitsTwo() => Assert.Equal(2, await _shell.RunAsync("apply", "-f", "no-such-file"));
}
