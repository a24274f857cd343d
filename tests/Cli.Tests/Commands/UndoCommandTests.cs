using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Cli.Tests.Commands;

/// <summary><c>acl undo</c> against a server that listens: tried, made, refused.</summary>
public sealed class UndoCommandTests : IAsyncLifetime
{
    private ServedShell _shell = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _shell = await ServedShell.StartAsync(new TenantDefinition { Model = "qubole-scheduler" }, "group: {id: ops, members: ['user:ann']}");
        await _shell.ApplyAsync("members: {group: ops, add: ['user:bob']}");
    }

    public ValueTask DisposeAsync() => _shell.DisposeAsync();

    private async Task<Change> LastAsync() => (await _shell.Service.ChangesAsync(TenantId.Default, new ChangesRequest(0), Cancellation)).Changes[^1];

    /// <summary>A schedule that goes from one to the next.</summary>
    private async Task OwnersAsync()
    {
        foreach (var owner in (string[])["ann", "bob", "cid"]) await _shell.ApplyAsync($"resource: {{id: 'scheduler:1', owner: 'user:{owner}'}}");
    }

    [Fact]
    public async Task Undo_DryRun_SaysTheStepsAndChangesNothing()
    {
        var (code, output, _) = await _shell.RunAsync("undo", "2", "--dry-run");

        Assert.Equal(0, code);
        Assert.Equal(["would undo revision 2", """  {"members":{"group":"ops","remove":["user:bob"]}}"""], output.Split('\n'));
        Assert.Equal(2, (await LastAsync()).Revision);
    }

    [Fact]
    public async Task Undo_PutsBackWhatWas_AndGivesTheReason()
    {
        var (code, output, _) = await _shell.RunAsync("undo", "2", "--reason", "bob has left");

        Assert.Equal((0, "undid revision 2, revision 3"), (code, output.Split('\n')[0]));
        var last = await LastAsync();
        Assert.Equal((3L, "bob has left"), (last.Revision, last.Reason));
        Assert.Null(last.Objects.Single().After);
    }

    [Fact]
    public async Task Undo_WithoutAReason_SaysWhichRevision()
    {
        await _shell.RunAsync("undo", "2");
        Assert.Equal("undo of revision 2", (await LastAsync()).Reason);
    }

    [Fact]
    public async Task Undo_OverALaterChange_ExitsOneAndNamesIt()
    {
        await OwnersAsync();

        var (code, output, error) = await _shell.RunAsync("undo", "4");

        Assert.Equal((1, "nothing undone"), (code, output));
        Assert.StartsWith($"error: {ErrorCodes.NotUndoable}: ", error);
        Assert.Contains("revision 5", error, StringComparison.Ordinal);
        Assert.Equal(5, (await LastAsync()).Revision);
    }

    [Fact]
    public async Task Undo_RefusedAsJson_IsTheAnswerAlone()
    {
        await OwnersAsync();

        var (code, output, error) = await _shell.RunAsync("undo", "4", "--json");

        Assert.Equal((1, "", "false"), (code, error, Json.Parse(output)["possible"]!.Text));
    }

    [Theory]
    [InlineData("9")]
    [InlineData("0")]
    public async Task Undo_OfNoRevision_ExitsTwo(string revision)
    {
        var (code, _, error) = await _shell.RunAsync("undo", revision);
        Assert.Equal(2, code);
        Assert.StartsWith("error: ", error);
    }
}
