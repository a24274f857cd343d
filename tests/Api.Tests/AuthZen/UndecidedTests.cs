using System.Net;
using OrleansAcl.Certification;

namespace OrleansAcl.Api.Tests.AuthZen;

/// <summary>What the standard's two answers make of the third one: no, with the facts that were lacking. The world is the certification's.</summary>
public sealed class UndecidedTests : IAsyncLifetime
{
    private const string Alice = """ "subject": {"type": "user", "id": "alice"}, "resource": {"type": "record", "id": "record-1"} """;

    private EmbeddedServer Server { get; set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await EmbeddedServer.StartAsync();
        await CertificationFixture.StoreAsync(Server.Service, TenantId.Default);
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private static string Delete(string properties) => $$$"""{"action": {"name": "delete", "properties": {{{properties}}}}}""";

    [Theory]
    [InlineData("{}", "action.properties.soft")]
    [InlineData("""{"soft": "yes"}""", "action.properties.soft (bool)")]
    [InlineData("""{"soft": null}""", "action.properties.soft")]
    public async Task Evaluation_ThatLacksAFact_IsNoAndTellsIt(string properties, string needs)
    {
        var answer = await Server.PostAsync("/access/v1/evaluation", $$"""{ {{Alice}}, {{Delete(properties)[1..]}} """);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.False(answer.Body.Require("decision").AsBoolean());
        Assert.Equal([needs], answer.Body.Require("context").Require("needs").AsStrings());
    }

    [Theory]
    [InlineData("""{"soft": true}""", true)]
    [InlineData("""{"soft": false}""", false)]
    public async Task Evaluation_ThatLacksNothing_HasNoNeeds(string properties, bool decision)
    {
        var answer = await Server.PostAsync("/access/v1/evaluation", $$"""{ {{Alice}}, {{Delete(properties)[1..]}} """);
        Assert.Equal(decision, answer.Body.Require("decision").AsBoolean());
        Assert.Null(answer.Body.At("context", "needs"));
    }

    [Theory]
    [InlineData("execute_all", "true: false:action.properties.soft true:")]
    [InlineData("deny_on_first_deny", "true: false:action.properties.soft")]
    [InlineData("permit_on_first_permit", "true:")]
    public async Task Item_ThatLacksAFact_EndsTheBatchAsADenialDoes(string semantic, string expected)
    {
        string[] items = [Delete("""{"soft": true}"""), Delete("{}"), """{"action": {"name": "read"}}"""];
        Assert.Equal(expected, await AskAsync(semantic, items));
    }

    [Fact]
    public async Task Item_ThatLacksAFact_IsNoPermit() => Assert.Equal(
        "false:action.properties.soft true:", await AskAsync("permit_on_first_permit", [Delete("{}"), Delete("""{"soft": true}"""), Delete("{}")]));

    [Fact]
    public async Task Search_WhereAFactIsLacking_DoesNotFindIt()
    {
        var body = $$"""{ {{Alice.Replace(", \"id\": \"alice\"", "", StringComparison.Ordinal)}}, {{Delete("{}")[1..]}} """;
        Assert.Equal("[]", (await Server.PostAsync(SearchCase.Subject, body)).Body.Require("results").ToString());
        body = body.Replace("{}", """{"soft": true}""", StringComparison.Ordinal);
        Assert.Equal("""[{"type":"user","id":"alice"}]""", (await Server.PostAsync(SearchCase.Subject, body)).Body.Require("results").ToString());
    }

    /// <summary>What is answered to each item: its decision, a colon, and what it lacks.</summary>
    private async Task<string> AskAsync(string semantic, string[] items)
    {
        var answer = await Server.PostAsync(
            "/access/v1/evaluations", $$"""{ {{Alice}}, "options": {"evaluations_semantic": "{{semantic}}"}, "evaluations": [{{string.Join(',', items)}}]}""");
        return string.Join(' ', answer.Body.Require("evaluations").AsList().Select(item =>
            $"{item.Require("decision").Text}:{string.Join(',', item.Require("context")["needs"]?.AsStrings() ?? [])}"));
    }
}
