using OrleansAcl.Requests;

namespace OrleansAcl.Cli.Tests.Commands;

public sealed class SharingCommandTests
{
    private readonly Shell _shell = new();

    public SharingCommandTests() =>
        _shell.Service.Applies = _ => new StepResult(StepStatus.Error) { Code = "denied", Output = new CommandOutput(77, ["to out"], ["to error"]) };

    [Theory]
    [InlineData("grant", "storage:/f", "bob", "write")]
    [InlineData("ls", "-u", "alice/roles/r", "--shared")]
    [InlineData("list", "--full-uri", "-s", "storage")]
    [InlineData("list")]
    [InlineData("list-roles")]
    [InlineData("share", "storage:my file", "bob")]
    [InlineData("revoke", "a \"b\" c\\", "", " ", "'")]
    [InlineData("add-role", "@x/roles/r", "-ab", "/h", "a=b")]
    public async Task Sharing_Words_AreSentAsOneRunStep(params string[] words)
    {
        foreach (var before in (string[][])[[], ["apolo"]])
        {
            _shell.Service.Steps.Clear();
            await _shell.RunAsync([.. before, .. words, "--as", "user:alice"]);

            var step = Assert.Single(_shell.Service.Steps);
            Assert.Equal(("run", "user:alice"), (step.Verb, step.As.ToString()));
            Assert.Equal(words, step.Value["words"]?.AsStrings());
            Assert.Single(step.Value.Entries);
        }
    }

    [Fact]
    public async Task Sharing_Command_PrintsItsOutputAndExitsWithItsCode()
    {
        Assert.Equal(77, await _shell.RunAsync("grant", "storage:f", "eve"));
        Assert.Equal(("to out", "to error"), (_shell.Out, _shell.Error));
    }

    [Fact]
    public async Task Sharing_ModelWithoutCommandLine_IsRefused()
    {
        _shell.Service.Applies = _ => new StepResult(StepStatus.Error) { Code = "invalid_document", Message = "no command line" };

        Assert.Equal(1, await _shell.RunAsync("ls"));
        Assert.Equal("error: invalid_document: no command line", _shell.Error);
    }
}
