using System.Net;
using OrleansAcl.Documents;

namespace OrleansAcl.Api.Tests.Systems.Lusid;

public sealed class LusidRoleTests
{
    private const string Path = "/access/api/roles";
    private const string Resource = """{"policyIdRoleResource":{"policies":[{"scope":"default","code":"p"}],"policyCollections":[]}}""";
    private const string Window = """{"activate":"2020-01-01T00:00:00Z","deactivate":"2999-01-01T00:00:00Z"}""";

    private const string Steps = """
        [{"policy": {"code": "p", "grant": "Allow", "selectors": [{"matchAllSelectorDefinition": {"actions": [{"activity": "Run", "entity": "Job"}]}}]}},
         {"policy": {"code": "no", "grant": "Deny", "selectors": [{"matchAllSelectorDefinition": {"actions": [{"activity": "Run", "entity": "Job"}]}}]}}]
        """;

    private static Task<TenantServer> StartAsync() => TenantServer.StartAsync("lusid-scheduler", Steps);

    private static string Body(string code, string more = "", string policy = "p") =>
        $$"""{"code": "{{code}}", "resource": {{Resource.Replace("\"p\"", $"\"{policy}\"")}}, "when": {{Window}}, "permission": "Execute"{{more}}}""";

    private static string Answered(string code, long index) =>
        $$$"""{"id":{"scope":"default","code":"{{{code}}}"},"roleHierarchyIndex":{{{index}}},"resource":{{{Resource}}},"when":{{{Window}}},"permission":"Execute","links":[]}""";

    [Theory]
    [InlineData("", 2_147_483_647)]
    [InlineData(""", "roleHierarchyIndex": 7""", 7)]
    [InlineData(""", "rank": 7""", 7)]
    [InlineData(""", "roleHierarchyIndex": 2147483647""", 2_147_483_647)]
    public async Task Role_Created_ComesBackEqualAndDecides(string more, long index)
    {
        await using var server = await StartAsync();
        Assert.Equal(Answered("r", index), (await server.RequireAsync(HttpStatusCode.Created, "POST", Path, Body("r", more))).ToString());
        Assert.Equal(Answered("r", index), (await server.RequireAsync(HttpStatusCode.OK, "GET", Path + "/r?scope=default")).ToString());
        Assert.Equal($"[{Answered("r", index)}]", (await server.RequireAsync(HttpStatusCode.OK, "GET", Path)).ToString());
        await server.ApplyAsync("""[{"user": {"id": "ann", "roles": ["r"]}}]""");
        Assert.True(await server.MayAsync("user:ann", "Run", "Job:a/b"));
    }

    [Fact]
    public async Task Role_Minimal_IsAnsweredWithEveryMemberTheOriginalHas()
    {
        await using var server = await StartAsync();
        Assert.Equal(
            """{"id":{"scope":"default","code":"r"},"roleHierarchyIndex":2147483647,"resource":{},"when":"""
            + """{"activate":"0001-01-01T00:00:00.0000000+00:00","deactivate":"9999-12-31T23:59:59.9999999+00:00"},"permission":"Read","links":[]}""",
            (await server.RequireAsync(HttpStatusCode.Created, "POST", Path, """{"code": "r"}""")).ToString());
    }

    [Fact]
    public async Task Role_Updated_KeepsItsIndexUnlessItSaysAnother()
    {
        await using var server = await StartAsync();
        await server.RequireAsync(HttpStatusCode.Created, "POST", Path, Body("r", """, "roleHierarchyIndex": 7"""));
        var kept = await server.RequireAsync(HttpStatusCode.OK, "PUT", Path + "/r", """{"description": "d"}""");
        Assert.Equal(("7", "d", "{}"), (kept["roleHierarchyIndex"]?.Text, kept["description"]?.Text, kept["resource"]?.ToString()));
        foreach (var index in (string[])["3", "2147483647"])
        {
            var said = await server.RequireAsync(HttpStatusCode.OK, "PUT", Path + "/r", $$"""{"roleHierarchyIndex": {{index}}}""");
            Assert.Equal(index, said["roleHierarchyIndex"]?.Text);
        }

        await server.RequireAsync(HttpStatusCode.NoContent, "DELETE", Path + "/r");
        foreach (var (method, body) in new (string, string?)[] { ("GET", null), ("PUT", "{}"), ("DELETE", null) })
            (await server.SendAsync(method, Path + "/r", body)).RequireError(HttpStatusCode.NotFound, ErrorCodes.NotFound);
    }

    [Fact]
    public async Task Role_OfACodeThatIsTaken_IsRefused()
    {
        await using var server = await StartAsync();
        await server.RequireAsync(HttpStatusCode.Created, "POST", Path, Body("r"));
        (await server.SendAsync("POST", Path, Body("r"))).RequireError(HttpStatusCode.PreconditionFailed, ErrorCodes.PreconditionFailed);
    }

    [Theory]
    [InlineData("""{"description": "no code"}""")]
    [InlineData("""{"code": "r", "roleHierarchyIndex": 0}""")]
    [InlineData("""{"code": "r", "roleHierarchyIndex": "1"}""")]
    [InlineData("""{"code": "r", "roleHierarchyIndex": 1, "rank": 1}""")]
    [InlineData("""{"code": "r", "permission": 1}""")]
    [InlineData("""{"code": "r", "resource": {"policies": []}}""")]
    [InlineData("""{"code": "r", "resource": {"policyIdRoleResource": {"policies": [{"scope": "a/b", "code": "p"}]}}}""")]
    [InlineData("""{"code": "r", "when": {"activate": 1}}""")]
    [InlineData("""{"code": "r", "limit": {}}""")]
    public async Task Role_Malformed_IsRefused(string body)
    {
        await using var server = await StartAsync();
        (await server.SendAsync("POST", Path, body)).RequireError(HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument);
        Assert.Equal("[]", (await server.SendAsync("GET", Path)).Text);
    }

    [Fact]
    public async Task Scope_OfARole_IsTheDefaultOneOnly()
    {
        await using var server = await StartAsync();
        await server.RequireAsync(HttpStatusCode.Created, "POST", Path, Body("r"));
        (await server.SendAsync("GET", Path + "/r?scope=desk")).RequireError(HttpStatusCode.NotFound, ErrorCodes.NotFound);
        Assert.Equal("[]", (await server.SendAsync("GET", Path + "?scope=desk")).Text);
    }

    [Fact]
    public async Task Role_GivenCollectionsAndRelievedOfThem_IsTheSameAgain()
    {
        await using var server = await StartAsync();
        await server.RequireAsync(HttpStatusCode.Created, "POST", Path, Body("r"));
        const string collections = """{"policyCollections": [{"scope": "desk", "code": "c"}]}""";
        var given = await server.RequireAsync(HttpStatusCode.OK, "POST", Path + "/default/r/policycollections", collections);
        Assert.Equal("""[{"scope":"desk","code":"c"}]""", given.At("resource", "policyIdRoleResource", "policyCollections")?.ToString());
        Assert.Equal("""[{"scope":"default","code":"p"}]""", given.At("resource", "policyIdRoleResource", "policies")?.ToString());
        var taken = await server.RequireAsync(HttpStatusCode.OK, "DELETE", Path + "/default/r/policycollections/desk/c");
        Assert.Equal(Resource, taken["resource"]?.ToString());
        (await server.SendAsync("DELETE", Path + "/default/r/policycollections/desk/c")).RequireError(HttpStatusCode.NotFound, ErrorCodes.NotFound);
        (await server.SendAsync("POST", Path + "/desk/r/policycollections", collections)).RequireError(HttpStatusCode.NotFound, ErrorCodes.NotFound);
        (await server.SendAsync("POST", Path + "/default/r/policycollections", """{"policies": []}"""))
            .RequireError(HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument);
    }
}
