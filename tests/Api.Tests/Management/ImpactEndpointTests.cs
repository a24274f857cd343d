using System.Net;
using OrleansAcl.Behaviour;
using OrleansAcl.Client;
using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Wire;

namespace OrleansAcl.Api.Tests.Management;

/// <summary>Which decisions a change would change, over HTTP: in pages, by cursors of the server's own, with errors that name the field.</summary>
public sealed class ImpactEndpointTests : IAsyncLifetime
{
    private const string Leaving = """{"steps": [{"group": {"id": "ops", "members": []}}], "limit": 2}""";

    private EmbeddedServer Server { get; set; } = null!;

    private JobWorld World { get; set; } = null!;

    private HttpAclService Client => new(Server.Http);

    public async ValueTask InitializeAsync()
    {
        Server = await EmbeddedServer.StartAsync();
        World = await JobWorld.MakeAsync(
            Server.Service, "user: {id: ann}", "user: {id: bob}", "group: {id: ops, members: ['user:bob']}",
            "resource: {id: 'job:1'}", "resource: {id: 'job:2'}", "resource: {id: 'job:3'}");
        await World.ApplyAsync(
            [.. Enumerable.Range(1, 3).Select(i => $"acl: {{resource: 'job:{i}', entries: [{{subject: 'group:ops', effect: allow, actions: [run]}}]}}")]);
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private Task<HttpAnswer> PostAsync(string body, string query = "") =>
        Server.PostAsync($"/tenants/{World.Tenant}/v1/{AclPaths.Impact}{query}", body);

    private static string With(string body, string key, Node value) =>
        Node.Map([.. Json.Parse(body).Copy().Entries.Where(e => e.Key != key).Select(e => (e.Key, (Node?)e.Value)), (key, value)]).ToString();

    [Fact]
    public async Task Impact_InPages_IsWhole()
    {
        var first = (await PostAsync(Leaving, "?explain=cost")).Body;
        Assert.Equal(["differences", "complete", "reason", "next", "looked", "revision"], first.Entries.Keys);
        Assert.Equal((false, IncompleteReasons.PageFull), (first.Require("complete").AsBoolean(), first.Require("reason").AsString()));
        var rest = (await PostAsync(With(Leaving, "after", first.Require("next")))).Body;
        Assert.True(rest.Require("complete").AsBoolean());
        var said = first.Require("differences").AsList().Concat(rest.Require("differences").AsList()).ToList();
        Assert.Equal(
            [.. Enumerable.Range(1, 3).Select(i => $$"""{"subject":"user:bob","action":"run","resource":"job:{{i}}","before":"allow","after":"deny"}""")],
            said.Select(d => d.ToString()));
        Assert.True(await World.MayRunAsync("bob", "1"));
    }

    [Fact]
    public async Task Impact_GoneOnWithForAnotherQuestion_IsRefused()
    {
        var next = (await PostAsync(Leaving)).Body.Require("next");
        foreach (var other in (string[])[With(Leaving, "only_losses", Node.Of(true)), """{"at": "2030-01-01T00:00:00Z"}"""])
        {
            var answer = await PostAsync(With(other, "after", next));
            answer.RequireProblem(HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument);
            Assert.StartsWith("after", answer.Body.Require("place").AsString());
        }
    }

    [Theory]
    [InlineData("""{}""", ErrorCodes.InvalidDocument, "steps")]
    [InlineData("""{"at": "tomorrow"}""", ErrorCodes.InvalidDocument, "at")]
    [InlineData("""{"steps": [{"user": {"id": "eve"}}, {"delete": "job:none"}]}""", ErrorCodes.NotFound, "steps[1].delete")]
    [InlineData("""{"steps": [{"user": {"id": "eve"}, "as": "user:ann"}]}""", ErrorCodes.InvalidDocument, "steps[0].as")]
    [InlineData("""{"at": "2030-01-01T00:00:00Z", "subjects": ["ghost"]}""", ErrorCodes.UnknownType, "subjects[0]")]
    [InlineData("""{"at": "2030-01-01T00:00:00Z", "actions": ["fly"]}""", ErrorCodes.UnknownAction, "actions[0]")]
    [InlineData("""{"at": "2030-01-01T00:00:00Z", "only_losses": "yes"}""", ErrorCodes.InvalidDocument, "only_losses")]
    [InlineData("""{"at": "2030-01-01T00:00:00Z", "colour": "red"}""", ErrorCodes.InvalidDocument, "colour")]
    public async Task Impact_Malformed_IsAProblemThatNamesTheField(string body, string code, string place)
    {
        var answer = await PostAsync(body);
        Assert.Equal(code, answer.Body.Require("code").AsString());
        Assert.StartsWith(place, answer.Body["place"]?.Text ?? answer.Body.Require("detail").AsString());
    }

    [Fact]
    public async Task Impact_ThroughTheClient_IsAsInProcess()
    {
        var request = new ImpactRequest
        {
            Steps = [JobWorld.Step("group: {id: ops, members: ['user:ann']}")], At = DateTimeOffset.UnixEpoch.AddYears(60),
            Subjects = ["user"], Types = ["job"], Actions = ["run"], OnlyLosses = true, Context = Node.Map(("v", Node.Of(1))), Limit = 2,
        };
        var here = await Server.Service.ImpactAsync(World.Tenant, request, JobWorld.Cancellation);
        var there = await Client.ImpactAsync(World.Tenant, request, JobWorld.Cancellation);
        Assert.Equal(here, there);
        Assert.Equal((here.Looked, here.Incomplete, here.Revision, 2), (there.Looked, there.Incomplete, there.Revision, there.Count));
        var (more, rest) = (request with { After = here.Next }, request with { After = there.Next });
        Assert.Equal(
            await Server.Service.ImpactAsync(World.Tenant, more, JobWorld.Cancellation),
            await Client.ImpactAsync(World.Tenant, rest, JobWorld.Cancellation));
    }

    [Fact]
    public async Task Impact_WithoutALimit_IsPutTogetherOfItsPages()
    {
        string[] users = [.. Enumerable.Range(0, (AclLimits.PageItems / 3) + 1).Select(i => $"user:u{i:d4}")];
        var request = new ImpactRequest { Steps = [new Step("members", Node.Map(("group", Node.Of("ops")), ("add", Node.List(users))))] };
        var said = await Client.ImpactAsync(World.Tenant, request, JobWorld.Cancellation);
        Assert.Equal((true, null, 3 * users.Length), (said.Complete, said.Next, said.Count));
        Assert.Equal(await Server.Service.ImpactAsync(World.Tenant, request, JobWorld.Cancellation), said);
        Assert.Equal(users, said.Where(d => d.Resource.Id == "3").Select(d => d.Subject.ToString()));
    }
}
