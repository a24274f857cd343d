namespace OrleansAcl.Cli.Tests.Commands;

public sealed class HelpTests
{
    [Theory]
    [InlineData("check")]
    [InlineData("apply")]
    [InlineData("test")]
    [InlineData("list")]
    public async Task Help_OfACommand_TellsTheExitCodes(string command)
    {
        var shell = new Shell();

        Assert.Equal(0, await shell.RunAsync(command, "--help"));
        Assert.Contains(ExitCodes.Help, shell.Out);
    }
}
