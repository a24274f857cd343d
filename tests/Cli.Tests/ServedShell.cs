using OrleansAcl.Cli.Output;
using OrleansAcl.Cli.Serving;
using OrleansAcl.Documents;
using OrleansAcl.Embedded;
using OrleansAcl.Requests;

namespace OrleansAcl.Cli.Tests;

/// <summary>Runs command lines against a server that listens, over a host in memory.</summary>
internal sealed class ServedShell : IAsyncDisposable
{
    private readonly DirectoryInfo _data;
    private readonly WebServer _server;

    private ServedShell(DirectoryInfo data, EmbeddedAclService service, WebServer server) => (_data, Service, _server) = (data, service, server);

    /// <summary>What is served.</summary>
    public EmbeddedAclService Service { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Serves a tenant of the default name.</summary>
    public static async Task<ServedShell> StartAsync(TenantDefinition definition, params string[] steps)
    {
        var data = Directory.CreateTempSubdirectory("acl-");
        var service = await EmbeddedAclService.OpenAsync();
        var server = await WebServer.StartAsync(service, new ServeSettings(data.FullName, "127.0.0.1", 0, Demo: false), Cancellation);
        var shell = new ServedShell(data, service, server);
        await service.PutTenantAsync(TenantId.Default, definition, Cancellation);
        if (steps.Length > 0) await shell.ApplyAsync(steps);
        return shell;
    }

    /// <summary>Applies steps, each one verb and its value in YAML, all of which must hold.</summary>
    public async Task ApplyAsync(params string[] steps)
    {
        var result = await Service.ApplyAsync(
            TenantId.Default, [.. steps.Select(s => Yaml.Parse(s).Entries.First()).Select(e => new Step(e.Key, e.Value))], Cancellation);
        Assert.True(result.Applied, string.Join('\n', result.Results.Select(r => $"{r.Place} {r.Message}")));
    }

    /// <summary>A file in the data folder, which goes with the server.</summary>
    public string In(string file) => Path.Combine(_data.FullName, file);

    /// <summary>Runs a command line as the administrator; what it printed is without its last line break.</summary>
    public Task<(int Code, string Out, string Error)> RunAsync(params string[] arguments) =>
        AloneAsync([.. arguments, "--server", _server.Address.ToString(), "--data", _data.FullName]);

    /// <summary>Runs a command line that is told of no server.</summary>
    public static async Task<(int Code, string Out, string Error)> AloneAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await AclCommandLine.RunAsync(arguments, new Hosts(), new Terminal(output, error, TextReader.Null, _ => null), Cancellation);
        return (code, Printed(output), Printed(error));
    }

    private static string Printed(StringWriter writer) => writer.ToString().ReplaceLineEndings("\n").TrimEnd();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await Service.DisposeAsync();
        _data.Delete(recursive: true);
    }
}
