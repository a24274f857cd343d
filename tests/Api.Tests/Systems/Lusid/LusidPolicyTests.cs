using System.Net;

namespace OrleansAcl.Api.Tests.Systems.Lusid;

public sealed class LusidPolicyTests
{
    private const string Path = "/access/api/policies";
    private const string Window = """{"activate":"2020-01-01T00:00:00Z","deactivate":"2999-01-01T00:00:00Z"}""";

    private const string Selectors =
        """[{"idSelectorDefinition":{"identifier":{"scope":"prod","code":"*"},"actions":[{"scope":"default","activity":"Run","entity":"Job"}],"name":"n"}}]""";

    private const string Rest = $$"""
        "description":"d","applications":["Scheduler"],"grant":"Allow","selectors":{{Selectors}},"when":{{Window}}
        """;

    private const string Policy = $$"""{"code":"jobs",{{Rest}}}""";

    private static Task<TenantServer> StartAsync(string steps = "[]") => TenantServer.StartAsync("lusid-scheduler", steps);

    private static string Answered(string id) => $$"""{"id":{{id}},{{Rest}},"links":[]}""";

    [Fact]
    public async Task Policy_Created_IsAnsweredWithItsIdAndComesBackEqual()
    {
        await using var server = await StartAsync();
        var answer = Answered("""{"scope":"default","code":"jobs"}""");
        Assert.Equal(answer, (await server.RequireAsync(HttpStatusCode.Created, "POST", Path, Policy)).ToString());
        Assert.Equal(answer, (await server.RequireAsync(HttpStatusCode.OK, "GET", Path + "/jobs")).ToString());
        Assert.Equal(answer, (await server.RequireAsync(HttpStatusCode.OK, "GET", Path + "/jobs?scope=default")).ToString());
        Assert.Equal($"[{answer}]", (await server.RequireAsync(HttpStatusCode.OK, "GET", Path)).ToString());
    }

    [Fact]
    public async Task Policy_OfARoleSomebodyHas_DecidesAndIsSeenAtOnceWhenUpdated()
    {
        await using var server = await StartAsync("""
            [{"role": {"code": "r", "resource": {"policyIdRoleResource": {"policies": [{"code": "jobs"}]}}}}, {"user": {"id": "ann", "roles": ["r"]}}]
            """);
        await server.RequireAsync(HttpStatusCode.Created, "POST", Path, Policy);
        Assert.True(await server.MayAsync("user:ann", "Run", "Job:prod/x"));
        await server.RequireAsync(HttpStatusCode.OK, "PUT", Path + "/jobs", $$"""{{{Rest.Replace("Run", "Read")}}}""");
        Assert.False(await server.MayAsync("user:ann", "Run", "Job:prod/x"));
        Assert.True(await server.MayAsync("user:ann", "Read", "Job:prod/x"));
        Assert.Equal("", (await server.SendAsync("DELETE", Path + "/jobs")).Text);
        Assert.False(await server.MayAsync("user:ann", "Read", "Job:prod/x"));
    }

    [Theory]
    [InlineData("application/json-patch+json")]
    [InlineData("text/json")]
    [InlineData("application/merge+json")]
    public async Task Policy_SentWithNullsAndAnyTypeOfJson_IsOneWithoutThem(string type)
    {
        await using var server = await StartAsync();
        const string body = """
            {"code": "c", "grant": "Deny", "selectors": [], "description": null, "applications": null, "for": null, "if": null,
             "when": {"activate": "2020-01-01", "deactivate": null}}
            """;
        Assert.Equal(HttpStatusCode.Created, (await server.SendAsync("POST", Path, body, type: type)).Status);
        Assert.Equal(
            """{"id":{"scope":"default","code":"c"},"grant":"Deny","selectors":[],"when":"""
            + """{"activate":"2020-01-01","deactivate":"9999-12-31T23:59:59.9999999+00:00"},"links":[]}""",
            (await server.SendAsync("GET", Path + "/c")).Text);
    }

    [Fact]
    public async Task Policy_InAScope_IsFoundThereAlone()
    {
        await using var server = await StartAsync();
        await server.RequireAsync(HttpStatusCode.Created, "POST", Path, Policy.Replace("\"code\":\"jobs\"", "\"code\":\"jobs\",\"scope\":\"desk\""));
        var answer = Answered("""{"scope":"desk","code":"jobs"}""");
        Assert.Equal(answer, (await server.RequireAsync(HttpStatusCode.OK, "GET", Path + "/jobs?scope=desk")).ToString());
        Assert.Equal($"[{answer}]", (await server.SendAsync("GET", Path + "?scope=desk")).Text);
        Assert.Equal("[]", (await server.SendAsync("GET", Path)).Text);
        (await server.SendAsync("GET", Path + "/jobs")).RequireError(HttpStatusCode.NotFound, ErrorCodes.NotFound);
        await server.RequireAsync(HttpStatusCode.OK, "PUT", Path + "/jobs?scope=desk", $$"""{{{Rest}}}""");
        Assert.Equal(answer, (await server.SendAsync("GET", Path + "/jobs?scope=desk")).Text);
        await server.RequireAsync(HttpStatusCode.NoContent, "DELETE", Path + "/jobs?scope=desk");
    }

    [Theory]
    [InlineData("?start=1&limit=2", "p1 p2")]
    [InlineData("?start=3", "p3")]
    [InlineData("?limit=0", "")]
    [InlineData("?start=9", "")]
    [InlineData("?limit=99", "p0 p1 p2 p3")]
    public async Task List_WithStartAndLimit_IsThatPartOfIt(string query, string codes)
    {
        await using var server = await StartAsync();
        for (var i = 0; i < 4; i++) await server.RequireAsync(HttpStatusCode.Created, "POST", Path, Policy.Replace("jobs", $"p{i}"));
        var list = await server.RequireAsync(HttpStatusCode.OK, "GET", Path + query);
        Assert.Equal(codes, string.Join(' ', list.AsList().Select(policy => policy.At("id", "code")!.Text)));
    }

    [Fact]
    public async Task Pages_FollowedToTheEnd_HoldEveryPolicyOnce()
    {
        await using var server = await StartAsync();
        for (var i = 0; i < 5; i++) await server.RequireAsync(HttpStatusCode.Created, "POST", Path, Policy.Replace("jobs", $"p{i}"));
        var (codes, query) = (new List<string>(), "?limit=2");
        for (string? next = ""; next is not null;)
        {
            var page = await server.RequireAsync(HttpStatusCode.OK, "GET", $"{Path}/page{query}{(next.Length > 0 ? "&page=" + next : "")}");
            codes.AddRange(page.Require("values").AsList().Select(policy => policy.At("id", "code")!.Text));
            next = page["nextPage"]?.Text;
        }

        Assert.Equal(["p0", "p1", "p2", "p3", "p4"], codes);
    }

    [Theory]
    [InlineData("?limit=-1", ErrorCodes.InvalidDocument)]
    [InlineData("?start=x", ErrorCodes.InvalidDocument)]
    [InlineData("?limit=9999999999", ErrorCodes.InvalidDocument)]
    [InlineData("?filter=code%20eq%20x", ErrorCodes.InvalidDocument)]
    [InlineData("?sortBy=code", ErrorCodes.InvalidDocument)]
    [InlineData("?asAt=2020-01-01", ErrorCodes.InvalidDocument)]
    [InlineData("?scope=a/b", ErrorCodes.InvalidDocument)]
    [InlineData("/page?limit=0", ErrorCodes.LimitExceeded)]
    [InlineData("/page?limit=1001", ErrorCodes.LimitExceeded)]
    [InlineData("/page?page=!", ErrorCodes.InvalidDocument)]
    [InlineData("/jobs?asAt=2020-01-01", ErrorCodes.InvalidDocument)]
    [InlineData("/jobs?scope=a&scope=b", ErrorCodes.InvalidDocument)]
    public async Task Query_ThatCannotBeServed_IsRefused(string query, string code)
    {
        await using var server = await StartAsync();
        (await server.SendAsync("GET", Path + query)).RequireError(HttpStatusCode.BadRequest, code);
    }

    [Theory]
    [InlineData("GET", null)]
    [InlineData("PUT", """{"grant": "Allow", "selectors": []}""")]
    [InlineData("DELETE", null)]
    public async Task Policy_ThatIsNotStored_IsNotFound(string method, string? body)
    {
        await using var server = await StartAsync();
        (await server.SendAsync(method, Path + "/jobs", body)).RequireError(HttpStatusCode.NotFound, ErrorCodes.NotFound);
    }

    [Fact]
    public async Task Policy_OfACodeThatIsTaken_IsRefused()
    {
        await using var server = await StartAsync();
        await server.RequireAsync(HttpStatusCode.Created, "POST", Path, Policy);
        (await server.SendAsync("POST", Path, Policy)).RequireError(HttpStatusCode.PreconditionFailed, ErrorCodes.PreconditionFailed);
    }

    [Theory]
    [InlineData(Policy)]
    [InlineData($$"""{"scope":"desk",{{Rest}}}""")]
    public async Task Update_ThatSaysAnotherAddress_IsRefused(string body)
    {
        await using var server = await StartAsync();
        await server.RequireAsync(HttpStatusCode.Created, "POST", Path, Policy);
        (await server.SendAsync("PUT", Path + "/jobs", body)).RequireError(HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument);
    }

    [Theory]
    [InlineData("""{"grant": "Allow", "selectors": []}""", "code")]
    [InlineData("""{"code": "c", "selectors": []}""", "grant")]
    [InlineData("""{"code": "c", "grant": "Allow"}""", "selectors")]
    [InlineData("""{"code": "c", "grant": "Undefined", "selectors": []}""", "grant")]
    [InlineData("""{"code": "c", "scope": "a/b", "grant": "Allow", "selectors": []}""", "scope")]
    [InlineData("""{"code": "c", "grant": "Allow", "selectors": {}}""", "selectors")]
    [InlineData("""{"code": "c", "grant": "Allow", "selectors": [{}]}""", "selectors[0]")]
    [InlineData("""{"code": "c", "grant": "Allow", "selectors": [{"idSelectorDefinition": {"identifier": {}, "actions": []}, "matchAllSelectorDefinition": {"actions": []}}]}""", "selectors[0]")]
    [InlineData("""{"code": "c", "grant": "Allow", "selectors": [{"allSelectorDefinition": {}}]}""", "selectors[0]")]
    [InlineData("""{"code": "c", "grant": "Allow", "selectors": [{"idSelectorDefinition": {"identifier": {"tag": "x"}, "actions": [{"activity": "Run", "entity": "Job"}]}}]}""", "tag")]
    [InlineData("""{"code": "c", "grant": "Allow", "selectors": [], "for": [{"asAtRelative": {}}]}""", "for[0]")]
    [InlineData("""{"code": "c", "grant": "Allow", "selectors": [], "if": [{"ifFeatureChainExpression": {"selectors": []}}]}""", "if[0]")]
    [InlineData("""{"code": "c", "grant": "Allow", "selectors": [], "when": {"activate": "soon"}}""", "when.activate")]
    [InlineData("""{"code": "c", "grant": "Allow", "selectors": [], "owner": "me"}""", "owner")]
    public async Task Policy_Malformed_IsRefusedAndNamesTheField(string body, string field)
    {
        await using var server = await StartAsync();
        var error = (await server.SendAsync("POST", Path, body)).RequireError(HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument);
        Assert.Contains(field, error["detail"]?.Text);
        Assert.Equal("[]", (await server.SendAsync("GET", Path)).Text);
    }

    [Fact]
    public async Task Policy_OfAnUnknownActivity_IsUnknownAction()
    {
        await using var server = await StartAsync();
        var answer = await server.SendAsync("POST", Path, Policy.Replace("Run", "Stop"));
        var error = answer.RequireError(HttpStatusCode.BadRequest, ErrorCodes.UnknownAction);
        Assert.StartsWith("selectors[0].idSelectorDefinition.actions[0].activity", Assert.Single(error.Require("errors").AsMap().Keys));
    }
}
