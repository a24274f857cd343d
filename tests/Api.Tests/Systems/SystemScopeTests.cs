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

    [Theory]
    [InlineData("decide", HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)]
    [InlineData("read", HttpStatusCode.OK, HttpStatusCode.Forbidden)]
    [InlineData("administer", HttpStatusCode.OK, HttpStatusCode.OK)]
    public async Task Key_OfAScope_ReadsAndChangesAsFarAsThat(string scope, HttpStatusCode get, HttpStatusCode put)
    {
        await using var server = await TenantServer.StartAsync("qubole-scheduler", QuboleSteps);
        var key = await server.KeyAsync(scope);
        Assert.Equal(get, (await server.SendAsync("GET", Query, token: key)).Status);
        Assert.Equal(put, (await server.SendAsync("PUT", ObjectPolicy, Put(), token: key)).Status);
    }

    [Fact]
    public async Task Key_BoundToAUser_ChangesAsHimAndInItsOwnName()
    {
        await using var server = await TenantServer.StartAsync("qubole-scheduler", QuboleSteps);
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync("PUT", ObjectPolicy, Put(), token: await server.KeyAsync("administer", "user:ann"))).Status);
        Assert.StartsWith("key:", (await server.NewestChangeAsync()).Actor);
        var bobs = await server.KeyAsync("administer", "user:bob");
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
        var key = await server.KeyAsync(scope);
        foreach (var path in (string[])[Policies, "/access/api/roles/r"])
            Assert.Equal(HttpStatusCode.Forbidden, (await server.SendAsync("GET", path, by: "user:iam", token: key)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await server.SendAsync("POST", "/access/api/me", Evaluation, by: "user:ann", token: key)).Status);
    }

    [Theory]
    [InlineData("user:iam", HttpStatusCode.OK)]
    [InlineData("user:ann", HttpStatusCode.Forbidden)]
    public async Task Key_OfAUserNamingHim_ReadsAsHimWhateverItsScope(string user, HttpStatusCode status)
    {
        await using var server = await TenantServer.StartAsync("lusid-scheduler", LusidSteps);
        var key = await server.KeyAsync("read", user);
        foreach (var path in (string[])[Policies, Policies + "/p", "/access/api/roles/r"])
            Assert.Equal((path, status), (path, (await server.SendAsync("GET", path, by: user, token: key)).Status));
    }

    [Fact]
    public async Task User_WithATokenOfHisOwn_ReadsAndChangesWhatTheModelLetsHim()
    {
        await using var issued = await IssuedTenant.StartAsync("qubole-scheduler", QuboleSteps);
        var server = issued.Server;
        var (ann, bob) = (issued.Token("ann"), issued.Token("bob"));
        const string policy = """[{"access": "allow", "condition": {"qbol_users": [1]}, "action": ["read"]}]""";
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync("PUT", ObjectPolicy, Put(policy), token: ann)).Status);
        Assert.Equal("user:ann", (await server.NewestChangeAsync()).Actor);
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync("GET", Query, token: ann)).Status);
        (await server.SendAsync("PUT", ObjectPolicy, Put(), token: bob)).RequireProblem(HttpStatusCode.Forbidden, ErrorCodes.Denied);
        (await server.SendAsync("GET", Query, token: bob)).RequireProblem(HttpStatusCode.Forbidden, ErrorCodes.Denied);
        (await server.SendAsync("GET", Query, by: "user:ann", token: bob)).RequireProblem(HttpStatusCode.Forbidden, ErrorCodes.Denied);
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync("GET", Query, token: issued.Token("bob", "acl:read"))).Status);
    }

    [Fact]
    public async Task User_AskingForAnEvaluation_IsAnsweredAboutHimselfWithTheRolesOfHisToken()
    {
        await using var issued = await IssuedTenant.StartAsync("lusid-scheduler", LusidSteps, rolesClaim: "roles");
        var server = issued.Server;
        foreach (var scope in (string?[])[null, "acl:decide", "acl:administer"])
        {
            Assert.Equal("Denied", await ResultAsync(server, issued.Token("ann", scope)));
            Assert.Equal("Granted", await ResultAsync(server, issued.Token("bob", scope, "r")));
        }

        Assert.Equal("Granted", await ResultAsync(server, issued.Token("bob", "acl:administer"), by: "user:ann"));
        Assert.Equal(HttpStatusCode.Forbidden, (await server.SendAsync("POST", "/access/api/me", Evaluation, by: "user:ann", token: issued.Token("bob"))).Status);
    }

    private static async Task<string?> ResultAsync(TenantServer server, string token, string? by = null) =>
        (await server.SendAsync("POST", "/access/api/me", Evaluation, by, token: token)).Body.At("it", "result")?.Text;

    [Fact]
    public async Task User_WithAnAdministratorsRoleInHisToken_ReadsAndChangesDocuments()
    {
        await using var issued = await IssuedTenant.StartAsync("lusid-scheduler", LusidSteps, rolesClaim: "roles");
        var server = issued.Server;
        var (plain, admin) = (issued.Token("iam"), issued.Token("bob", null, "iam-administrator"));
        foreach (var (method, path, body) in new (string, string, string?)[] { ("GET", Policies, null), ("GET", Policies + "/p", null), ("POST", Policies, NewPolicy) })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await server.SendAsync(method, path, body, token: plain)).Status);
            Assert.True((await server.SendAsync(method, path, body, token: admin)).Response.IsSuccessStatusCode);
        }

        Assert.Equal("user:bob", (await server.NewestChangeAsync()).Actor);
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
