using System.Net;
using OrleansAcl.Api.Tests.Security;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Tests.Management;

/// <summary>Making, showing and taking back API keys.</summary>
public sealed class KeyEndpointTests
{
    private const string Path = "/tenants/acme/v1/keys";

    private static readonly ApplyResult Applied = new(true, [new StepResult(StepStatus.Applied)], 1);

    private static async Task<ApiServer> StartAsync(object? answer = null)
    {
        var server = await ApiServer.StartAsync();
        server.Service.Answer = answer ?? Applied;
        return server;
    }

    private static StoredObject Stored(string id) =>
        new(new ObjectRef(ObjectRef.ApiKey, id), ApiKeyToken.Make(id).ToRequest(Node.Of("read"), ("note", Node.Of("mine"))).Steps.Single().Value);

    [Fact]
    public async Task Key_ThatIsMade_IsShownOnceAndStoredAsItsHash()
    {
        await using var server = await StartAsync();
        var answer = await server.PostAsync(Path, """{"id": "ci", "scope": "read", "subject": "user:robot", "note": "n", "expires": "2027-01-01T00:00:00Z"}""");
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.True(ApiKeyToken.TryParse(answer.Body.Require("token").Text, out var token));
        Assert.Equal(
            $$"""{"id":"ci","token":"{{token.Text}}","scope":"read","subject":"user:robot","note":"n","expires":"2027-01-01T00:00:00Z"}""", answer.Text);
        var request = server.Service.Only.As<ApplyRequest>();
        Assert.Equal(
            $$"""{"id":"ci","hash":"{{token.Hash}}","scope":"read","subject":"user:robot","note":"n","expires":"2027-01-01T00:00:00Z"}""",
            Assert.Single(request.Steps).Value.ToString());
        Assert.DoesNotContain(token.Text[7..], request.Steps[0].Value.ToString());
        Assert.Equal(("no-store", "keys/ci"), (answer.Response.Headers.CacheControl?.ToString(), answer.Response.Headers.Location?.ToString()));
    }

    [Fact]
    public async Task Key_ThatIsMade_IsAskedForToBeNew()
    {
        await using var server = await StartAsync();
        await server.PostAsync(Path, """{"id": "ci", "scope": "read"}""");
        var precondition = Assert.Single(server.Service.Only.As<ApplyRequest>().Preconditions);
        Assert.Equal((new ObjectRef(ObjectRef.ApiKey, "ci"), true), (precondition.Ref, precondition.ETags is null));
    }

    [Fact]
    public async Task Keys_WithoutIds_GetDifferentOnes()
    {
        await using var server = await StartAsync();
        var first = (await server.PostAsync(Path, """{"scope": "read"}""")).Body["id"]!.Text;
        Assert.NotEqual(first, (await server.PostAsync(Path, """{"scope": "read"}""")).Body["id"]!.Text);
        Assert.True(ApiKeyToken.IsId(first));
    }

    [Theory]
    [InlineData("""{"id": "CI", "scope": "read"}""")]
    [InlineData("""{"id": "", "scope": "read"}""")]
    [InlineData("""{"id": "a_b", "scope": "read"}""")]
    [InlineData("""{"id": "ci"}""")]
    [InlineData("""{"scope": "read", "hash": "x"}""")]
    [InlineData("""{"scope": "read", "expiry": "2027-01-01"}""")]
    public async Task Key_OfAMalformedRequest_Is400(string body)
    {
        await using var server = await StartAsync();
        (await server.PostAsync(Path, body)).RequireProblem(HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument);
        Assert.Empty(server.Service.Calls);
    }

    [Fact]
    public async Task Key_TheServiceRefuses_HasItsCodeAndPlace()
    {
        var refused = new StepResult(StepStatus.Error) { Code = ErrorCodes.InvalidDocument, Message = "expected more", Place = "scope" };
        await using var server = await StartAsync(new ApplyResult(false, [refused], 1));
        var problem = (await server.PostAsync(Path, """{"scope": "root"}""")).RequireProblem(HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument);
        Assert.Equal(("expected more", "scope"), (problem["detail"]?.Text, problem["place"]?.Text));
        Assert.Null(problem["token"]);
    }

    [Fact]
    public async Task Keys_ThatAreListed_AreShownWithoutHash()
    {
        await using var server = await StartAsync(new ObjectPage([Stored("a"), Stored("b")], "more", 3));
        const string A = """{"id":"a","scope":"read","note":"mine"}""";
        const string B = """{"id":"b","scope":"read","note":"mine"}""";
        Assert.Equal($$"""{"keys":[{{A}},{{B}}],"next":"more"}""", (await server.SendAsync(HttpMethod.Get, Path + "?limit=2&after=x")).Text);
        var request = server.Service.Only.As<BrowseRequest>();
        Assert.Equal((ObjectRef.ApiKey, 2, "x"), (request.Kind, request.Limit, request.After));
    }

    [Theory]
    [InlineData(Path + "/ci")]
    [InlineData("/tenants/acme/v1/objects/api_key?id=ci")]
    public async Task Key_ThatIsRead_IsShownWithoutHash(string path)
    {
        await using var server = await StartAsync();
        server.Service.Keys[(TenantId.Parse("acme"), "ci")] = Stored("ci").Document;
        var answer = await server.SendAsync(HttpMethod.Get, path);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains("\"note\":\"mine\"", answer.Text);
        Assert.DoesNotContain("hash", answer.Text);
    }

    [Theory]
    [InlineData("GET", "objects/api_key?id=ci", null)]
    [InlineData("POST", "objects", """{"kind": "api_key"}""")]
    public async Task Keys_AmongObjects_AreForAdministratorsOnly(string method, string path, string? body)
    {
        await using var server = await KeyServer.StartAsync();
        var answer = await server.SendAsync(server.Store("ci", "read"), new HttpMethod(method), "/tenants/acme/v1/" + path, body);
        answer.RequireProblem(HttpStatusCode.Forbidden, ErrorCodes.Denied);
        Assert.Empty(server.Service.Calls);
    }

    [Theory]
    [InlineData("GET", "none")]
    [InlineData("GET", "NONE")]
    [InlineData("DELETE", "NO:NE")]
    public async Task Key_ThatIsNotThere_Is404(string method, string id)
    {
        await using var server = await StartAsync();
        (await server.SendAsync(new HttpMethod(method), $"{Path}/{id}")).RequireProblem(HttpStatusCode.NotFound, ErrorCodes.NotFound);
        Assert.Empty(server.Service.Calls);
    }

    [Fact]
    public async Task Key_TakenBack_Is204()
    {
        await using var server = await StartAsync();
        Assert.Equal(HttpStatusCode.NoContent, (await server.SendAsync(HttpMethod.Delete, Path + "/ci")).Status);
        var step = Assert.Single(server.Service.Only.As<ApplyRequest>().Steps);
        Assert.Equal(("delete", "api_key:ci"), (step.Verb, step.Value.Text));
    }

    [Fact]
    public async Task Location_WithAHostThatLies_DoesNotFollowIt()
    {
        await using var server = await StartAsync();
        var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = ApiServer.JsonContent("""{"id": "ci", "scope": "read"}""") };
        request.Headers.Host = "evil.example.org";
        request.Headers.Add("X-Forwarded-Host", "evil.example.org");
        var answer = await server.SendAsync(request);
        Assert.Equal("keys/ci", answer.Response.Headers.Location?.OriginalString);
        Assert.DoesNotContain("evil", answer.Response.ToString() + answer.Text);
    }
}
