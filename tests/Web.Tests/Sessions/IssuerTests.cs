using System.Net;
using Microsoft.Playwright;
using OrleansAcl.Api;
using OrleansAcl.Issuer;

namespace OrleansAcl.Web.Tests.Sessions;

/// <summary>Signing in with an OpenID Connect issuer.</summary>
public sealed class IssuerTests(Chromium chromium)
{
    private const string Steps = """[{"user": {"id": "ann"}}, {"resource": {"id": "scheduler:42", "owner": "user:ann"}}]""";

    private static AclApiOptions Options(FakeIssuer issuer, string audience = "acl", Uri? publicUrl = null) => new()
    {
        Token = Site.Token, PublicBaseUrl = publicUrl,
        Oidc = [new OidcOptions { Issuer = issuer.Address, Audience = audience, SignIn = new OidcSignIn { ClientId = "pages", ClientSecret = "hush", Scopes = "acl profile", Name = "Work" } }],
    };

    private static async Task<FakeIssuer> StartIssuerAsync()
    {
        var issuer = await FakeIssuer.StartAsync(SigningKey.First);
        (issuer.SignIn.ClientSecret, issuer.SignIn.Audience) = ("hush", "acl");
        return issuer;
    }

    /// <summary>Goes from the form to the issuer, and gives where that sends back to.</summary>
    private static async Task<string> GoAsync(Visitor visitor, string back = "/ui/tenants/acme/resources")
    {
        var begun = await visitor.GetAsync($"/ui/sign-in/with?issuer=acl-oidc-0&tenant=acme&return={Uri.EscapeDataString(back)}");
        Assert.Equal(HttpStatusCode.Redirect, begun.Status);
        return (await visitor.GetAsync(begun.Location)).Location;
    }

    [Fact]
    public async Task Browser_SignsInWithTheIssuerAndIsHimself()
    {
        await using var issuer = await StartIssuerAsync();
        await using var site = await Site.StartAsync("qubole-scheduler", Steps, Options(issuer));
        await using var window = await chromium.OpenAsync(site, elsewhere: issuer.Address);

        await window.Page.GotoAsync("/ui?x=y");
        await window.RequireAccessibleAsync();
        await window.PictureAsync("sign-in-issuer");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in with Work" }).ClickAsync();

        await Assertions.Expect(window.Page.GetByText("user:ann")).ToBeVisibleAsync();
        Assert.EndsWith("/ui?x=y", window.Page.Url, StringComparison.Ordinal);
        Assert.Equal("openid acl profile", issuer.SignIn.Scope);
    }

    [Fact]
    public async Task SignOut_EndsASessionBegunWithTheIssuer()
    {
        await using var issuer = await StartIssuerAsync();
        await using var site = await Site.StartAsync("qubole-scheduler", Steps, Options(issuer));
        using var visitor = site.Visit();
        var first = await visitor.GetAsync(await GoAsync(visitor, "/ui"));

        var answer = await visitor.PostAsync("/ui/sign-out", await visitor.TokenAsync("/ui/tenants/acme/resources"));

        Assert.Equal("/ui/tenants/acme", first.Location);
        Assert.Equal("/ui/sign-in", answer.Location);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.GetAsync("/ui")).Status);
    }

    [Fact]
    public async Task IdToken_IsTakenWhereTheAccessTokenIsNotForUs()
    {
        await using var issuer = await StartIssuerAsync();
        issuer.SignIn.Audience = null;
        await using var site = await Site.StartAsync("qubole-scheduler", Steps, Options(issuer, audience: "pages"));
        using var visitor = site.Visit();

        var back = await visitor.GetAsync(await GoAsync(visitor));

        Assert.Equal("/ui/tenants/acme/resources", back.Location);
        Assert.Contains("user:ann", (await visitor.GetAsync("/ui")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TokensForAnotherAudience_AreRefusedAndBeginNoSession()
    {
        await using var issuer = await StartIssuerAsync();
        issuer.SignIn.Audience = "somebody-else";
        await using var site = await Site.StartAsync("qubole-scheduler", Steps, Options(issuer));
        using var visitor = site.Visit();

        var back = await visitor.GetAsync(await GoAsync(visitor));

        Assert.Equal(HttpStatusCode.Unauthorized, back.Status);
        Assert.Contains("the token is meant for another audience", back.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.GetAsync("/ui")).Status);
    }

    [Theory]
    [InlineData("nonce")]
    [InlineData("state")]
    [InlineData("another browser")]
    [InlineData("code")]
    [InlineData("refused there")]
    public async Task Answer_ThatIsNotToOurQuestion_BeginsNoSession(string wrong)
    {
        await using var issuer = await StartIssuerAsync();
        await using var site = await Site.StartAsync("qubole-scheduler", Steps, Options(issuer));
        using var visitor = site.Visit();
        using var another = site.Visit();
        if (wrong == "nonce") issuer.SignIn.OtherNonce = "of another sign-in";
        var back = await GoAsync(visitor);
        back = wrong switch
        {
            "state" => back + "x",
            "code" => back.Replace("code=", "code=0", StringComparison.Ordinal),
            "refused there" => back.Replace("code=", "error=access_denied&x=", StringComparison.Ordinal),
            _ => back,
        };

        var who = wrong == "another browser" ? another : visitor;
        var answer = await who.GetAsync(back);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Contains("signing in did not work", answer.Text, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", string.Join("", answer.Response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await who.GetAsync("/ui")).Status);
    }

    [Fact]
    public async Task PublicAddress_IsWhereTheIssuerSendsBackTo()
    {
        await using var issuer = await StartIssuerAsync();
        await using var site = await Site.StartAsync("qubole-scheduler", Steps, Options(issuer, publicUrl: new Uri("https://acl.example/base")));
        using var visitor = site.Visit();

        var begun = await visitor.GetAsync("/ui/sign-in/with?issuer=acl-oidc-0");

        Assert.Contains($"redirect_uri={Uri.EscapeDataString("https://acl.example/base/ui/sign-in/back/0")}", begun.Location, StringComparison.Ordinal);
        Assert.All(begun.Response.Headers.GetValues("Set-Cookie"), cookie => Assert.Contains("; secure", cookie, StringComparison.Ordinal));
    }

    [Fact]
    public async Task IssuerThatCannotBeReached_IsToldOnTheForm()
    {
        var issuer = await StartIssuerAsync();
        await using var site = await Site.StartAsync("qubole-scheduler", Steps, Options(issuer));
        await issuer.DisposeAsync();
        using var visitor = site.Visit();

        var begun = await visitor.GetAsync("/ui/sign-in/with?issuer=acl-oidc-0");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, begun.Status);
        Assert.Contains("issuer", begun.Text, StringComparison.Ordinal);
    }
}
