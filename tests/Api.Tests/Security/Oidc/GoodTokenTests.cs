using System.Net;
using OrleansAcl.Documents;
using OrleansAcl.Issuer;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Tests.Security.Oidc;

/// <summary>Tokens that are good, and what is taken from them.</summary>
public sealed class GoodTokenTests
{
    public static TheoryData<string> Good =>
        ["plain", "just not expired", "just valid", "for several audiences", "of a curve", "without key id", "without type", "an access token"];

    private static string Token(IssuedServer server, string kind) => kind switch
    {
        "plain" => server.Token(),
        "just not expired" => server.Token(("exp", server.At(TimeSpan.FromSeconds(-59)))),
        "just valid" => server.Token(("nbf", server.At(TimeSpan.FromSeconds(60)))),
        "for several audiences" => server.Token(("aud", Node.List(["other", IssuedServer.Audience]))),
        "of a curve" => server.Issuer.Keys[1].Token(server.Claims()),
        "without key id" => server.Key.Token(server.Key.Header(("kid", null)), server.Claims()),
        "without type" => server.Key.Token(server.Key.Header(("typ", null)), server.Claims()),
        "an access token" => server.Key.Token(server.Key.Header(("typ", "at+jwt")), server.Claims()),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    [Theory]
    [MemberData(nameof(Good))]
    public async Task Token_ThatIsGood_IsItsSubjects(string kind)
    {
        await using var server = await IssuedServer.StartAsync();
        server.Issuer.Keys = [server.Key, SigningKey.Curve("curve")];
        Assert.Equal(HttpStatusCode.OK, (await server.CheckAsync(Token(server, kind))).Status);
        Assert.Equal("user:ann", server.Service.Only.As<CheckRequest>().Subject.ToString());
    }

    [Fact]
    public async Task AdministratorsToken_BesideAnIssuer_StaysGood()
    {
        await using var server = await IssuedServer.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await server.CheckAsync(ApiServer.Token, "user:bob")).Status);
        Assert.Equal(0, server.Issuer.Fetches);
    }

    [Fact]
    public async Task Subject_OfAnotherClaimWithAPrefix_IsAskedAbout()
    {
        await using var server = await IssuedServer.StartAsync(o => o with { SubjectClaim = "email", SubjectPrefix = "corp/" });
        var token = server.Token(("email", Node.Of("ann@example.com")));
        Assert.Equal(HttpStatusCode.OK, (await server.CheckAsync(token, "user:corp/ann@example.com")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await server.CheckAsync(token)).Status);
    }

    [Theory]
    [InlineData("acme", HttpStatusCode.OK)]
    [InlineData("shop", HttpStatusCode.Forbidden)]
    public async Task Issuer_OfSomeTenants_IsGoodForTheseOnly(string tenant, HttpStatusCode status)
    {
        await using var server = await IssuedServer.StartAsync(o => o with { Tenants = [TenantId.Parse("acme")] });
        Assert.Equal(status, (await server.CheckAsync(server.Token(), tenant: tenant)).Status);
    }

    [Theory]
    [InlineData("openid acl:decide profile", "check", true)]
    [InlineData("openid acl:decide profile", "explain", false)]
    [InlineData("acl:read", "explain", true)]
    [InlineData("acl:read", "check", true)]
    [InlineData("acl:read", "who", true)]
    [InlineData("acl:decide", "who", false)]
    [InlineData("acl:administer", "who", true)]
    [InlineData("decide read administer acl:root ACL:READ acl:", "check", false)]
    public async Task ScopeClaim_WithAScope_LetsAskAboutOthers(string scope, string question, bool allowed)
    {
        await using var server = await IssuedServer.StartAsync();
        server.Service.Answer = question switch
        {
            "who" => Array.Empty<SubjectRef>(),
            "explain" => new Explanation(true, "owner", []),
            _ => null,
        };
        var body = question == "who" ? """{"action": "read", "resource": "job:1"}""" : """{"subject": "user:bob", "action": "read", "resource": "job:1"}""";
        foreach (var claim in (Node[])[Node.Of(scope), Node.List(scope.Split(' '))])
        {
            var answer = await server.SendAsync(server.Token(("scope", claim)), HttpMethod.Post, $"/tenants/acme/v1/{question}", body);
            Assert.Equal(allowed ? HttpStatusCode.OK : HttpStatusCode.Forbidden, answer.Status);
        }
    }

    [Fact]
    public async Task ScopeClaim_OfAdministrators_MakesNoTenants()
    {
        await using var server = await IssuedServer.StartAsync();
        var token = server.Token(("scope", Node.Of("acl:administer")));
        var problem = (await server.SendAsync(token, HttpMethod.Delete, "/tenants/acme")).RequireProblem(HttpStatusCode.Forbidden, ErrorCodes.Denied);
        Assert.Contains("the administrator's token", problem["detail"]!.Text);
        Assert.Empty(server.Service.Calls);
    }
}
