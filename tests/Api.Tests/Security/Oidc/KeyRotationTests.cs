using System.Net;
using OrleansAcl.Documents;
using OrleansAcl.Issuer;

namespace OrleansAcl.Api.Tests.Security.Oidc;

/// <summary>Fetching an issuer's keys: once, again when it is time, and never a decision without them.</summary>
public sealed class KeyRotationTests
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Keys_OfManyRequests_AreFetchedOnce()
    {
        await using var server = await IssuedServer.StartAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => server.CheckAsync(server.Token())));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Equal(1, server.Issuer.Fetches);
    }

    [Fact]
    public async Task Token_OfARotatedKey_IsTakenAtOnce()
    {
        await using var server = await IssuedServer.StartAsync();
        var old = server.Token();
        await server.CheckAsync(old);
        server.Time.Forward(Between);
        server.Issuer.Keys = [SigningKey.Rsa("second")];
        Assert.Equal(HttpStatusCode.OK, (await server.CheckAsync(server.Token())).Status);
        (await server.CheckAsync(old)).RequireProblem(HttpStatusCode.Unauthorized, ErrorCodes.Unauthenticated);
    }

    [Fact]
    public async Task KeyIds_ThatAreInvented_DoNotFetchAgainAndAgain()
    {
        await using var server = await IssuedServer.StartAsync();
        for (var i = 0; i < 10; i++)
        {
            var token = server.Key.Token(server.Key.Header(("kid", $"k{i}")), server.Claims());
            Assert.Equal(HttpStatusCode.Unauthorized, (await server.CheckAsync(token)).Status);
        }

        Assert.Equal(1, server.Issuer.Fetches);
        server.Time.Forward(Between);
        await server.CheckAsync(server.Key.Token(server.Key.Header(("kid", "k")), server.Claims()));
        Assert.Equal(2, server.Issuer.Fetches);
    }

    [Fact]
    public async Task Key_TakenBack_IsRefusedAfterAnHour()
    {
        await using var server = await IssuedServer.StartAsync();
        var key = server.Key;
        await server.CheckAsync(server.Token());
        server.Issuer.Keys = [SigningKey.Rsa("second")];
        server.Time.Forward(TimeSpan.FromMinutes(59));
        Assert.Equal(HttpStatusCode.OK, (await server.CheckAsync(key.Token(server.Claims()))).Status);
        server.Time.Forward(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.CheckAsync(key.Token(server.Claims()))).Status);
    }

    [Fact]
    public async Task Issuer_ThatCannotBeReached_Is503UntilItCan()
    {
        await using var server = await IssuedServer.StartAsync();
        server.Issuer.Broken = true;
        (await server.CheckAsync(server.Token())).RequireProblem(HttpStatusCode.ServiceUnavailable, ErrorCodes.Unreachable);
        Assert.Empty(server.Service.Calls);
        server.Issuer.Broken = false;
        server.Time.Forward(Between);
        Assert.Equal(HttpStatusCode.OK, (await server.CheckAsync(server.Token())).Status);
    }

    [Fact]
    public async Task Issuer_ThatFellSilent_IsTakenAtItsLastWordForADay()
    {
        await using var server = await IssuedServer.StartAsync();
        await server.CheckAsync(server.Token());
        server.Issuer.Broken = true;
        server.Time.Forward(TimeSpan.FromHours(23));
        Assert.Equal(HttpStatusCode.OK, (await server.CheckAsync(server.Token())).Status);
        server.Time.Forward(TimeSpan.FromHours(1));
        (await server.CheckAsync(server.Token())).RequireProblem(HttpStatusCode.ServiceUnavailable, ErrorCodes.Unreachable);
    }

    [Fact]
    public async Task UnknownKey_OfAnIssuerThatFellSilent_Is503()
    {
        await using var server = await IssuedServer.StartAsync();
        await server.CheckAsync(server.Token());
        server.Issuer.Broken = true;
        server.Time.Forward(Between);
        var token = SigningKey.Rsa("second").Token(server.Claims());
        (await server.CheckAsync(token)).RequireProblem(HttpStatusCode.ServiceUnavailable, ErrorCodes.Unreachable);
        Assert.Equal(HttpStatusCode.OK, (await server.CheckAsync(server.Token())).Status);
    }

    [Fact]
    public async Task Metadata_OfAnotherIssuer_IsNotBelieved()
    {
        await using var server = await IssuedServer.StartAsync();
        server.Issuer.Named = "https://issuer.example";
        (await server.CheckAsync(server.Token())).RequireProblem(HttpStatusCode.ServiceUnavailable, ErrorCodes.Unreachable);
    }

    [Theory]
    [InlineData("http://issuer.example/keys")]
    [InlineData("keys")]
    [InlineData("file:///keys")]
    public async Task Keys_ThatWouldComeOverAnOpenLine_AreNotFetched(string address)
    {
        await using var server = await IssuedServer.StartAsync();
        server.Issuer.KeysAt = address;
        (await server.CheckAsync(server.Token())).RequireProblem(HttpStatusCode.ServiceUnavailable, ErrorCodes.Unreachable);
    }

    [Fact]
    public async Task Keys_ThatAreElsewhereNow_AreNotFollowed()
    {
        await using var server = await IssuedServer.StartAsync();
        server.Issuer.KeysAt = server.Issuer.Address + "/moved";
        (await server.CheckAsync(server.Token())).RequireProblem(HttpStatusCode.ServiceUnavailable, ErrorCodes.Unreachable);
    }

    [Fact]
    public async Task Token_OfNoAlgorithmOfOurs_FetchesNothing()
    {
        await using var server = await IssuedServer.StartAsync();
        await server.CheckAsync(SigningKey.Token(server.Key.Header(("alg", "none")), server.Claims(("sub", Node.Of("ann"))), _ => []));
        Assert.Equal(0, server.Issuer.Fetches);
    }
}
