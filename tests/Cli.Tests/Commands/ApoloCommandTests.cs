using OrleansAcl.Requests;

namespace OrleansAcl.Cli.Tests.Commands;

public sealed class ApoloCommandTests
{
    private readonly Shell _shell = new();

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(72)]
    [InlineData(77)]
    [InlineData(127)]
    public async Task Apolo_Command_PrintsItsOutputAndExitsWithItsCode(int exit)
    {
        _shell.Service.Applies = _ => new StepResult(StepStatus.Error) { Code = "denied", Output = new CommandOutput(exit, ["to out"], ["to error"]) };

        Assert.Equal(exit, await _shell.RunAsync("apolo", "grant", "storage:f", "eve"));
        Assert.Equal(("to out", "to error"), (_shell.Out, _shell.Error));
    }

    [Fact]
    public async Task Apolo_WordsAfterTwoDashes_AreNobodyElses()
    {
        await _shell.RunAsync("apolo", "--as", "user:alice", "--", "list", "-u", "--as", "--help", "--", "--json");

        var step = Assert.Single(_shell.Service.Steps);
        Assert.Equal(["list", "-u", "--as", "--help", "--", "--json"], step.Value["words"]!.AsStrings());
        Assert.Equal("user:alice", step.As.ToString());
    }

    [Fact]
    public async Task Apolo_WithoutAs_IsRunAsWhoeverHasTheToken()
    {
        await _shell.RunAsync("apolo", "list", "-u", "bob");

        Assert.Null(Assert.Single(_shell.Service.Steps).As);
    }

    [Theory]
    [InlineData("denied", 77)]
    [InlineData("unauthenticated", 77)]
    [InlineData("unknown_tenant", 2)]
    [InlineData("store_failed", 2)]
    public async Task Apolo_CommandThatTheServerDoesNotTake_HasACodeOfItsOwn(string code, int exit)
    {
        _shell.Service.Applies = _ => throw new AclException(code, "not this way");

        Assert.Equal(exit, await _shell.RunAsync("apolo", "list"));
        Assert.Equal($"error: {code}: not this way", _shell.Error);
    }

    [Fact]
    public async Task Apolo_WithAFolderAndNoServer_RunsInThisProcess()
    {
        await _shell.RunAsync("apolo", "list", "--data", "there");

        Assert.Equal(("there", null), (_shell.Hosting.Folder, _shell.Hosting.Server));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Apolo_WithAServer_AsksItWhateverTheFolder(bool byVariable)
    {
        if (byVariable) _shell.Variables["ACL_SERVER"] = "http://there:1";

        await _shell.RunAsync(["apolo", "list", "--data", "here", .. byVariable ? [] : new[] { "--server", "http://there:1" }]);

        Assert.Equal((null, "http://there:1/"), (_shell.Hosting.Folder, _shell.Hosting.Server?.ToString()));
    }

    [Fact]
    public async Task Apolo_Help_TellsItsCommandsAndExitCodes()
    {
        Assert.Equal(0, await _shell.RunAsync("apolo", "--help"));

        string[] told =
            ["grant URI PRINCIPAL [LEVEL]", "share", "revoke URI PRINCIPAL", "--full-uri", "add-role NAME", "remove-role NAME", "list-roles", "72", "127"];
        Assert.All(told, text => Assert.Contains(text, _shell.Out));
        Assert.Empty(_shell.Service.Steps);
    }
}
