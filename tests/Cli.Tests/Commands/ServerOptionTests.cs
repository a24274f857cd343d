using OrleansAcl.Api;

namespace OrleansAcl.Cli.Tests.Commands;

public sealed class ServerOptionTests
{
    private readonly Shell _shell = new();

    private Task<int> CheckAsync(params string[] options) => _shell.RunAsync(["check", "user:ann", "read", "r:1", .. options]);

    [Fact]
    public async Task Server_NotNamed_IsTheLocalOne()
    {
        await CheckAsync();

        Assert.Equal(new Uri("http://127.0.0.1:7070"), _shell.Hosting.Server);
    }

    [Fact]
    public async Task Server_OptionAndVariable_TheOptionWins()
    {
        (_shell.Variables["ACL_SERVER"], _shell.Variables["ACL_TOKEN"]) = ("http://a", "ta");

        await CheckAsync();
        Assert.Equal((new Uri("http://a"), "ta"), (_shell.Hosting.Server, _shell.Hosting.Token));
        await CheckAsync("--server", "https://b", "--token", "tb");
        Assert.Equal((new Uri("https://b"), "tb"), (_shell.Hosting.Server, _shell.Hosting.Token));
    }

    [Fact]
    public async Task Token_OfTheDataFolder_IsUsedWhenTheFolderIsNamed()
    {
        var folder = Directory.CreateTempSubdirectory("acl-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "admin.token"), "secret\n", TestContext.Current.CancellationToken);

            await CheckAsync("--data", folder.FullName);
            Assert.Equal("secret", _shell.Hosting.Token);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Serve_Options_HaveTheirDefaults()
    {
        Assert.Equal(0, await _shell.RunAsync("serve"));
        Assert.Equal(new ServeSettings("data", "127.0.0.1", 7070, Demo: false), _shell.Hosting.Served);

        await _shell.RunAsync("serve", "--demo", "--data", "d", "--listen", "0.0.0.0", "--port", "0");
        Assert.Equal(new ServeSettings("d", "0.0.0.0", 0, Demo: true), _shell.Hosting.Served);
    }

    [Fact]
    public async Task Serve_Issuer_IsTakenWithItsClaims()
    {
        await _shell.RunAsync("serve", "--oidc-issuer", "https://issuer.example", "--oidc-audience", "acl", "--oidc-roles-claim", "roles", "--oidc-client-id", "pages");
        var expected = new OidcOptions { Issuer = "https://issuer.example", Audience = "acl", RolesClaim = "roles", SignIn = new OidcSignIn { ClientId = "pages" } };
        Assert.Equal(expected, _shell.Hosting.Served!.Oidc);
    }

    [Theory]
    [InlineData("--oidc-audience", "--oidc-issuer", "https://issuer.example")]
    [InlineData("--oidc-issuer", "--oidc-issuer", "http://issuer.example", "--oidc-audience", "acl")]
    [InlineData("--oidc-audience", "--oidc-audience", "acl")]
    [InlineData("--oidc-groups-claim", "--oidc-groups-claim", "groups")]
    [InlineData("--oidc-scopes", "--oidc-issuer", "https://issuer.example", "--oidc-audience", "acl", "--oidc-scopes", "profile")]
    [InlineData("--oidc-client-secret-file", "--oidc-issuer", "https://issuer.example", "--oidc-audience", "acl", "--oidc-client-id", "x", "--oidc-client-secret-file", "no/such/file")]
    [InlineData("--oidc-subject-claim", "--oidc-issuer", "https://issuer.example", "--oidc-audience", "acl", "--oidc-subject-claim", " ")]
    public async Task Serve_IssuerGivenWrongly_IsRefusedByTheOption(string option, params string[] options)
    {
        Assert.Equal(2, await _shell.RunAsync(["serve", .. options]));
        Assert.StartsWith($"error: invalid_arguments: {option}: ", _shell.Error);
        Assert.Null(_shell.Hosting.Served);
    }

    [Fact]
    public async Task Tenants_PutListDelete_ReachTheServer()
    {
        Assert.Equal(0, await _shell.RunAsync("tenants", "put", "acme", "--model", "apolo", "--settings", """{"org":"o"}"""));
        Assert.Equal(("apolo", "o"), (_shell.Service.Definitions[0].Model, _shell.Service.Definitions[0].Settings!["org"]!.Text));
        Assert.Equal(0, await _shell.RunAsync("tenants", "list"));
        Assert.Equal(0, await _shell.RunAsync("tenants", "delete", "acme"));
        Assert.Equal(1, await _shell.RunAsync("tenants", "delete", "acme"));
    }

    [Fact]
    public async Task Models_ListShowValidate_NeedNoServer()
    {
        using var file = new TemporaryFile("model: own\n");

        Assert.Equal(0, await _shell.RunAsync("models", "list"));
        Assert.Equal(0, await _shell.RunAsync("models", "show", "scripted"));
        Assert.Equal(2, await _shell.RunAsync("models", "show", "absent"));
        Assert.Equal(0, await _shell.RunAsync("models", "validate", file.Path));
        Assert.Null(_shell.Hosting.Server);
    }
}
