using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using OrleansAcl.Api;

namespace OrleansAcl.Silo.Tests;

/// <summary>Whom a silo lets in, where keys lie in grains and an issuer is a setting.</summary>
public sealed class CallerTests
{
    private static async Task<HttpStatusCode> SendAsync(LocalSilo silo, string token, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await silo.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    [Fact]
    public async Task Token_OfTheIssuerInTheSettings_IsLookedInto()
    {
        // Nobody listens there, so that whether the token is good cannot be known; without the setting it would be known to be of nobody.
        const string Issuer = "http://127.0.0.1:1";
        string[] parts = ["""{"alg":"RS256"}""", $$"""{"iss":"{{Issuer}}"}""", "signed"];
        var token = string.Join('.', parts.Select(part => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part))));
        await using var silo = await LocalSilo.StartAsync(new SiloOptions { Oidc = new OidcOptions { Issuer = Issuer, Audience = "acl" } });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await SendAsync(silo, token, HttpMethod.Get, "/tenants/jobs"));
    }

    [Fact]
    public async Task Key_FromMakingToTakingBack_IsGoodForThatLong()
    {
        await using var silo = await LocalSilo.StartAsync(new SiloOptions());
        await silo.PutTenantAsync("jobs");
        using var made = await silo.Http.PostAsync(
            "/tenants/jobs/v1/keys", LocalSilo.Json("""{"id": "ci", "scope": "read"}"""), TestContext.Current.CancellationToken);
        using var body = JsonDocument.Parse(await made.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var token = body.RootElement.GetProperty("token").GetString()!;

        Assert.Equal(HttpStatusCode.OK, await SendAsync(silo, token, HttpMethod.Get, "/tenants/jobs"));
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(silo, token, HttpMethod.Delete, "/tenants/jobs/v1/keys/ci"));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(silo, token, HttpMethod.Get, "/tenants/none"));

        using var revoked = await silo.Http.DeleteAsync("/tenants/jobs/v1/keys/ci", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(silo, token, HttpMethod.Get, "/tenants/jobs"));
    }
}
