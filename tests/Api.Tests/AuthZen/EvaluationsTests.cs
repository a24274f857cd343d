using System.Net;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Tests.AuthZen;

public sealed class EvaluationsTests
{
    private const string Path = "/access/v1/evaluations";

    private const string Defaults = """
        "subject": {"type": "user", "id": "ann", "properties": {"p": 1}}, "action": {"name": "read"}, "context": {"c": 1}
        """;

    private static async Task<ApiServer> StartAsync()
    {
        var server = await ApiServer.StartAsync();

        // Odd records may be read; record 13 is of no known type.
        server.Service.Decide = check => check.Resource.Id == "13"
            ? throw new AclException(ErrorCodes.UnknownType, "no type `record`", "resource.type")
            : Decision.Made(int.Parse(check.Resource.Id) % 2 == 1, "rung", "why");
        return server;
    }

    private static string Items(params IEnumerable<int> ids) =>
        string.Join(", ", ids.Select(id => $$$"""{"resource": {"type": "record", "id": "{{{id}}}"}}"""));

    private static IEnumerable<bool> Decisions(HttpAnswer answer) =>
        answer.Body.Require("evaluations").Items.Select(item => item.Require("decision").AsBoolean());

    [Fact]
    public async Task Batch_WithDefaults_IsAnsweredInOrderWithoutATopLevelDecision()
    {
        await using var server = await StartAsync();
        var answer = await server.PostAsync(Path, $$"""{ {{Defaults}}, "evaluations": [{{Items(1, 2, 3)}}] }""");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal([true, false, true], Decisions(answer));
        Assert.Null(answer.Body["decision"]);
    }

    [Fact]
    public async Task Item_WithItsOwnObject_TakesNothingOfTheDefault()
    {
        await using var server = await StartAsync();
        await server.PostAsync(Path, $$$"""
            { {{{Defaults}}}, "resource": {"type": "record", "id": "1", "properties": {"q": 1}}, "evaluations": [
              {},
              {"subject": {"type": "user", "id": "bob"}, "action": {"name": "write"}, "resource": {"type": "record", "id": "2"}, "context": {}}] }
            """);
        var asked = server.Service.Only.As<IReadOnlyList<CheckRequest>>();
        Assert.Equal(["user:ann read record:1", "user:bob write record:2"], asked.Select(c => $"{c.Subject} {c.Action} {c.Resource}"));
        Assert.Equal(["""{"p":1}""", null], asked.Select(c => c.SubjectProperties?.ToString()));
        Assert.Equal(["""{"q":1}""", null], asked.Select(c => c.ResourceProperties?.ToString()));
        Assert.Equal(["""{"c":1}""", "{}"], asked.Select(c => c.Context?.ToString()));
    }

    [Theory]
    [InlineData("execute_all", new[] { true, false, true, false })]
    [InlineData("deny_on_first_deny", new[] { true, false })]
    [InlineData("permit_on_first_permit", new[] { true })]
    public async Task Semantic_OfEachKind_StopsWhereItShould(string semantic, bool[] expected)
    {
        await using var server = await StartAsync();
        var answer = await server.PostAsync(Path, $$"""
            { {{Defaults}}, "options": {"evaluations_semantic": "{{semantic}}", "other": 1}, "evaluations": [{{Items(1, 2, 3, 4)}}] }
            """);
        Assert.Equal(expected, Decisions(answer));
    }

    [Fact]
    public async Task PermitOnFirstPermit_AfterDenials_KeepsTheDenials()
    {
        await using var server = await StartAsync();
        var answer = await server.PostAsync(Path, $$"""
            { {{Defaults}}, "options": {"evaluations_semantic": "permit_on_first_permit"}, "evaluations": [{{Items(2, 4, 5, 7)}}] }
            """);
        Assert.Equal([false, false, true], Decisions(answer));
    }

    [Fact]
    public async Task Item_ThatFails_IsDeniedWithItsErrorAndSpoilsNoOther()
    {
        await using var server = await StartAsync();
        var answer = await server.PostAsync(Path, $$"""{ {{Defaults}}, "evaluations": [{{Items(13)}}, {"resource": "x"}, 7, {}, {{Items(1)}}] }""");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal([false, false, false, false, true], Decisions(answer));
        var errors = answer.Body.Require("evaluations").Items.Select(item => item.At("context", "error")).ToList();
        Assert.Equal("""{"status":400,"code":"unknown_type","message":"resource.type: no type `record`"}""", errors[0]?.ToString());
        Assert.All(errors[1..4], error => Assert.Equal(ErrorCodes.InvalidDocument, error?["code"]?.Text));
        Assert.Null(errors[4]);
    }

    [Fact]
    public async Task DenyOnFirstDeny_WithAFailedItem_StopsThere()
    {
        await using var server = await StartAsync();
        var answer = await server.PostAsync(Path, $$"""
            { {{Defaults}}, "options": {"evaluations_semantic": "deny_on_first_deny"}, "evaluations": [{{Items(1, 13, 3)}}] }
            """);
        Assert.Equal([true, false], Decisions(answer));
    }

    [Theory]
    [InlineData("")]
    [InlineData(""", "evaluations": []""")]
    public async Task Batch_WithoutItems_IsOneEvaluation(string evaluations)
    {
        await using var server = await StartAsync();
        var answer = await server.PostAsync(Path, $$"""{ {{Defaults}}, "resource": {"type": "record", "id": "1"}{{evaluations}} }""");
        Assert.True(answer.Body.Require("decision").AsBoolean());
        Assert.Null(answer.Body["evaluations"]);
        Assert.Equal("CheckAsync", server.Service.Only.Method);
    }

    [Theory]
    [InlineData("""{"evaluations": 1}""")]
    [InlineData("""{"evaluations": []}""")]
    [InlineData("""{"evaluations": [{}], "subject": "ann"}""")]
    [InlineData("""{"evaluations": [{}], "context": 1}""")]
    [InlineData("""{"evaluations": [{}], "options": 1}""")]
    [InlineData("""{"evaluations": [{}], "options": {"evaluations_semantic": "sometimes"}}""")]
    [InlineData("""{"evaluations": [{}], "options": {"evaluations_semantic": 1}}""")]
    public async Task Batch_MalformedAsAWhole_Is400(string body)
    {
        await using var server = await StartAsync();
        (await server.PostAsync(Path, body)).RequireMessage(HttpStatusCode.BadRequest);
        Assert.Empty(server.Service.Calls);
    }

    [Fact]
    public async Task Batch_OverItsLimit_Is400()
    {
        await using var server = await StartAsync();
        var items = string.Join(",", Enumerable.Repeat("{}", AclLimits.BatchItems + 1));
        (await server.PostAsync(Path, $$"""{"evaluations": [{{items}}]}""")).RequireMessage(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Batch_WhenTheStoreFails_Is503AndNoDecision()
    {
        await using var server = await StartAsync();
        server.Service.Fault = new AclException(ErrorCodes.StoreFailed, "the disk is full");
        var answer = await server.PostAsync(Path, $$"""{ {{Defaults}}, "evaluations": [{{Items(1)}}] }""");
        answer.RequireMessage(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task Batch_UnderATenant_AsksThatTenant()
    {
        await using var server = await StartAsync();
        await server.PostAsync("/tenants/acme" + Path, $$"""{ {{Defaults}}, "evaluations": [{{Items(1)}}] }""");
        Assert.Equal("acme", server.Service.Only.Tenant.Value);
    }
}
