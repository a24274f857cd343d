using System.Net;
using OrleansAcl.Api.Tests.Security.Oidc;
using OrleansAcl.Documents;

namespace OrleansAcl.Api.Tests.Systems;

/// <summary>Whom the systems' own interfaces are answered for: keys by their scopes, users by what the model lets them.</summary>
public sealed class SystemScopeTests
{
    private const string ObjectPolicy = "/api/v1.2/object_policy/policy";
    private const string Query = ObjectPolicy + "?source_id=42&source_type=scheduler";
    private const string Policies = "/access/api/policies";
    private const string NewPolicy = """{"code": "new", "grant": "Allow", "selectors": []}""";

    private const string QuboleSteps = """
        [{"user": {"id": "ann"}}, {"user": {"id": "bob"}}, {"resource": {"id": "scheduler:42", "owner": "user:ann"}}]
        """;

    private const string LusidSteps = """
        [{"policy": {"code": "p", "grant": "Allow", "selectors": [{"matchAllSelectorDefinition": {"actions": [{"activity": "Run", "entity": "Job"}]}}]}},
         {"role": {"code": "r", "resource": {"policyIdRoleResource": {"policies": [{"code": "p"}]}}}}, {"role": {"code": "iam-administrator"}},
         {"user": {"id": "ann", "roles": ["r"]}}, {"user": {"id": "iam", "roles": ["iam-administrator"]}}]
        """;

    private static readonly string Evaluation = """
        {"it": {"request": {"action": {"entityCode": "Job", "scope": "default", "activity": "Run"}}, "resource": {"id": {"scope": "a", "code": "b"}}}}
        """;

    private static string Put(string policy = "[]") =>
        Node.Map(("source_id", Node.Of("42")), ("source_type", Node.Of("scheduler")), ("policy", Node.Of(policy))).ToString();

    private static async Task<string> KeyAsync(TenantServer server, string scope, string? subject = null)
    {
        var body = Node.Map(("scope", Node.Of(scope)), ("subject", subject is null ? null : Node.Of(subject)));
        return (await server.RequireAsync(HttpStatusCode.Created, "POST", "/v1/keys", body.ToString())).Require("token").AsString();
    }

    /// <summary>A server that takes an issuer's tokens, with the roles in them.</summary>
    private static async Task<(TenantServer Server, FakeIssuer Issuer)> StartIssuedAsync(string model, string steps, string? rolesClaim = null)
    {
        var issuer = await FakeIssuer.StartAsync(SigningKey.First);
        return (await TenantServer.StartAsync(model, steps, oidc: new OidcOptions { Issuer = issuer.Address, Audience = "acl", RolesClaim = rolesClaim }), issuer);
    }

    private static string Token(FakeIssuer issuer, string user, string? scope = null, params string[] roles) => SigningKey.First.Token(Node.Map(
        ("iss", Node.Of(issuer.Address)), ("aud", Node.Of("acl")), ("sub", Node.Of(user)), ("exp", Node.Of(DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds())),
        ("scope", scope is null ? null : Node.Of(scope)), ("roles", roles.Length == 0 ? null : Node.List(roles))));

    [Theory]
    [InlineData("decide", HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)]
    [InlineData("read", HttpStatusCode.OK, HttpStatusCode.Forbidden)]
    [InlineData("administer", HttpStatusCode.OK, HttpStatusCode.OK)]
    public async Task Key_OfAScope_ReadsAndChangesAsFarAsThat(string scope, HttpStatusCode get, HttpStatusCode put)
    {
        await using var server = await TenantServer.StartAsync("qubole-scheduler", QuboleSteps);
        var key = await KeyAsync(server, scope);
        Assert.Equal(get, (await server.SendAsync("GET", Query, token: key)).Status);
        Assert.Equal(put, (await server.SendAsync("PUT", ObjectPolicy, Put(), token: key)).Status);
    }

    [Fact]
    public async Task Key_BoundToAUser_ChangesAsHimAndInItsOwnName()
    {
        await using var server = await TenantServer.StartAsync("qubole-scheduler", QuboleSteps);
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync("PUT", ObjectPolicy, Put(), token: await KeyAsync(server, "administer", "user:ann"))).Status);
        Assert.StartsWith("key:", await server.ActorAsync());
        var bobs = await KeyAsync(server, "administer", "user:bob");
        (await server.SendAsync("PUT", ObjectPolicy, Put(), token: bobs)).RequireProblem(HttpStatusCode.Forbidden, ErrorCodes.Denied);
        (await server.SendAsync("PUT", ObjectPolicy, Put(), by: "user:ann", token: bobs)).RequireProblem(HttpStatusCode.Forbidden, ErrorCodes.Denied);
        (await server.SendAsync("GET", Query, by: "user:ann", token: bobs)).RequireProblem(HttpStatusCode.Forbidden, ErrorCodes.Denied);
    }

    [Theory]
    [InlineData("decide")]
    [InlineData("read")]
    public async Task Key_ThatMayNotActForOthers_MayNotNameThem(string scope)
    {
        await using var server = await TenantServer.StartAsync("lusid-scheduler", LusidSteps);
        var key = await KeyAsync(server, scope);
        foreach (var path in (string[])[Policies, "/access/api/roles/r"])
            Assert.Equal(HttpStatusCode.Forbidden, (await server.SendAsync("GET", path, by: "user:iam", token: key)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await server.SendAsync("POST", "/access/api/me", Evaluation, by: "user:ann", token: key)).Status);
    }

    [Fact]
    public async Task User_WithATokenOfHisOwn_ReadsAndChangesWhatTheModelLetsHim()
    {
        var (server, issuer) = await StartIssuedAsync("qubole-scheduler", QuboleSteps);
        await using var both = server;
        await using var _ = issuer;
        var (ann, bob) = (Token(issuer, "ann"), Token(issuer, "bob"));
        const string policy = """[{"access": "allow", "condition": {"qbol_users": [1]}, "action": ["read"]}]""";
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync("PUT", ObjectPolicy, Put(policy), token: ann)).Status);
        Assert.Equal("user:ann", await server.ActorAsync());
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync("GET", Query, token: ann)).Status);
        (await server.SendAsync("PUT", ObjectPolicy, Put(), token: bob)).RequireProblem(HttpStatusCode.Forbidden, ErrorCodes.Denied);
        (await server.SendAsync("GET", Query, token: bob)).RequireProblem(HttpStatusCode.Forbidden, ErrorCodes.Denied);
        (await server.SendAsync("GET", Query, by: "user:ann", token: bob)).RequireProblem(HttpStatusCode.Forbidden, ErrorCodes.Denied);
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync("GET", Query, token: Token(issuer, "bob", "acl:read"))).Status);
    }

    [Fact]
    public async Task User_AskingForAnEvaluation_IsAnsweredAboutHimselfWithTheRolesOfHisToken()
    {
        var (server, issuer) = await StartIssuedAsync("lusid-scheduler", LusidSteps, rolesClaim: "roles");
        await using var both = server;
        await using var _ = issuer;
        foreach (var scope in (string?[])[null, "acl:decide", "acl:administer"])
        {
            Assert.Equal("Denied", await ResultAsync(server, Token(issuer, "ann", scope)));
            Assert.Equal("Granted", await ResultAsync(server, Token(issuer, "bob", scope, "r")));
        }

        Assert.Equal("Granted", await ResultAsync(server, Token(issuer, "bob", "acl:administer"), by: "user:ann"));
        Assert.Equal(HttpStatusCode.Forbidden, (await server.SendAsync("POST", "/access/api/me", Evaluation, by: "user:ann", token: Token(issuer, "bob"))).Status);
    }

    private static async Task<string?> ResultAsync(TenantServer server, string token, string? by = null) =>
        (await server.SendAsync("POST", "/access/api/me", Evaluation, by, token: token)).Body.At("it", "result")?.Text;

    [Fact]
    public async Task User_WithAnAdministratorsRoleInHisToken_ReadsAndChangesDocuments()
    {
        var (server, issuer) = await StartIssuedAsync("lusid-scheduler", LusidSteps, rolesClaim: "roles");
        await using var both = server;
        await using var _ = issuer;
        var (plain, admin) = (Token(issuer, "iam"), Token(issuer, "bob", null, "iam-administrator"));
        foreach (var (method, path, body) in new (string, string, string?)[] { ("GET", Policies, null), ("GET", Policies + "/p", null), ("POST", Policies, NewPolicy) })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await server.SendAsync(method, path, body, token: plain)).Status);
            Assert.True((await server.SendAsync(method, path, body, token: admin)).Response.IsSuccessStatusCode);
        }

        Assert.Equal("user:bob", await server.ActorAsync());
    }

    [Theory]
    [InlineData("qubole-scheduler", ObjectPolicy)]
    [InlineData("lusid-scheduler", Policies)]
    [InlineData("actian-dataconnect", "/api/access-policies")]
    public async Task Call_WithoutAKnownToken_Is401(string model, string path)
    {
        await using var server = await TenantServer.StartAsync(model);
        var answer = await server.SendAsync("GET", path, token: "nobody-knows-it");
        Assert.Equal((HttpStatusCode.Unauthorized, "Bearer"), (answer.Status, answer.Response.Headers.WwwAuthenticate.ToString()));
        Assert.Contains(ErrorCodes.Unauthenticated, answer.Text);
    }
}
