using System.Net;
using OrleansAcl.Behaviour;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Tests.AuthZen;

/// <summary>Searches of a small world of records: what the standard's certification asks for, and what is stored against what is sent.</summary>
public sealed class SearchFixtureTests : IAsyncLifetime
{
    private const string Model = """
        model: records
        types:
          record: {actions: [write, read, delete]}
          note: {actions: [read]}
        acl: {}
        grants: acl
        ladder:
          - administrator: {flag: true, types: [system]}
          - boundary: {property: site}
          - acl: {}
        """;

    private static readonly string[] Steps =
    [
        "user: {id: alice}", "user: {id: bob, admin: true}", "user: {id: cid}", "user: {id: dora, properties: {site: north}}", "user: {id: eve}",
        "group: {id: readers, members: [user:cid, group:inner]}", "group: {id: inner, members: [user:bob]}",
        "resource: {id: \"record:1\"}", "resource: {id: \"record:2\", properties: {site: north}}",
        "resource: {id: \"record:3\"}", "resource: {id: \"note:1\"}",
        "grant: {resource: \"record:1\", to: user:alice, actions: [read, write]}",
        "grant: {resource: \"record:1\", to: group:readers, actions: [read]}",
        "grant: {resource: \"record:2\", to: user:alice, actions: [read]}",
        "grant: {resource: \"record:2\", to: user:dora, actions: [read]}",
    ];

    private EmbeddedServer Server { get; set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await EmbeddedServer.StartAsync();
        await MakeAsync();
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private async Task MakeAsync(int steps = int.MaxValue)
    {
        await Server.Service.PutTenantAsync(TenantId.Default, new TenantDefinition { ModelFile = Model }, TestContext.Current.CancellationToken);
        foreach (var step in Steps.Take(steps)) await ApplyAsync(step);
    }

    private async Task<long> ApplyAsync(string step)
    {
        var result = await Server.Service.ApplyAsync(TenantId.Default, [JobWorld.Step(step)], TestContext.Current.CancellationToken);
        Assert.True(result.Applied, step);
        return result.Revision;
    }

    private async Task<string> FindAsync(string path, string body)
    {
        var answer = await Server.PostAsync(path, body);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return string.Join(' ', answer.Body.Require("results").AsList().Select(SearchPages.Id));
    }

    [Theory]
    [InlineData("", "{}", "alice bob cid")]
    [InlineData(", \"context\": {\"time\": \"12:00\"}", "{}", "alice bob cid")]
    [InlineData("", """{"site": "north"}""", "")]
    public async Task SubjectSearch_OfAResource_GoesThroughGroupsAndTakesPropertiesAsSent(string more, string properties, string expected) =>
        Assert.Equal(expected, await FindAsync(SearchCase.Subject, $$$"""
            {"subject": {"type": "user"}, "action": {"name": "read"}, "resource": {"type": "record", "id": "1", "properties": {{{properties}}}}{{{more}}}}
            """));

    [Theory]
    [InlineData("{}", "dora")]
    [InlineData("""{"site": null}""", "alice")]
    [InlineData("""{"other": 1}""", "dora")]
    public async Task SubjectSearch_WithPropertiesOfTheResource_PutsThemOverWhatIsStored(string properties, string expected) =>
        Assert.Equal(expected, await FindAsync(SearchCase.Subject, $$$"""
            {"subject": {"type": "user"}, "action": {"name": "read"}, "resource": {"type": "record", "id": "2", "properties": {{{properties}}}}}
            """));

    [Theory]
    [InlineData("alice", "{}", "1")]
    [InlineData("alice", """{"site": "north"}""", "2")]
    [InlineData("dora", "{}", "2")]
    [InlineData("dora", """{"site": ""}""", "")]
    [InlineData("bob", "{}", "1")]
    public async Task ResourceSearch_OfASubject_PutsPropertiesSentOverThoseStored(string id, string properties, string expected) =>
        Assert.Equal(expected, await FindAsync(SearchCase.Resource, $$$"""
            {"subject": {"type": "user", "id": "{{{id}}}", "properties": {{{properties}}}}, "action": {"name": "read"}, "resource": {"type": "record"}}
            """));

    [Theory]
    [InlineData("{}", "{}", "read write")]
    [InlineData("""{"site": "north"}""", "{}", "")]
    [InlineData("""{"site": "north"}""", """{"site": "north"}""", "read write")]
    public async Task ActionSearch_WithPropertiesOfBoth_TellsActionsInTheOrderOfNames(string ofSubject, string ofResource, string expected) =>
        Assert.Equal(expected, await FindAsync(SearchCase.Action, $$$"""
            {"subject": {"type": "user", "id": "alice", "properties": {{{ofSubject}}}},
             "resource": {"type": "record", "id": "1", "properties": {{{ofResource}}}}}
            """));

    [Theory]
    [InlineData("user", "nobody", "read", "record", "404")]
    [InlineData("user", "nobody", "fly", "record", "1")]
    [InlineData("user", "eve", "read", "spaceship", "1")]
    [InlineData("spaceship", "eve", "read", "record", "1")]
    [InlineData("role", "eve", "fly", "spaceship", "1")]
    public async Task Search_OfWhatIsNotKnown_FindsNothing(string subjectType, string subject, string action, string type, string id)
    {
        var body = $$$"""
            {"subject": {"type": "{{{subjectType}}}", "id": "{{{subject}}}"}, "action": {"name": "{{{action}}}"},
             "resource": {"type": "{{{type}}}", "id": "{{{id}}}"}, "page": {}}
            """;
        var revision = (await Server.Service.GetTenantAsync(TenantId.Default, TestContext.Current.CancellationToken))!.Revision;
        foreach (var path in SearchCase.All)
        {
            var answer = await Server.PostAsync(path, body);
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            Assert.Equal($$$"""{"page":{"next_token":"","count":0,"total":0},"context":{"revision":{{{revision}}}},"results":[]}""", answer.Text);
        }
    }

    [Fact]
    public async Task SubjectSearch_OfGroups_FindsGroupsOnly() => Assert.Equal("inner readers", await FindAsync(SearchCase.Subject, """
        {"subject": {"type": "group"}, "action": {"name": "read"}, "resource": {"type": "record", "id": "1"}}
        """));

    [Fact]
    public async Task ResourceSearch_OfOneType_FindsNoneOfAnotherWithTheSameId()
    {
        await ApplyAsync("grant: {resource: \"note:1\", to: user:alice, actions: [read]}");
        var answer = await Server.PostAsync(SearchCase.Resource, """
            {"subject": {"type": "user", "id": "alice"}, "action": {"name": "read"}, "resource": {"type": "note"}}
            """);
        Assert.Equal("""[{"type":"note","id":"1"}]""", answer.Body.Require("results").ToString());
    }

    [Fact]
    public async Task Search_OfAGroupWhereThereAreNone_FindsNothing()
    {
        const string Groupless = "model: alone\nprincipals: {groups: false}\ntypes: {record: {actions: [read]}}\nladder: [everyone: {}]";
        var tenant = TenantId.Parse("alone");
        await Server.Service.PutTenantAsync(tenant, new TenantDefinition { ModelFile = Groupless }, TestContext.Current.CancellationToken);
        await Server.ApplyAsync(tenant, """[{"user": {"id": "ann"}}, {"resource": {"id": "record:1"}}]""");
        foreach (var (type, found) in ((string, int)[])[("group", 0), ("user", 1)])
        {
            var body = $$$"""
                {"subject": {"type": "{{{type}}}", "id": "ann"}, "action": {"name": "read"}, "resource": {"type": "record", "id": "1"}}
                """;
            foreach (var path in SearchCase.All)
            {
                var answer = await Server.PostAsync("/tenants/alone" + path, body);
                Assert.Equal((path, HttpStatusCode.OK), (path, answer.Status));
                Assert.Equal(found, answer.Body.Require("results").AsList().Count);
            }
        }
    }

    [Fact]
    public async Task Search_OfATenantThatIsNot_Is404() =>
        (await Server.PostAsync("/tenants/ghost" + SearchCase.Action, """{"subject": {"type": "user", "id": "alice"}, "resource": {"type": "ghost", "id": "1"}}"""))
            .RequireMessage(HttpStatusCode.NotFound);

    [Fact]
    public async Task Page_AfterAChange_IsOfTheNewerRevisionAndSaysSo()
    {
        const string Body = """{"subject": {"type": "user"}, "action": {"name": "read"}, "resource": {"type": "record", "id": "1"}}""";
        var pages = new SearchPages(body => Server.PostAsync(SearchCase.Subject, body));
        var token = await pages.FirstAsync(Body);
        await ApplyAsync("grant: {resource: \"record:1\", to: user:eve, actions: [read]}");
        var revision = await ApplyAsync("user: {id: bob, active: false}");
        var answer = await pages.PageAsync(Body, ("token", Node.Of(token)), ("limit", Node.Of(1)));
        Assert.Equal(revision, answer.Body.At("context", "revision")?.AsInteger());
        Assert.Equal("cid", SearchPages.Id(Assert.Single(answer.Body.Require("results").AsList())));
        Assert.Null(answer.Body.At("page", "total"));
    }

    [Fact]
    public async Task Token_OfATenantThatHasBeenMadeAgain_IsStale()
    {
        const string Body = """{"subject": {"type": "user"}, "action": {"name": "read"}, "resource": {"type": "record", "id": "1"}}""";
        var pages = new SearchPages(body => Server.PostAsync(SearchCase.Subject, body));
        var token = await pages.FirstAsync(Body);
        await Server.Service.DeleteTenantAsync(TenantId.Default, TestContext.Current.CancellationToken);
        await MakeAsync(steps: 3);
        var answer = await pages.PageAsync(Body, ("token", Node.Of(token)));
        Assert.Contains("page.token (line 1): is stale", answer.RequireMessage(HttpStatusCode.BadRequest));
    }
}
