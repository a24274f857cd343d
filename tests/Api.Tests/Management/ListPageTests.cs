using System.Net;
using OrleansAcl.Behaviour;
using OrleansAcl.Client;
using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Wire;

namespace OrleansAcl.Api.Tests.Management;

/// <summary>Lists over HTTP in pages: what a page says, and the cursors that nobody but the server can make, read or move.</summary>
public sealed class ListPageTests : IAsyncLifetime
{
    private const string Question = """{"subject": "user:ann", "action": "run", "type": "job"}""";

    private EmbeddedServer Server { get; set; } = null!;

    private JobWorld World { get; set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await EmbeddedServer.StartAsync();
        World = await JobWorld.MakeAsync(Server.Service, "user: {id: ann}", "user: {id: bob}");
        await FillAsync(5);
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private async Task FillAsync(int jobs)
    {
        foreach (var some in Enumerable.Range(0, jobs).Chunk(AclLimits.BatchItems))
            await World.ApplyAsync([.. some.Select(i => $"resource: {{id: 'job:{i:d5}', owner: 'user:ann'}}")]);
    }

    private Task<HttpAnswer> PostAsync(string body, string path = AclPaths.List, TenantId? tenant = null) =>
        Server.PostAsync($"/tenants/{tenant ?? World.Tenant}/v1/{path}", body);

    private static string With(string body, params IEnumerable<(string Key, Node? Value)> more) =>
        Node.Map([.. Json.Parse(body).Copy().Entries.Select(e => (e.Key, (Node?)e.Value)), .. more]).ToString();

    private Task<HttpAnswer> GoOnAsync(string token, string body = Question, string path = AclPaths.List, TenantId? tenant = null) =>
        PostAsync(With(body, ("after", Node.Of(token))), path, tenant);

    private async Task<string> TokenAsync(int limit = 2) =>
        (await PostAsync(With(Question, ("limit", Node.Of(limit))))).Body.Require("next").AsName();

    private static void RequireRefused(HttpAnswer answer, string place, string code, string reason)
    {
        answer.RequireProblem(HttpStatusCode.BadRequest, code);
        Assert.StartsWith(place, answer.Body.Require("place").AsString());
        Assert.Contains(reason, answer.Body.Require("detail").AsString());
    }

    [Fact]
    public async Task Page_FullOrLast_SaysWhetherItIsComplete()
    {
        var first = (await PostAsync(With(Question, ("limit", Node.Of(3))))).Body;
        Assert.Equal("""["job:00000","job:00001","job:00002"]""", first.Require("resources").ToString());
        Assert.Equal(["resources", "complete", "reason", "next", "revision"], first.Entries.Keys);
        Assert.Equal((false, IncompleteReasons.PageFull), (first.Require("complete").AsBoolean(), first.Require("reason").AsString()));
        var last = await GoOnAsync(first.Require("next").AsString());
        Assert.Equal($$"""{"resources":["job:00003","job:00004"],"complete":true,"revision":{{first.Require("revision")}}}""", last.Text);
    }

    [Fact]
    public async Task Page_AskedForItsCost_SaysWhatWasLookedAt()
    {
        var answer = await PostAsync(With(Question, ("limit", Node.Of(3))), $"{AclPaths.List}?explain=cost");
        Assert.Equal(4, answer.Body.Require("looked").AsInteger());
        RequireRefused(await PostAsync(Question, $"{AclPaths.List}?explain=all"), "explain", ErrorCodes.InvalidDocument, "expected `cost`");
        RequireRefused(await PostAsync(Question, $"{AclPaths.List}?explained=cost"), "explained", ErrorCodes.InvalidDocument, "no such parameter");
    }

    [Fact]
    public async Task Page_WithoutALimit_IsAsLongAsAPageMayBe()
    {
        await FillAsync(AclLimits.PageItems + 1);
        var first = await PostAsync(Question);
        Assert.Equal(AclLimits.PageItems, first.Body.Require("resources").AsList().Count);
        Assert.Equal("""["job:01000"]""", (await GoOnAsync(first.Body.Require("next").AsString())).Body.Require("resources").ToString());
        using var client = new HttpAclService(Server.Http);
        var all = await client.ListAsync(World.Tenant, new ListRequest(JobWorld.User("ann"), "run", "job"), TestContext.Current.CancellationToken);
        Assert.Equal((AclLimits.PageItems + 1, true), (all.Count, all.Complete));
    }

    [Fact]
    public async Task Questions_OfEveryKind_ComeBackPageByPageThroughTheClient()
    {
        using var client = new HttpAclService(Server.Http);
        var end = TestContext.Current.CancellationToken;
        await World.ApplyAsync([.. Enumerable.Range(0, 5).Select(i => $"user: {{id: 'admin {i}', admin: true}}")]);
        var (list, who) = (new ListRequest(JobWorld.User("ann"), "run", "job"), new WhoRequest("run", new ResourceRef("job", "00001")));
        var actions = new ActionsRequest(JobWorld.User("ann"), new ResourceRef("job", "00001"));
        foreach (var size in (int[])[1, 2, 7, 100])
        {
            Assert.Equal(await Server.Service.ListAsync(World.Tenant, list, end), await Paging.AllAsync(list, size, r => r.Id, q => client.ListAsync(World.Tenant, q, end)));
            Assert.Equal(await Server.Service.WhoAsync(World.Tenant, who, end), await Paging.AllAsync(who, size, s => s.Id, q => client.WhoAsync(World.Tenant, q, end)));
            Assert.Equal(await Server.Service.ActionsAsync(World.Tenant, actions, end), await Paging.AllAsync(actions, size, a => a, q => client.ActionsAsync(World.Tenant, q, end)));
        }
    }

    [Fact]
    public async Task Cursor_WithAnyCharacterChangedOrCut_IsRefused()
    {
        var token = await TokenAsync();
        for (var i = 0; i < token.Length; i++)
        {
            RequireRefused(await GoOnAsync(token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..]), "after", ErrorCodes.InvalidDocument, "no token of this server");
            RequireRefused(await GoOnAsync(token[..i]), "after", ErrorCodes.InvalidDocument, "not the whole of one");
        }

        foreach (var more in (string[])["A", "=", "\n", ".", token]) RequireRefused(await GoOnAsync(token + more), "after", ErrorCodes.InvalidDocument, "no token of this server");
    }

    [Fact]
    public async Task Cursor_OfAnotherQuestionPathOrTenant_IsRefused()
    {
        var token = await TokenAsync();
        foreach (var other in (string[])[Question.Replace("ann", "bob"), Question.Replace("run", "view"), Question.Replace("\"job\"", "\"folder\""), With(Question, ("context", Node.Map(("a", Node.Of(1)))))])
            RequireRefused(await GoOnAsync(token, other), "after", ErrorCodes.InvalidDocument, "of another question");
        RequireRefused(
            await GoOnAsync(token, """{"subject": "user:ann", "resource": "job:1"}""", AclPaths.Actions), "after", ErrorCodes.InvalidDocument, "of another question");
        var elsewhere = await JobWorld.MakeAsync(Server.Service);
        RequireRefused(await GoOnAsync(token, tenant: elsewhere.Tenant), "after", ErrorCodes.InvalidDocument, "of another question");
    }

    [Fact]
    public async Task Cursor_OfTheSameQuestionWithAnotherLimitOrSpelling_GoesOn()
    {
        var token = await TokenAsync();
        var spelt = """{"type": "job", "action": "run", "subject": {"type": "user", "id": "ann"}, "limit": 1, "at_least_as_fresh": 1}""";
        Assert.Equal("""["job:00002"]""", (await GoOnAsync(token, spelt)).Body.Require("resources").ToString());
    }

    [Fact]
    public async Task Cursor_OfATenantThatHasBeenMadeAgain_IsStale()
    {
        var token = await TokenAsync();
        await World.DeleteAsync();
        await World.PutAsync();
        RequireRefused(await GoOnAsync(token), "after", ErrorCodes.InvalidDocument, "is stale");
    }

    [Fact]
    public async Task Cursor_Read_TellsNoIds()
    {
        var token = await TokenAsync();
        var bytes = System.Buffers.Text.Base64Url.DecodeFromChars(token);
        Assert.DoesNotContain("MDAwMDE", System.Text.Encoding.Latin1.GetString(bytes));
        Assert.DoesNotContain("00001", System.Text.Encoding.Latin1.GetString(bytes));
        Assert.NotEqual(token, await TokenAsync());
    }

    [Theory]
    [InlineData("limit", "0", ErrorCodes.LimitExceeded, "expected 1 to 1000")]
    [InlineData("limit", "-1", ErrorCodes.LimitExceeded, "expected 1 to 1000")]
    [InlineData("limit", "1000000000", ErrorCodes.LimitExceeded, "expected 1 to 1000")]
    [InlineData("limit", "100000000000000000000", ErrorCodes.InvalidDocument, "a whole number")]
    [InlineData("limit", "\"10\"", ErrorCodes.InvalidDocument, "a whole number")]
    [InlineData("after", "7", ErrorCodes.InvalidDocument, "a string")]
    [InlineData("after", "\"\"", ErrorCodes.InvalidDocument, "no token of this server")]
    [InlineData("after", "\"MDAwMDE\"", ErrorCodes.InvalidDocument, "no token of this server")]
    public async Task Page_AskedForAmiss_Is400NamingTheField(string key, string value, string code, string reason)
    {
        foreach (var (path, body) in ((string, string)[])
        [
            (AclPaths.List, Question), (AclPaths.Who, """{"action": "run", "resource": "job:1"}"""), (AclPaths.Actions, """{"subject": "user:ann", "resource": "job:1"}"""),
        ])
            RequireRefused(await PostAsync(With(body, (key, Json.Parse(value).Copy())), path), key, code, reason);
    }
}
