using Microsoft.Extensions.DependencyInjection;
using OrleansAcl.Documents;
using OrleansAcl.Issuer;

namespace OrleansAcl.Api.Tests.Security.Oidc;

/// <summary>The API over a fake service, which takes the tokens of a fake issuer, at a time that stands still.</summary>
internal sealed class IssuedServer : IAsyncDisposable
{
    public const string Audience = "acl";

    private IssuedServer(ApiServer server, FakeIssuer issuer, StoppedTime time) => (Server, Issuer, Time) = (server, issuer, time);

    public ApiServer Server { get; }

    public FakeIssuer Issuer { get; }

    public StoppedTime Time { get; }

    public FakeAclService Service => Server.Service;

    /// <summary>The first of the issuer's keys.</summary>
    public SigningKey Key => Issuer.Keys[0];

    /// <summary>Starts both; the issuer has one RSA key.</summary>
    public static async Task<IssuedServer> StartAsync(Func<OidcOptions, OidcOptions>? configure = null)
    {
        var issuer = await FakeIssuer.StartAsync(SigningKey.First);
        var time = new StoppedTime();
        var options = new OidcOptions { Issuer = issuer.Address, Audience = Audience };
        var server = await ApiServer.StartAsync(
            new AclApiOptions { Token = ApiServer.Token, Oidc = [configure?.Invoke(options) ?? options] },
            builder => builder.Services.AddSingleton<TimeProvider>(time));
        server.Service.Decide = _ => Decision.Made(true, "owner", "he owns it");
        return new IssuedServer(server, issuer, time);
    }

    /// <summary>Ann's claims, good for an hour, with others put over them; one that is null there is left out.</summary>
    public Node Claims(params (string Key, Node? Value)[] others)
    {
        var claims = new Dictionary<string, Node?>
        {
            ["iss"] = Node.Of(Issuer.Address),
            ["aud"] = Node.Of(Audience),
            ["sub"] = Node.Of("ann"),
            ["exp"] = At(TimeSpan.FromHours(1)),
        };
        foreach (var (key, value) in others) claims[key] = value;
        return Node.Map(claims.Select(claim => (claim.Key, claim.Value)));
    }

    /// <summary>A time as claims have it, so much later than now.</summary>
    public Node At(TimeSpan later) => Node.Of((Time.GetUtcNow() + later).ToUnixTimeSeconds());

    /// <summary>A good token of Ann's, with other claims put over hers.</summary>
    public string Token(params (string Key, Node? Value)[] others) => Key.Token(Claims(others));

    /// <summary>Sends a request with a token.</summary>
    public Task<HttpAnswer> SendAsync(string token, HttpMethod method, string path, string? body = null, string? actAs = null) =>
        Server.SendAsync(token, method, path, body, actAs);

    /// <summary>Asks with a token whether somebody may read something.</summary>
    public Task<HttpAnswer> CheckAsync(string token, string subject = "user:ann", string tenant = "acme") => SendAsync(
        token, HttpMethod.Post, $"/tenants/{tenant}/v1/check", $$"""{"subject": "{{subject}}", "action": "read", "resource": "job:1"}""");

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Issuer.DisposeAsync();
    }
}
