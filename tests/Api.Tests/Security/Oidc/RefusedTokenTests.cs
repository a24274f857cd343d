using System.Net;
using System.Security.Cryptography;
using OrleansAcl.Documents;
using OrleansAcl.Issuer;

namespace OrleansAcl.Api.Tests.Security.Oidc;

/// <summary>Tokens that are not an issuer's, not for us, or not good now: each is 401 and asks nothing of the service.</summary>
public sealed class RefusedTokenTests
{
    /// <summary>What a bad token is like, and what is said of it.</summary>
    public static TheoryData<string, string> Bad => new()
    {
        { "expired", "has expired" },
        { "without expiry", "has no expiry" },
        { "not valid yet", "not valid yet" },
        { "for another audience", "another audience" },
        { "without audience", "another audience" },
        { "of another issuer", "of another issuer" },
        { "without issuer", "of another issuer" },
        { "unsigned", "is not signed with one of" },
        { "unsigned, in capitals", "is not signed with one of" },
        { "signed with the public key as a secret", "is not signed with one of" },
        { "signed with the public key as a secret, said to be RSA", "signature is not valid" },
        { "signed by another key of the same id", "signature is not valid" },
        { "with claims changed", "signature is not valid" },
        { "with its signature cut off", "signature is not valid" },
        { "signed with a key nobody publishes", "does not publish" },
        { "that brings its own key", "does not publish" },
        { "for logging out", "for another purpose" },
        { "with an extension that must be understood", "an extension" },
        { "of nobody", "names nobody" },
        { "of a number", "names nobody" },
        { "of an empty name", "names nobody" },
        { "of too long a name", "is longer than 1024 bytes" },
        { "of a name with a line end", "holds a control character" },
        { "with a claim given twice", "claims are malformed" },
        { "of four parts", "is not valid" },
        { "of two parts", "is not valid" },
        { "of no JSON", "is not valid" },
        { "too long", "is longer than 16384 characters" },
    };

    private static string Token(IssuedServer server, string kind)
    {
        var key = server.Key;
        var good = server.Token();
        var parts = good.Split('.');
        return kind switch
        {
            "expired" => server.Token(("exp", server.At(TimeSpan.FromSeconds(-60)))),
            "without expiry" => server.Token(("exp", null)),
            "not valid yet" => server.Token(("nbf", server.At(TimeSpan.FromSeconds(61)))),
            "for another audience" => server.Token(("aud", Node.List(["other", "acl2"]))),
            "without audience" => server.Token(("aud", null)),
            "of another issuer" => server.Token(("iss", Node.Of(server.Issuer.Address + "/"))),
            "without issuer" => server.Token(("iss", null)),
            "unsigned" => SigningKey.Token(key.Header(("alg", "none")), server.Claims(), _ => []),
            "unsigned, in capitals" => SigningKey.Token(key.Header(("alg", "NONE")), server.Claims(), _ => []),
            "signed with the public key as a secret" =>
                SigningKey.Token(key.Header(("alg", "HS256")), server.Claims(), data => HMACSHA256.HashData(key.PublicKey, data)),
            "signed with the public key as a secret, said to be RSA" =>
                SigningKey.Token(key.Header(), server.Claims(), data => HMACSHA256.HashData(key.PublicKey, data)),
            "signed by another key of the same id" => SigningKey.Rsa(key.Id).Token(server.Claims()),
            "with claims changed" => $"{parts[0]}.{server.Token(("sub", Node.Of("root"))).Split('.')[1]}.{parts[2]}",
            "with its signature cut off" => $"{parts[0]}.{parts[1]}.",
            "signed with a key nobody publishes" => SigningKey.Rsa("other").Token(server.Claims()),
            "that brings its own key" => BringingItsKey(SigningKey.Rsa("own"), server.Claims()),
            "for logging out" => key.Token(key.Header(("typ", "logout+jwt")), server.Claims()),
            "with an extension that must be understood" => key.Token(
                Node.Map(("alg", Node.Of("RS256")), ("kid", Node.Of(key.Id)), ("crit", Node.List(["x"])), ("x", Node.Of("y"))), server.Claims()),
            "of nobody" => server.Token(("sub", null)),
            "of a number" => server.Token(("sub", Node.Of(7))),
            "of an empty name" => server.Token(("sub", Node.Of(""))),
            "of too long a name" => server.Token(("sub", Node.Of(new string('a', 1025)))),
            "of a name with a line end" => server.Token(("sub", Node.Of("ann\nbob"))),
            "with a claim given twice" => key.Token(server.Claims().ToString()[..^1] + ",\"sub\":\"root\"}"),
            "of four parts" => good + ".x",
            "of two parts" => $"{parts[0]}.{parts[1]}",
            "of no JSON" => "a.b.c",
            "too long" => server.Token(("padding", Node.Of(new string('a', 16_384)))),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    private static string BringingItsKey(SigningKey key, Node claims) =>
        key.Token(Node.Map(("alg", Node.Of("RS256")), ("kid", Node.Of(key.Id)), ("jwk", key.Jwk.Copy())), claims);

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Token_ThatIsBad_Is401AndAsksNothing(string kind, string message)
    {
        await using var server = await IssuedServer.StartAsync();
        var answer = await server.CheckAsync(Token(server, kind));
        var problem = answer.RequireProblem(HttpStatusCode.Unauthorized, ErrorCodes.Unauthenticated);
        Assert.Contains(message, problem["detail"]!.Text);
        Assert.Empty(server.Service.Calls);
    }

    [Fact]
    public async Task Token_OfAnIssuer_WhenNoneIsConfigured_Is401()
    {
        await using var issued = await IssuedServer.StartAsync();
        await using var server = await ApiServer.StartAsync();
        server.Http.DefaultRequestHeaders.Authorization = new("Bearer", issued.Token());
        (await server.PostAsync("/tenants/acme/v1/check", "{}")).RequireProblem(HttpStatusCode.Unauthorized, ErrorCodes.Unauthenticated);
    }
}
