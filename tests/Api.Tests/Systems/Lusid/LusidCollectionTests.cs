using System.Net;

namespace OrleansAcl.Api.Tests.Systems.Lusid;

public sealed class LusidCollectionTests
{
    private const string Path = "/access/api/policycollections";

    private const string Steps = """
        [{"policy": {"code": "p", "grant": "Allow", "selectors": [{"matchAllSelectorDefinition": {"actions": [{"activity": "Run", "entity": "Job"}]}}]}},
         {"role": {"code": "r", "resource": {"policyIdRoleResource": {"policyCollections": [{"code": "c"}]}}}}, {"user": {"id": "ann", "roles": ["r"]}}]
        """;

    private static Task<TenantServer> StartAsync() => TenantServer.StartAsync("lusid-scheduler", Steps);

    private static Task<bool> MayRunAsync(TenantServer server) => server.MayAsync("user:ann", "Run", "Job:a/b");

    [Fact]
    public async Task Collection_Created_ComesBackEqualAndDecides()
    {
        await using var server = await StartAsync();
        var answer = """{"id":{"scope":"default","code":"c"},"policies":[{"scope":"default","code":"p"}],"policyCollections":[],"description":"d","links":[]}""";
        var body = """{"code": "c", "policies": [{"scope": "default", "code": "p"}], "policyCollections": [], "description": "d"}""";
        Assert.Equal(answer, (await server.RequireAsync(HttpStatusCode.Created, "POST", Path, body)).ToString());
        Assert.Equal(answer, (await server.RequireAsync(HttpStatusCode.OK, "GET", Path + "/c")).ToString());
        Assert.Equal($"[{answer}]", (await server.RequireAsync(HttpStatusCode.OK, "GET", Path)).ToString());
        Assert.True(await MayRunAsync(server));
        await server.RequireAsync(HttpStatusCode.OK, "PUT", Path + "/c", """{"policies": []}""");
        Assert.False(await MayRunAsync(server));
        await server.RequireAsync(HttpStatusCode.NoContent, "DELETE", Path + "/c");
        (await server.SendAsync("GET", Path + "/c")).RequireError(HttpStatusCode.NotFound, ErrorCodes.NotFound);
    }

    [Fact]
    public async Task Collection_AddedToAndTakenFrom_HoldsWhatItShould()
    {
        await using var server = await StartAsync();
        await server.RequireAsync(HttpStatusCode.Created, "POST", Path, """{"code": "c", "description": "d"}""");
        const string both = """{"policies": [{"code": "p"}], "policyCollections": [{"scope": "desk", "code": "x"}]}""";
        var added = await server.RequireAsync(HttpStatusCode.OK, "POST", Path + "/c/add", both);
        Assert.Equal(
            """{"id":{"scope":"default","code":"c"},"description":"d","policies":[{"code":"p"}],"policyCollections":[{"scope":"desk","code":"x"}],"links":[]}""",
            added.ToString());
        Assert.True(await MayRunAsync(server));
        var again = await server.RequireAsync(HttpStatusCode.OK, "POST", Path + "/c/add", """{"policies": [{"scope": "default", "code": "p"}]}""");
        Assert.Equal(added.ToString(), again.ToString());
        var removed = await server.RequireAsync(HttpStatusCode.OK, "POST", Path + "/c/remove", """{"policies": [{"code": "p"}]}""");
        Assert.Equal(removed.ToString(), (await server.RequireAsync(HttpStatusCode.OK, "GET", Path + "/c")).ToString());
        Assert.Equal("[]", removed["policies"]?.ToString());
        Assert.Equal("""[{"scope":"desk","code":"x"}]""", removed["policyCollections"]?.ToString());
        Assert.False(await MayRunAsync(server));
    }

    [Fact]
    public async Task Collection_AddedToByManyAtOnce_HoldsWhatEveryoneWasToldItDoes()
    {
        await using var server = await StartAsync();
        await server.RequireAsync(HttpStatusCode.Created, "POST", Path, """{"code": "c"}""");
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(async i =>
            (Code: $"p{i}", (await server.SendAsync("POST", Path + "/c/add", $$"""{"policies": [{"code": "p{{i}}"}]}""")).Status)));
        Assert.All(answers, answer => Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.PreconditionFailed));
        var held = (await server.RequireAsync(HttpStatusCode.OK, "GET", Path + "/c")).Require("policies").AsList().Select(p => p["code"]!.Text);
        Assert.Equal(answers.Where(answer => answer.Status == HttpStatusCode.OK).Select(answer => answer.Code).Order(), held.Order());
    }

    [Theory]
    [InlineData("remove", """{"policies": [{"code": "p"}]}""", HttpStatusCode.NotFound, ErrorCodes.NotFound)]
    [InlineData("remove", """{"policyCollections": [{"code": "c"}]}""", HttpStatusCode.NotFound, ErrorCodes.NotFound)]
    [InlineData("add", """{"policies": {}}""", HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument)]
    [InlineData("add", """{"policies": [{"scope": "a"}]}""", HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument)]
    [InlineData("add", """{"policies": ["p"]}""", HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument)]
    [InlineData("add", """{"roles": []}""", HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument)]
    public async Task Collection_ChangedByWhatIsMalformedOrNotThere_StaysAsItWas(string verb, string body, HttpStatusCode status, string code)
    {
        await using var server = await StartAsync();
        await server.RequireAsync(HttpStatusCode.Created, "POST", Path, """{"code": "c"}""");
        var revision = await server.RevisionAsync();
        (await server.SendAsync("POST", $"{Path}/c/{verb}", body)).RequireError(status, code);
        Assert.Equal(revision, await server.RevisionAsync());
        (await server.SendAsync("POST", $"{Path}/none/{verb}", body)).RequireError(HttpStatusCode.NotFound, ErrorCodes.NotFound);
    }

    [Theory]
    [InlineData("""{"code": ""}""")]
    [InlineData("""{"code": "c", "policies": [{"id": "p"}]}""")]
    [InlineData("""{"code": "c", "metadata": {}}""")]
    public async Task Collection_Malformed_IsRefused(string body)
    {
        await using var server = await StartAsync();
        (await server.SendAsync("POST", Path, body)).RequireError(HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument);
    }
}
