using OrleansAcl.Cli.Output;
using OrleansAcl.Cli.Serving;
using OrleansAcl.Documents;
using OrleansAcl.Embedded;

namespace OrleansAcl.Cli.Tests.Commands;

/// <summary>Whole command lines about API keys against a server over the embedded host, and with the keys they make.</summary>
public sealed class KeysCommandTests : IAsyncLifetime
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("acl-");
    private EmbeddedAclService _service = null!;
    private WebServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await EmbeddedAclService.OpenAsync(new EmbeddedOptions());
        var settings = new ServeSettings(_data.FullName, "127.0.0.1", 0, Demo: false);
        _server = await WebServer.StartAsync(_service, settings, TestContext.Current.CancellationToken);
        foreach (var tenant in (string[])["work", "shop"]) Assert.Equal(0, (await RunAsync("tenants", "put", tenant, "--model", "qubole-scheduler")).Code);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _service.DisposeAsync();
        _data.Delete(recursive: true);
    }

    private async Task<(int Code, string Out, string Error)> RunAsync(params string[] arguments)
    {
        var (printed, error) = (new StringWriter(), new StringWriter());
        var code = await AclCommandLine.RunAsync(
            [.. arguments, "--server", _server.Address.ToString(), "--data", _data.FullName], new Hosts(),
            new Terminal(printed, error, TextReader.Null, _ => null), TestContext.Current.CancellationToken);
        return (code, printed.ToString().TrimEnd(), error.ToString().TrimEnd());
    }

    private async Task<string> MakeAsync(params string[] options)
    {
        var (code, token, error) = await RunAsync(["keys", "create", .. options, "--tenant", "work"]);
        Assert.Equal((0, ""), (code, error));
        return token;
    }

    private Task<(int Code, string Out, string Error)> ListUsersAsync(string token, string tenant = "work") =>
        RunAsync("who", "read", "scheduler:1", "--tenant", tenant, "--token", token);

    [Fact]
    public async Task Key_FromMakingToTakingBack_IsGoodForThatLong()
    {
        var token = await MakeAsync("ci", "--scope", "read");
        Assert.Equal(0, (await ListUsersAsync(token)).Code);
        Assert.StartsWith("error: unauthenticated: ", (await ListUsersAsync(token, "shop")).Error);

        Assert.Equal((0, "revoked ci", ""), await RunAsync("keys", "revoke", "ci", "--tenant", "work"));
        Assert.StartsWith("error: unauthenticated: ", (await ListUsersAsync(token)).Error);
        Assert.Equal(1, (await RunAsync("keys", "revoke", "ci", "--tenant", "work")).Code);
    }

    [Fact]
    public async Task Key_OfTooSmallAScope_IsDenied()
    {
        var answer = await ListUsersAsync(await MakeAsync("--scope", "decide"));
        Assert.Equal(2, answer.Code);
        Assert.StartsWith("error: denied: ", answer.Error);
    }

    [Fact]
    public async Task Key_MadeAgain_IsRefusedAndTheFirstStaysGood()
    {
        var token = await MakeAsync("ci", "--scope", "read");
        Assert.StartsWith("error: precondition_failed: ", (await RunAsync("keys", "create", "ci", "--scope", "administer", "--tenant", "work")).Error);
        Assert.Equal(0, (await ListUsersAsync(token)).Code);
    }

    [Fact]
    public async Task Keys_ThatAreListed_AreShownWithoutTheirSecrets()
    {
        await MakeAsync("a", "--scope", "decide", "--note", "the build");
        await MakeAsync("b", "--scope", "administer", "--subject", "user:robot", "--expires", "2099-01-01T00:00:00Z");
        var (_, printed, _) = await RunAsync("keys", "list", "--tenant", "work");
        Assert.Equal(["a decide the build", "b administer user:robot until 2099-01-01T00:00:00Z"], printed.Split(Environment.NewLine));
        Assert.DoesNotContain("hash", (await RunAsync("keys", "list", "--json", "--tenant", "work")).Out);
    }

    [Theory]
    [InlineData("scope", "--scope", "root")]
    [InlineData("expires", "--scope", "read", "--expires", "soon")]
    [InlineData("subject", "--scope", "read", "--subject", "group:all")]
    public async Task Key_OfAWrongOption_IsRefusedByItsName(string place, params string[] options)
    {
        var (code, printed, error) = await RunAsync(["keys", "create", .. options, "--tenant", "work"]);
        Assert.Equal((1, ""), (code, printed));
        Assert.StartsWith($"error: invalid_document: {place}: ", error);
    }

    [Theory]
    [InlineData("user:robot", 1)]
    [InlineData("user:ann", 0)]
    public async Task BoundKey_MakingChanges_IsJudgedAsItsUser(string subject, int code)
    {
        using var steps = new TemporaryFile("- user: {id: robot}\n- user: {id: ann, admin: true}\n");
        Assert.Equal(0, (await RunAsync("apply", "-f", steps.Path, "--tenant", "work")).Code);
        using var change = new TemporaryFile("- user: {id: bob}\n");
        var token = await MakeAsync("--scope", "administer", "--subject", subject);
        Assert.Equal(code, (await RunAsync("apply", "-f", change.Path, "--tenant", "work", "--token", token)).Code);
    }

    [Fact]
    public async Task BoundKey_OfAnAdministrator_MakesNoKeys()
    {
        using var steps = new TemporaryFile("- user: {id: ann, admin: true}\n");
        Assert.Equal(0, (await RunAsync("apply", "-f", steps.Path, "--tenant", "work")).Code);
        var token = await MakeAsync("--scope", "administer", "--subject", "user:ann");
        var answer = await RunAsync("keys", "create", "--scope", "administer", "--tenant", "work", "--token", token);
        Assert.Equal((1, ""), (answer.Code, answer.Out));
        Assert.StartsWith("error: denied: ", answer.Error);
    }

    [Fact]
    public async Task ChangeLog_OfAKeysChange_NamesTheKeyAndNoHash()
    {
        var token = await MakeAsync("ci", "--scope", "administer");
        using var change = new TemporaryFile("- user: {id: bob}\n");
        Assert.Equal(0, (await RunAsync("apply", "-f", change.Path, "--tenant", "work", "--token", token)).Code);
        var log = await _service.ChangesAsync(TenantId.Parse("work"), new Requests.ChangesRequest(0), TestContext.Current.CancellationToken);
        Assert.Equal(["admin", "key:ci"], log.Changes.Select(c => c.Actor));
        Assert.All(log.Changes.SelectMany(c => c.Objects), o => Assert.Null((o.After ?? Node.Map())["hash"]));
    }
}
