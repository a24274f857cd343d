using System.Buffers.Text;
using System.Text;
using OrleansAcl.Api;
using OrleansAcl.Cli.Output;
using OrleansAcl.Cli.Serving;

namespace OrleansAcl.Cli.Tests.Commands;

/// <summary>Whole command lines against a server that listens, over a scripted service.</summary>
public sealed class ServedTests : IAsyncLifetime
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("acl-");
    private readonly ScriptedService _service = new();
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();
    private WebServer _server = null!;

    public async ValueTask InitializeAsync() =>
        _server = await WebServer.StartAsync(_service, new ServeSettings(_data.FullName, "127.0.0.1", 0, Demo: false), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _data.Delete(recursive: true);
    }

    private Task<int> RunAsync(params string[] arguments) => AclCommandLine.RunAsync(
        [.. arguments, "--server", _server.Address.ToString()], new Hosts(),
        new Terminal(_out, _error, TextReader.Null, _ => null), TestContext.Current.CancellationToken);

    [Fact]
    public async Task Served_CheckWithTheFoldersToken_IsAnswered()
    {
        Assert.Equal(0, await RunAsync("check", "user:ann", "read", "r:1", "--data", _data.FullName));
        Assert.Equal("allow (acl: an entry)", _out.ToString().TrimEnd());
    }

    [Fact]
    public async Task Served_WrongToken_IsAnError()
    {
        Assert.Equal(2, await RunAsync("check", "user:ann", "read", "r:1", "--token", "wrong"));
        Assert.StartsWith("error: unauthenticated: ", _error.ToString());
    }

    [Fact]
    public async Task Served_TokenOfTheIssuerInTheSettings_IsLookedInto()
    {
        // Nobody listens there, so that whether the token is good cannot be known; without the setting it would be known to be of nobody.
        const string Issuer = "http://127.0.0.1:1";
        string[] parts = ["""{"alg":"RS256"}""", $$"""{"iss":"{{Issuer}}"}""", "signed"];
        var token = string.Join('.', parts.Select(part => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part))));
        await _server.DisposeAsync();
        var settings = new ServeSettings(_data.FullName, "127.0.0.1", 0, Demo: false) { Oidc = new OidcOptions { Issuer = Issuer, Audience = "acl" } };
        _server = await WebServer.StartAsync(_service, settings, TestContext.Current.CancellationToken);

        Assert.Equal(2, await RunAsync("check", "user:ann", "read", "r:1", "--token", token));
        Assert.StartsWith("error: unreachable: the keys of the token's issuer", _error.ToString());
    }

    [Fact]
    public async Task Served_ScenarioFile_RunsAsInProcess()
    {
        using var file = new TemporaryFile(
            "scenario: t\nmodel: m\nsteps:\n  - user: {id: x}\n  - check: {subject: user:x, action: read, resource: r:1}\n    expect: allow\n");
        _service.Names = _ => ["user:x"];

        Assert.Equal(0, await RunAsync("test", file.Path, "--data", _data.FullName));
        Assert.EndsWith("2 passed, 0 failed", _out.ToString().TrimEnd());
        Assert.Empty(_service.Tenants);
    }

    [Fact]
    public async Task Served_PortTaken_IsAnErrorThatNamesThePort()
    {
        var settings = new ServeSettings(_data.FullName, "127.0.0.1", _server.Address.Port, Demo: false);

        var error = await Assert.ThrowsAsync<AclException>(() => WebServer.StartAsync(_service, settings, TestContext.Current.CancellationToken));

        Assert.Equal((ErrorCodes.InvalidArguments, "--port"), (error.Code, error.Place));
    }

    [Fact]
    public async Task Server_NobodyListens_IsUnreachable()
    {
        await _server.DisposeAsync();

        Assert.Equal(2, await RunAsync("check", "user:ann", "read", "r:1"));
        Assert.StartsWith("error: unreachable: ", _error.ToString());
    }
}
