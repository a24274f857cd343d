using OrleansAcl.Cli.Output;
using OrleansAcl.Cli.Serving;
using OrleansAcl.Documents;
using OrleansAcl.Embedded;
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

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("acl-");
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();
    private EmbeddedAclService _service = null!;
    private WebServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        var end = TestContext.Current.CancellationToken;
        _service = await EmbeddedAclService.OpenAsync();
        _server = await WebServer.StartAsync(_service, new ServeSettings(_data.FullName, "127.0.0.1", 0, Demo: false), end);
        await _service.PutTenantAsync(TenantId.Default, new TenantDefinition { ModelFile = Model }, end);
        var steps = Yaml.Parse(
            "[{group: {id: g, members: ['user:ann']}}, {resource: {id: 'job:a b/c?#%', properties: {x: 1}}}, {grant: {resource: 'job:a b/c?#%', to: 'group:g', actions: [run]}}]");
        await _service.ApplyAsync(TenantId.Default, [.. steps.Items.Select(s => new Step(s.Entries.First().Key, s.Entries.First().Value))], end);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _service.DisposeAsync();
        _data.Delete(recursive: true);
    }

    private string In(string file) => Path.Combine(_data.FullName, file);

    private Task<int> RunAsync(params string[] arguments) => AclCommandLine.RunAsync(
        [.. arguments, "--server", _server.Address.ToString(), "--data", _data.FullName], new Hosts(),
        new Terminal(_out, _error, TextReader.Null, _ => null), TestContext.Current.CancellationToken);

    [Fact]
    public async Task Export_ThenImport_IsTheSameTenant()
    {
        Assert.Equal(0, await RunAsync("export", "-o", In("e.ndjson")));
        Assert.Equal(0, await RunAsync("import", In("e.ndjson"), "--tenant", "copy"));
        Assert.Equal(0, await RunAsync("export", "--tenant", "copy", "-o", In("copy.ndjson")));
        Assert.Equal(File.ReadLines(In("e.ndjson")).Skip(1), File.ReadLines(In("copy.ndjson")).Skip(1));
        Assert.Equal(0, await RunAsync("check", "user:ann", "run", "job:a b/c?#%", "--tenant", "copy"));
        Assert.Equal(2, await RunAsync("import", In("e.ndjson"), "--tenant", "copy"));
        Assert.Contains("tenant_exists", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_OfHalfAFile_LeavesNoTenant()
    {
        Assert.Equal(0, await RunAsync("export", "-o", In("e.ndjson")));
        var lines = File.ReadAllLines(In("e.ndjson"));
        await File.WriteAllLinesAsync(In("half.ndjson"), lines.Take(lines.Length / 2), TestContext.Current.CancellationToken);
        Assert.Equal(2, await RunAsync("import", In("half.ndjson"), "--tenant", "half"));
        Assert.Contains("cut off", _error.ToString(), StringComparison.Ordinal);
        Assert.Null(await _service.GetTenantAsync(TenantId.Parse("half"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Export_AsAScenario_RunsInProcess()
    {
        Assert.Equal(2, await RunAsync("export", "--scenario"));
        Assert.Contains("--output", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync("export", "--scenario", "-o", In("s.yaml")));
        await File.AppendAllTextAsync(In("s.yaml"), "  - check: {subject: 'user:ann', action: run, resource: 'job:a b/c?#%'}\n    expect: allow\n", TestContext.Current.CancellationToken);
        Assert.Equal(0, await AclCommandLine.RunAsync(
            ["test", In("s.yaml")], new Hosts(), new Terminal(_out, _error, TextReader.Null, _ => null), TestContext.Current.CancellationToken));
        Assert.EndsWith("4 passed, 0 failed", _out.ToString().TrimEnd());
    }
}
