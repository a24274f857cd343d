using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using OrleansAcl.Api.Tests.Security.Oidc;
using OrleansAcl.Documents;
using OrleansAcl.Embedded;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Tests.Security;

/// <summary>Users with tokens of an issuer before the embedded host, in a model whose roles come from the token.</summary>
public sealed class TokensAndModelTests : IAsyncLifetime
{
    private const string Root = "/tenants/acme/v1/";
    private static readonly Node Administrator = Node.List(["lusid-administrator"]);

    private readonly StoppedTime _time = new();
    private EmbeddedAclService _service = null!;
    private FakeIssuer _issuer = null!;
    private WebApplication _app = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _issuer = await FakeIssuer.StartAsync(SigningKey.First);
        _service = await EmbeddedAclService.OpenAsync(new EmbeddedOptions());
        await _service.PutTenantAsync(TenantId.Parse("acme"), new TenantDefinition { Model = "lusid-scheduler" }, TestContext.Current.CancellationToken);
        var issuer = new OidcOptions { Issuer = _issuer.Address, Audience = "acl", RolesClaim = "roles" };
        _app = ApiServer.Build(_service, new AclApiOptions { Token = "t", Oidc = [issuer] }, builder =>
        {
            builder.WebHost.UseTestServer();
            builder.Services.AddSingleton<TimeProvider>(_time);
        });
        await _app.StartAsync(TestContext.Current.CancellationToken);
        _http = _app.GetTestClient();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        await _service.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    private async Task<HttpAnswer> SendAsync(string user, Node? roles, string path, string body)
    {
        var token = SigningKey.First.Token(Node.Map(
            ("iss", Node.Of(_issuer.Address)), ("aud", Node.Of("acl")), ("sub", Node.Of(user)), ("roles", roles?.Copy()),
            ("exp", Node.Of((_time.GetUtcNow() + TimeSpan.FromMinutes(5)).ToUnixTimeSeconds()))));
        var request = new HttpRequestMessage(HttpMethod.Post, Root + path) { Content = ApiServer.JsonContent(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return new HttpAnswer(response, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private async Task<bool> MayReadAsync(string user, Node? roles, string more = "")
    {
        var body = $$"""{"subject": {"type": "user", "id": "{{user}}"{{more}}}, "action": "Read", "resource": "Job:s/c"}""";
        return (await SendAsync(user, roles, "check", body)).Body.Require("allowed").AsBoolean();
    }

    [Fact]
    public async Task Check_OfOneself_IsDecidedByTheTokensRoles()
    {
        Assert.True(await MayReadAsync("ann", Administrator));
        Assert.False(await MayReadAsync("ann", null));
        Assert.False(await MayReadAsync("ann", null, """, "properties": {"roles": ["lusid-administrator"]}"""));
    }

    [Theory]
    [InlineData(true, HttpStatusCode.OK)]
    [InlineData(false, HttpStatusCode.Forbidden)]
    public async Task Change_AsOneself_IsGuardedByTheTokensRoles(bool administrator, HttpStatusCode status)
    {
        var answer = await SendAsync("ann", administrator ? Administrator : null, "apply", """{"steps": [{"user": {"id": "bob"}}], "reason": "he is new"}""");
        Assert.Equal(status, answer.Status);
        var log = await _service.ChangesAsync(TenantId.Parse("acme"), new ChangesRequest(0), TestContext.Current.CancellationToken);
        Assert.Equal(administrator ? ["user:ann"] : [], log.Changes.Select(change => change.Actor));
    }

    [Fact]
    public async Task Change_WithRolesOfHisOwnSaying_IsDenied()
    {
        const string Steps = """{"steps": [{"user": {"id": "bob"}, "as": {"type": "user", "id": "ann", "properties": {"roles": ["lusid-administrator"]}}}]}""";
        (await SendAsync("ann", null, "apply", Steps)).RequireProblem(HttpStatusCode.Forbidden, ErrorCodes.Denied);
    }

    [Fact]
    public async Task Administrator_OfTheModel_MakesNoKeys()
    {
        var token = ApiKeyToken.Make("own");
        var step = Node.Map(("api_key", Node.Map(("id", Node.Of("own")), ("hash", Node.Of(token.Hash)), ("scope", Node.Of("administer")))));
        var answer = await SendAsync("ann", Administrator, "apply", Node.Map(("steps", Node.List([step]))).ToString());
        answer.RequireProblem(HttpStatusCode.Forbidden, ErrorCodes.Denied);
    }
}
