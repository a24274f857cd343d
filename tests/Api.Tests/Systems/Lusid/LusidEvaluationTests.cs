using System.Net;
using OrleansAcl.Documents;

namespace OrleansAcl.Api.Tests.Systems.Lusid;

public sealed class LusidEvaluationTests
{
    private const string Path = "/access/api/me";

    private const string Steps = """
        [{"policy": {"code": "p", "grant": "Allow", "selectors": [
            {"idSelectorDefinition": {"identifier": {"scope": "prod"}, "actions": [{"activity": "Run", "entity": "Job"}]}},
            {"idSelectorDefinition": {"identifier": {"repository": "team/app"}, "actions": [{"activity": "Use", "entity": "Image"}]}},
            {"metadataSelectorDefinition": {"expressions": [{"metadataKey": "team", "operator": "Equals", "textValue": "risk"}], "actions": [{"activity": "Read", "entity": "Job"}]}}]}},
         {"policy": {"code": "old", "grant": "Allow", "for": [{"effectiveRange": {"to": "2019-12-31T00:00:00Z"}}],
            "selectors": [{"matchAllSelectorDefinition": {"actions": [{"activity": "Delete", "entity": "Job"}]}}]}},
         {"policy": {"code": "app", "grant": "Allow", "if": [{"ifRequestHeaderExpression": {"headerName": "acl-as", "operator": "EqualsCaseSensitive", "value": "user:ann"}}],
            "selectors": [{"matchAllSelectorDefinition": {"actions": [{"activity": "Update", "entity": "Job"}]}}]}},
         {"role": {"code": "r", "resource": {"policyIdRoleResource": {"policies": [{"code": "p"}, {"code": "old"}, {"code": "app"}]}}}}, {"user": {"id": "ann", "roles": ["r"]}}]
        """;

    private static Task<TenantServer> StartAsync() => TenantServer.StartAsync("lusid-scheduler", Steps);

    private static string Request(string activity, string entity, string id, string dates = "", string metadata = "") =>
        $$$"""{"request": {"action": {"entityCode": "{{{entity}}}", "scope": "default", "activity": "{{{activity}}}"}{{{dates}}}}, "resource": {"id": {{{id}}}{{{metadata}}}}}""";

    private static async Task<Node> AskAsync(TenantServer server, string request, string by = "user:ann") =>
        (await server.RequireAsync(HttpStatusCode.OK, "POST", Path, $$"""{"it": {{request}}}""", by)).Require("it");

    [Fact]
    public async Task Evaluations_OfSeveralRequests_AreAnsweredByName()
    {
        await using var server = await StartAsync();
        var answer = await server.RequireAsync(HttpStatusCode.OK, "POST", Path, $$"""
            {"one": {{Request("Run", "Job", """{"scope": "prod", "code": "x"}""")}}, "two": {{Request("Run", "Job", """{"scope": "test", "code": "x"}""")}}}
            """, by: "user:ann");
        Assert.Equal(["one", "two"], answer.AsMap().Keys);
        Assert.Equal(("Granted", "Denied"), (answer["one"]?["result"]?.Text, answer["two"]?["result"]?.Text));
        Assert.Contains("p", answer["one"]?["detailedMessage"]?.Text);
        Assert.Equal("{}", (await server.RequireAsync(HttpStatusCode.OK, "POST", Path, "{}", by: "user:ann")).ToString());
    }

    [Theory]
    [InlineData("Run", "Job", """{"code": "x", "scope": "prod"}""", "Granted")]
    [InlineData("run", "job", """{"scope": "prod", "code": "a/b"}""", "Granted")]
    [InlineData("Use", "Image", """{"repository": "team/app", "tag": "1"}""", "Granted")]
    [InlineData("Use", "Image", """{"repository": "team", "tag": "1"}""", "Denied")]
    [InlineData("Execute", "Feature", """{"scope": "Scheduler", "code": "RunJob"}""", "Denied")]
    public async Task Evaluation_OfEachKindOfIdentifier_AsksAboutThatResource(string activity, string entity, string id, string result)
    {
        await using var server = await StartAsync();
        var answer = await AskAsync(server, Request(activity, entity, id));
        Assert.Equal((result, true), (answer["result"]?.Text, answer["error"] is null));
        Assert.Equal("Denied", (await AskAsync(server, Request(activity, entity, id), by: "user:bob"))["result"]?.Text);
    }

    [Theory]
    [InlineData("", "Denied")]
    [InlineData(""", "fromEffectiveDate": "2019-06-01T00:00:00Z" """, "Granted")]
    [InlineData(""", "fromEffectiveDate": "2019-06-01T00:00:00Z", "toEffectiveDate": "2019-06-01T01:00:00+01:00" """, "Granted")]
    [InlineData(""", "fromEffectiveDate": "2020-06-01T00:00:00Z", "toEffectiveDate": null, "fromAsAt": null, "toAsAt": null""", "Denied")]
    public async Task Evaluation_AtAnEffectiveDate_IsDecidedForIt(string dates, string result)
    {
        await using var server = await StartAsync();
        Assert.Equal(result, (await AskAsync(server, Request("Delete", "Job", """{"scope": "a", "code": "b"}""", dates)))["result"]?.Text);
    }

    [Theory]
    [InlineData("", "Denied")]
    [InlineData(""", "metadata": {"team": [{"provider": "x", "value": "risk"}]}""", "Granted")]
    [InlineData(""", "metadata": {"team": [{"value": "ops"}]}""", "Denied")]
    [InlineData(""", "metadata": null""", "Denied")]
    public async Task Evaluation_WithMetadata_IsDecidedByIt(string metadata, string result)
    {
        await using var server = await StartAsync();
        Assert.Equal(result, (await AskAsync(server, Request("Read", "Job", """{"scope": "a", "code": "b"}""", metadata: metadata)))["result"]?.Text);
    }

    [Fact]
    public async Task Evaluation_UnderAConditionOnHeaders_LooksAtThoseOfTheCall()
    {
        await using var server = await StartAsync();
        Assert.Equal("Granted", (await AskAsync(server, Request("Update", "Job", """{"scope": "a", "code": "b"}""")))["result"]?.Text);
    }

    [Theory]
    [InlineData("{}", ErrorCodes.InvalidDocument)]
    [InlineData("7", ErrorCodes.InvalidDocument)]
    [InlineData("""{"request": {"action": {"entityCode": "Job", "scope": "default", "activity": "Run"}}}""", ErrorCodes.InvalidDocument)]
    [InlineData("""{"request": {"action": {"entityCode": "Job", "activity": "Run"}}, "resource": {"id": {"scope": "a", "code": "b"}}}""", ErrorCodes.InvalidDocument)]
    [InlineData("""{"request": {"action": {"entityCode": "Job", "scope": "s", "activity": "Run"}, "when": 1}, "resource": {"id": {"scope": "a", "code": "b"}}}""", ErrorCodes.InvalidDocument)]
    [InlineData("""{"request": {"action": {"entityCode": "Job", "scope": "s", "activity": "Run"}}, "resource": {"id": "a/b"}}""", ErrorCodes.InvalidDocument)]
    [InlineData("""{"request": {"action": {"entityCode": "Job", "scope": "s", "activity": "Run"}}, "resource": {"id": {"scope": "a/b", "code": "c"}}}""", ErrorCodes.InvalidDocument)]
    [InlineData("""{"request": {"action": {"entityCode": "Job", "scope": "s", "activity": "Run"}}, "resource": {"id": {"scope": "", "code": "c"}}}""", ErrorCodes.InvalidDocument)]
    [InlineData("""{"request": {"action": {"entityCode": "Job", "scope": "s", "activity": "Run"}}, "resource": {"id": {"scope": "a", "name": "c"}}}""", ErrorCodes.InvalidDocument)]
    [InlineData("""{"request": {"action": {"entityCode": "Job", "scope": "s", "activity": "Run"}}, "resource": {"id": {"code": "c"}}}""", ErrorCodes.InvalidDocument)]
    [InlineData("""{"request": {"action": {"entityCode": "Job", "scope": "s", "activity": "Run"}}, "resource": {"id": {"repository": "a", "code": "c"}}}""", ErrorCodes.InvalidDocument)]
    [InlineData("""{"request": {"action": {"entityCode": "Job", "scope": "s", "activity": "Run"}}, "resource": {"id": {}}}""", ErrorCodes.InvalidDocument)]
    [InlineData("""{"request": {"action": {"entityCode": "Job", "scope": "s", "activity": "Run"}, "toEffectiveDate": "2020-01-01"}, "resource": {"id": {"scope": "a", "code": "b"}}}""", ErrorCodes.InvalidDocument)]
    [InlineData("""{"request": {"action": {"entityCode": "Job", "scope": "s", "activity": "Run"}, "fromEffectiveDate": "soon"}, "resource": {"id": {"scope": "a", "code": "b"}}}""", ErrorCodes.InvalidDocument)]
    [InlineData("""{"request": {"action": {"entityCode": "WebSitePage", "scope": "s", "activity": "See"}}, "resource": {"id": {"scope": "a", "code": "b"}}}""", ErrorCodes.UnknownType)]
    [InlineData("""{"request": {"action": {"entityCode": "Job", "scope": "s", "activity": "See"}}, "resource": {"id": {"scope": "a", "code": "b"}}}""", ErrorCodes.UnknownAction)]
    public async Task Evaluation_ThatCannotBeMade_IsDeniedWithItsErrorAndSpoilsNoOther(string request, string code)
    {
        await using var server = await StartAsync();
        var answer = await server.RequireAsync(HttpStatusCode.OK, "POST", Path, $$"""
            {"bad": {{request}}, "good": {{Request("Run", "Job", """{"scope": "prod", "code": "x"}""")}}, "worse": {{request}}}
            """, by: "user:ann");
        Assert.Equal(["Denied", "Granted", "Denied"], answer.AsMap().Values.Select(a => a["result"]?.Text));
        Assert.Equal([code, null, code], answer.AsMap().Values.Select(a => a.At("error", "code")?.Text));
    }

    [Fact]
    public async Task Evaluations_OfMoreThanABatch_AreRefused()
    {
        await using var server = await StartAsync();
        var body = $$"""{{{string.Join(',', Enumerable.Range(0, AclLimits.BatchItems + 1).Select(i => $"\"{i}\": 1"))}}}""";
        (await server.SendAsync("POST", Path, body, by: "user:ann")).RequireError(HttpStatusCode.BadRequest, ErrorCodes.LimitExceeded);
    }

    [Fact]
    public async Task Evaluation_ByNoUser_IsRefused()
    {
        await using var server = await StartAsync();
        (await server.SendAsync("POST", Path, "{}")).RequireError(HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument);
    }

    [Theory]
    [InlineData("?asAt=2020-01-01")]
    [InlineData("?applications=LUSID")]
    public async Task Evaluation_ForAnotherTimeOrApplication_IsRefused(string query)
    {
        await using var server = await StartAsync();
        (await server.SendAsync("POST", Path + query, "{}", by: "user:ann")).RequireError(HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument);
    }
}
