using System.Net;
using OrleansAcl.Api.Tests.Security.Oidc;
using OrleansAcl.Documents;

namespace OrleansAcl.Api.Tests.Security;

/// <summary>Users with tokens of an issuer before the embedded host, in a model whose roles come from the token.</summary>
public sealed class TokensAndModelTests : IAsyncLifetime
{
    private static readonly string[] Administrator = ["lusid-administrator"];

    private IssuedTenant _issued = null!;

    public async ValueTask InitializeAsync() => _issued = await IssuedTenant.StartAsync("lusid-scheduler", rolesClaim: "roles");

    public ValueTask DisposeAsync() => _issued.DisposeAsync();

    private Task<HttpAnswer> SendAsync(string user, string[]? roles, string path, string body) =>
        _issued.Server.SendAsync("POST", "/v1/" + path, body, token: _issued.Token(user, null, roles ?? []));

    private async Task<bool> MayReadAsync(string user, string[]? roles, string more = "")
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
        Assert.Equal(administrator ? 1 : 0, await _issued.Server.RevisionAsync());
        if (administrator) Assert.Equal("user:ann", (await _issued.Server.NewestChangeAsync()).Actor);
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
