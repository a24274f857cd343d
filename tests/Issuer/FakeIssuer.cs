using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OrleansAcl.Documents;

namespace OrleansAcl.Issuer;

/// <summary>An OpenID Connect issuer that listens on this machine and publishes the keys it is told to.</summary>
public sealed class FakeIssuer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _fetches;

    private FakeIssuer(WebApplication app) => (_app, SignIn) = (app, new FakeSignIn(this));

    /// <summary>Where people sign in.</summary>
    public FakeSignIn SignIn { get; }

    public string Address { get; private set; } = "";

    /// <summary>What it says its name is.</summary>
    public string? Named { get; set; }

    /// <summary>Where it says its keys are.</summary>
    public string? KeysAt { get; set; }

    /// <summary>The keys it publishes.</summary>
    public SigningKey[] Keys { get; set; } = [];

    /// <summary>Whether it answers with faults instead.</summary>
    public bool Broken { get; set; }

    /// <summary>How often its metadata was fetched.</summary>
    public int Fetches => Volatile.Read(ref _fetches);

    public static async Task<FakeIssuer> StartAsync(params SigningKey[] keys)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var issuer = new FakeIssuer(app) { Keys = keys };
        app.MapGet("/.well-known/openid-configuration", issuer.Metadata);
        app.MapGet("/keys", issuer.KeySet);
        app.MapGet("/authorize", issuer.SignIn.Authorize);
        app.MapPost("/token", issuer.SignIn.TokenAsync);
        app.MapGet("/moved", () => Results.Redirect("/keys"));
        await app.StartAsync(Xunit.TestContext.Current.CancellationToken);
        issuer.Address = app.Urls.Single();
        return issuer;
    }

    private IResult Metadata()
    {
        Interlocked.Increment(ref _fetches);
        return Answer(Node.Map(("issuer", Node.Of(Named ?? Address)), ("jwks_uri", Node.Of(KeysAt ?? Address + "/keys")),
            ("authorization_endpoint", Node.Of(Address + "/authorize")), ("token_endpoint", Node.Of(Address + "/token"))));
    }

    private IResult KeySet() => Answer(Node.Map(("keys", Node.List(Keys.Select(key => key.Jwk.Copy())))));

    private IResult Answer(Node body) => Broken ? Results.StatusCode(500) : Results.Text(body.ToString(), "application/json");

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
