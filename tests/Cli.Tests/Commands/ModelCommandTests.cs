using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Cli.Tests.Commands;

/// <summary>A tenant's model shown, planned, put and restored through the command line.</summary>
public sealed class ModelCommandTests : IAsyncLifetime
{
    private const string First = """
        model: jobs
        types:
          job: {actions: [view, run]}
        acl: {}
        grants: acl
        ladder:
          - acl: {combine: deny_overrides}
          - owner: {}
        """;

    private ServedShell _shell = null!;

    public async ValueTask InitializeAsync()
    {
        _shell = await ServedShell.StartAsync(new TenantDefinition { ModelFile = First }, "resource: {id: 'job:1', owner: 'user:ann'}");
        await _shell.ApplyAsync("acl: {resource: 'job:1', entries: [{subject: 'user:ann', effect: deny, actions: [run]}]}");
    }

    public ValueTask DisposeAsync() => _shell.DisposeAsync();

    private Task<(int Code, string Out, string Error)> RunAsync(params string[] arguments) => _shell.RunAsync(["model", .. arguments]);

    [Fact]
    public async Task Model_PlannedPutAndRestored_SaysWhatComesOfIt()
    {
        using var other = new TemporaryFile(First.Replace("  - acl: {combine: deny_overrides}\n  - owner: {}", "  - owner: {}\n  - acl: {combine: deny_overrides}", StringComparison.Ordinal));
        Assert.Equal((0, "  user:ann run job:1: deny, then allow\nrevision 2: 0 conflicts, 1 of 2 decisions differ", ""), await RunAsync("plan", other.Path));
        Assert.Equal((0, "would be default jobs version 2 revision 3", ""), await RunAsync("put", other.Path, "--dry-run"));
        Assert.Equal((0, "default jobs version 2 revision 3", ""), await RunAsync("put", other.Path, "--reason", "owners\nfirst", "--if-version", "1"));
        Assert.StartsWith("error: precondition_failed: ", (await RunAsync("restore", "1", "--if-revision", "2")).Error);
        Assert.Equal((0, "default jobs version 3 revision 4", ""), await RunAsync("restore", "1"));
        Assert.Equal((0, First.TrimEnd(), ""), await RunAsync("show"));
        Assert.Equal((0, File.ReadAllText(other.Path).TrimEnd(), ""), await RunAsync("show", "--version", "2"));
        Assert.Equal(2, (await RunAsync("show", "--version", "9")).Code);
        var lines = (await RunAsync("versions")).Out.Split('\n');
        Assert.Equal(("1 jobs revision 0", 3), (lines[0], lines.Length));
        Assert.StartsWith("2 jobs revision 3 ", lines[1]);
        Assert.EndsWith(": owners first", lines[1]);
        Assert.Equal([1L, 2L, 3L], Json.Parse((await RunAsync("versions", "--json")).Out).Items.Select(v => v["version"]!.AsInteger()));
    }

    [Fact]
    public async Task Plan_ThatLeavesADecisionToTheContext_CallsItUndecided()
    {
        using var other = new TemporaryFile(
            First.Replace("owner: {}", "owner: {when: \"context.ip == '10.0.0.1'\"}", StringComparison.Ordinal) + "\nfacts: {context: {ip: string}}");
        Assert.Equal((0, "  user:ann view job:1: allow, then undecided\nrevision 2: 0 conflicts, 1 of 2 decisions differ", ""), await RunAsync("plan", other.Path));
    }

    [Fact]
    public async Task Put_WithConflicts_ExitsOneAndNamesThem()
    {
        using var other = new TemporaryFile(First.Replace("[view, run]", "[view]", StringComparison.Ordinal));
        var (code, _, error) = await RunAsync("put", other.Path);
        Assert.Equal(1, code);
        Assert.StartsWith("error: model_conflict: 1 stored object cannot be under that model; the first is acl `job:1`", error);
        Assert.Contains("\n  acl `job:1`: unknown_action: entries[0].actions: ", error);
        var (planned, said, _) = await RunAsync("plan", other.Path);
        Assert.Equal((1, "revision 2: 1 conflict, 0 of 0 decisions differ, not all were looked at"), (planned, said.Split('\n')[^1]));
        Assert.Equal(2, (await RunAsync("put", other.Path, "--as", "user:ann")).Code);
        var (refused, json, none) = await RunAsync("put", other.Path, "--json");
        Assert.Equal((1, "job:1", ""), (refused, Json.Parse(json)["conflicts"]!.Items[0]["id"]!.Text, none));
    }
}
