using OrleansAcl.Documents;
using OrleansAcl.Issuer;

namespace OrleansAcl.Api.Tests.Security.Oidc;

/// <summary>A tenant of the embedded host whose server takes the tokens of a fake issuer, at a time that stands still.</summary>
internal sealed class IssuedTenant : IAsyncDisposable
{
    private readonly FakeIssuer _issuer;
    private readonly StoppedTime _time;

    private IssuedTenant(TenantServer server, FakeIssuer issuer, StoppedTime time) => (Server, _issuer, _time) = (server, issuer, time);

    public TenantServer Server { get; }

    /// <summary>Starts both; with a claim for roles, what is stored of them does not count.</summary>
    public static async Task<IssuedTenant> StartAsync(string model, string steps = "[]", string? rolesClaim = null)
    {
        var issuer = await FakeIssuer.StartAsync(SigningKey.First);
        var time = new StoppedTime();
        var options = new OidcOptions { Issuer = issuer.Address, Audience = IssuedServer.Audience, RolesClaim = rolesClaim };
        return new IssuedTenant(await TenantServer.StartAsync(model, steps, oidc: options, time: time), issuer, time);
    }

    /// <summary>A good token of a user's, with a scope and roles if there are any.</summary>
    public string Token(string user, string? scope = null, params string[] roles) => SigningKey.First.Token(Node.Map(
        ("iss", Node.Of(_issuer.Address)), ("aud", Node.Of(IssuedServer.Audience)), ("sub", Node.Of(user)),
        ("exp", Node.Of((_time.GetUtcNow() + TimeSpan.FromHours(1)).ToUnixTimeSeconds())),
        ("scope", scope is null ? null : Node.Of(scope)), ("roles", roles.Length == 0 ? null : Node.List(roles))));

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await _issuer.DisposeAsync();
    }
}
