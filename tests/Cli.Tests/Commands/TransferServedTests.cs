using OrleansAcl.Requests;

namespace OrleansAcl.Cli.Tests.Commands;

/// <summary>A tenant goes out through the command line and comes in again, and runs as a scenario.</summary>
public sealed class TransferServedTests : IAsyncLifetime
{
    private const string Model = """
        model: own
        types: {job: {actions: [run]}}
        acl: {}
        grants: acl
        ladder: [{administrator: {flag: true}}, {acl: {}}]
        """;

    private ServedShell _shell = null!;

    public async ValueTask InitializeAsync() => _shell = await ServedShell.StartAsync(
        new TenantDefinition { ModelFile = Model },
        "group: {id: g, members: ['user:ann']}", "resource: {id: 'job:a b/c?#%', properties: {x: 1}}",
        "grant: {resource: 'job:a b/c?#%', to: 'group:g', actions: [run]}");

    public ValueTask DisposeAsync() => _shell.DisposeAsync();

    private string In(string file) => _shell.In(file);

    private async Task SucceedAsync(params string[] arguments) => Assert.Equal(0, (await _shell.RunAsync(arguments)).Code);

    /// <summary>Runs a command line that is an error, and says which.</summary>
    private async Task<string> FailAsync(params string[] arguments)
    {
        var (code, _, error) = await _shell.RunAsync(arguments);
        Assert.Equal(2, code);
        return error;
    }

    [Fact]
    public async Task Export_ThenImport_IsTheSameTenant()
    {
        await SucceedAsync("export", "-o", In("e.ndjson"));
        await SucceedAsync("import", In("e.ndjson"), "--tenant", "copy");
        await SucceedAsync("export", "--tenant", "copy", "-o", In("copy.ndjson"));
        Assert.Equal(File.ReadLines(In("e.ndjson")).Skip(1), File.ReadLines(In("copy.ndjson")).Skip(1));
        await SucceedAsync("check", "user:ann", "run", "job:a b/c?#%", "--tenant", "copy");
        Assert.Contains("tenant_exists", await FailAsync("import", In("e.ndjson"), "--tenant", "copy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_OfHalfAFile_LeavesNoTenant()
    {
        await SucceedAsync("export", "-o", In("e.ndjson"));
        var lines = File.ReadAllLines(In("e.ndjson"));
        await File.WriteAllLinesAsync(In("half.ndjson"), lines.Take(lines.Length / 2), TestContext.Current.CancellationToken);
        Assert.Contains("cut off", await FailAsync("import", In("half.ndjson"), "--tenant", "half"), StringComparison.Ordinal);
        Assert.Null(await _shell.Service.GetTenantAsync(TenantId.Parse("half"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Export_AsAScenario_RunsInProcess()
    {
        Assert.Contains("--output", await FailAsync("export", "--scenario"), StringComparison.Ordinal);
        await SucceedAsync("export", "--scenario", "-o", In("s.yaml"));
        await File.AppendAllTextAsync(In("s.yaml"), "  - check: {subject: 'user:ann', action: run, resource: 'job:a b/c?#%'}\n    expect: allow\n", TestContext.Current.CancellationToken);
        var (code, printed, _) = await ServedShell.AloneAsync("test", In("s.yaml"));
        Assert.Equal(0, code);
        Assert.EndsWith("4 passed, 0 failed", printed);
    }
}
