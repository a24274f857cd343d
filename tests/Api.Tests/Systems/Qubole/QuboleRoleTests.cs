using System.Net;
using OrleansAcl.Documents;

namespace OrleansAcl.Api.Tests.Systems.Qubole;

public sealed class QuboleRoleTests
{
    private const string Path = "/api/v1.2/roles";
    private const string Assignment = "/api/v1.2/groups/7/roles/reader/";
    private const string Done = """{"status":"done"}""";
    private const string Policies = """[{"access":"allow","resource":"scheduler","action":["read"]}]""";

    private const string Steps = """
        [{"user": {"id": "2"}}, {"user": {"id": "9", "admin": true}}, {"group": {"id": "7", "members": ["user:2"]}},
         {"resource": {"id": "scheduler:42", "owner": "user:1"}}]
        """;

    private static Task<TenantServer> StartAsync() => TenantServer.StartAsync("qubole-scheduler", Steps);

    private static string Body(string name, string policies) => Node.Map(("name", Node.Of(name)), ("policies", Node.Of(policies))).ToString();

    [Fact]
    public async Task Role_Assigned_DecidesUntilItIsUnassigned()
    {
        await using var server = await StartAsync();
        await server.RequireAsync(HttpStatusCode.OK, "POST", Path, Body("reader", Policies), by: "user:9");
        Assert.Equal(Done, (await server.RequireAsync(HttpStatusCode.OK, "PUT", Assignment + "assign", "{}", "user:9")).ToString());
        Assert.True(await server.MayAsync("user:2", "read", "scheduler:42"));
        Assert.Equal(Done, (await server.RequireAsync(HttpStatusCode.OK, "PUT", Assignment + "unassign", "{}", "user:9")).ToString());
        Assert.False(await server.MayAsync("user:2", "read", "scheduler:42"));
        (await server.SendAsync("PUT", Assignment + "unassign")).RequireProblem(HttpStatusCode.Conflict, ErrorCodes.NoEffect);
        (await server.SendAsync("PUT", "/api/v1.2/groups/7/roles/writer/assign")).RequireProblem(HttpStatusCode.NotFound, ErrorCodes.NotFound);
    }

    [Fact]
    public async Task Role_Created_IsAnsweredViewedAndListedWithItsPolicyAsAString()
    {
        await using var server = await StartAsync();
        var (name, source) = (Node.Of("a b"), Node.Of("user-defined"));
        var role = Node.Map(("id", name), ("name", name.Copy()), ("source", source), ("policy", Node.Of(Policies))).ToString();
        var created = await server.RequireAsync(HttpStatusCode.OK, "POST", Path, Body("a b", Policies));
        Assert.Equal($$"""{"status":"success","roles":{{role}}}""", created.ToString());
        Assert.Equal(role, (await server.RequireAsync(HttpStatusCode.OK, "GET", Path + "/a%20b")).ToString());
        Assert.Equal($$"""{"roles":[{{role}}]}""", (await server.RequireAsync(HttpStatusCode.OK, "GET", Path)).ToString());
    }

    [Fact]
    public async Task Role_UpdatedAndDeleted_IsAnotherAndThenNone()
    {
        await using var server = await StartAsync();
        await server.RequireAsync(HttpStatusCode.OK, "POST", Path, Body("reader", Policies));
        await server.RequireAsync(HttpStatusCode.OK, "PUT", Assignment + "assign");
        await server.RequireAsync(HttpStatusCode.OK, "PUT", Path + "/reader", """{"policies": "[]"}""");
        Assert.False(await server.MayAsync("user:2", "read", "scheduler:42"));
        Assert.Equal(Done, (await server.RequireAsync(HttpStatusCode.OK, "DELETE", Path + "/reader")).ToString());
        foreach (var (method, body) in new (string, string?)[] { ("GET", null), ("DELETE", null), ("PUT", """{"policies": "[]"}""") })
            (await server.SendAsync(method, Path + "/reader", body)).RequireProblem(HttpStatusCode.NotFound, ErrorCodes.NotFound);
    }

    [Fact]
    public async Task Role_OfANameThatIsTaken_IsRefused()
    {
        await using var server = await StartAsync();
        await server.RequireAsync(HttpStatusCode.OK, "POST", Path, Body("reader", Policies));
        (await server.SendAsync("POST", Path, Body("reader", "[]"))).RequireProblem(HttpStatusCode.PreconditionFailed, ErrorCodes.PreconditionFailed);
    }

    [Theory]
    [InlineData("GET", Path, null)]
    [InlineData("GET", Path + "/reader", null)]
    [InlineData("GET", Path + "/other", null)]
    [InlineData("POST", Path, """{"name": "reader", "policies": "[]"}""")]
    [InlineData("POST", Path, """{"name": "other", "policies": "[]"}""")]
    [InlineData("PUT", Path + "/reader", """{"policies": "[]"}""")]
    [InlineData("DELETE", Path + "/reader", null)]
    [InlineData("PUT", Assignment + "assign", null)]
    [InlineData("PUT", Assignment + "unassign", null)]
    public async Task Call_ByWhoeverIsNoAdministrator_IsDeniedWhateverIsThere(string method, string path, string? body)
    {
        await using var server = await StartAsync();
        await server.RequireAsync(HttpStatusCode.OK, "POST", Path, Body("reader", Policies));
        var revision = await server.RevisionAsync();
        (await server.SendAsync(method, path, body, by: "user:2")).RequireProblem(HttpStatusCode.Forbidden, ErrorCodes.Denied);
        Assert.Equal(revision, await server.RevisionAsync());
    }

    [Theory]
    [InlineData("""{"policies": "[]"}""", ErrorCodes.InvalidDocument)]
    [InlineData("""{"name": "r"}""", ErrorCodes.InvalidDocument)]
    [InlineData("""{"name": 1, "policies": "[]"}""", ErrorCodes.InvalidDocument)]
    [InlineData("""{"name": "r", "policies": "["}""", ErrorCodes.InvalidDocument)]
    [InlineData("""{"name": "r", "policies": "{}"}""", ErrorCodes.InvalidDocument)]
    [InlineData("""{"name": "r", "policies": 1}""", ErrorCodes.InvalidDocument)]
    [InlineData("""{"name": "r", "policies": "[]", "more": 1}""", ErrorCodes.InvalidDocument)]
    [InlineData("""{"name": "r", "policies": [{"access": "allow", "resource": "scheduler"}]}""", ErrorCodes.InvalidDocument)]
    [InlineData("""{"name": "r", "policies": [{"access": "allow", "resource": "scheduler", "action": ["publish"]}]}""", ErrorCodes.UnknownAction)]
    public async Task Role_Malformed_IsRefused(string body, string code)
    {
        await using var server = await StartAsync();
        (await server.SendAsync("POST", Path, body)).RequireProblem(HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task Role_GivenAnotherName_IsRefused()
    {
        await using var server = await StartAsync();
        await server.RequireAsync(HttpStatusCode.OK, "POST", Path, Body("reader", Policies));
        (await server.SendAsync("PUT", Path + "/reader", Body("writer", Policies))).RequireProblem(HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument);
        await server.RequireAsync(HttpStatusCode.OK, "PUT", Path + "/reader", Body("reader", Policies));
    }
}
