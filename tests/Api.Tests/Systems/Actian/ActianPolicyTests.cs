using System.Net;
using OrleansAcl.Documents;

namespace OrleansAcl.Api.Tests.Systems.Actian;

public sealed class ActianPolicyTests
{
    private const string Path = "/api/access-policies";
    private const string Named = Path + "/View%20Bob%27s";

    private const string Policy =
        """{"name":"View Bob's","description":"all of them","permissions":[{"resourceType":"jobconfigs","allowed":["view"],"resourceIds":["*"]}]}""";

    private const string Steps = """
        [{"user": {"id": "ann"}}, {"user": {"id": "root", "admin": true}}, {"user": {"id": "gone", "admin": true, "active": false}},
         {"resource": {"id": "jobconfigs:1", "owner": "user:bob"}}]
        """;

    private static Task<TenantServer> StartAsync() => TenantServer.StartAsync("actian-dataconnect", Steps);

    [Fact]
    public async Task Policy_Created_ComesBackEqualAndDecidesForWhomItIsBoundTo()
    {
        await using var server = await StartAsync();
        Assert.Equal(Policy, (await server.RequireAsync(HttpStatusCode.Created, "POST", Path, Policy, by: "user:root")).ToString());
        Assert.Equal(Policy, (await server.RequireAsync(HttpStatusCode.OK, "GET", Named, by: "user:root")).ToString());
        Assert.Equal($"[{Policy}]", (await server.RequireAsync(HttpStatusCode.OK, "GET", Path, by: "user:root")).ToString());
        await server.ApplyAsync("""[{"bind": {"policy": "View Bob's", "to": ["user:ann"]}}]""");
        Assert.True(await server.MayAsync("user:ann", "view", "jobconfigs:1"));
        Assert.False(await server.MayAsync("user:ann", "edit", "jobconfigs:1"));
    }

    [Fact]
    public async Task Policy_Updated_ChangesForEveryoneBound()
    {
        await using var server = await StartAsync();
        await server.RequireAsync(HttpStatusCode.Created, "POST", Path, Policy);
        await server.ApplyAsync("""[{"bind": {"policy": "View Bob's", "to": ["user:ann"]}}]""");
        await server.RequireAsync(HttpStatusCode.OK, "PUT", Named, Policy.Replace("\"view\"", "\"edit\""), by: "user:root");
        Assert.True(await server.MayAsync("user:ann", "edit", "jobconfigs:1"));
        await server.RequireAsync(HttpStatusCode.NoContent, "DELETE", Named, by: "user:root");
        Assert.False(await server.MayAsync("user:ann", "edit", "jobconfigs:1"));
    }

    [Theory]
    [InlineData("a/b", "a%2Fb")]
    [InlineData("a%2Fb", "a%252Fb")]
    [InlineData("a+b?c#d", "a%2Bb%3Fc%23d")]
    [InlineData("plus+", "plus+")]
    [InlineData("é 漢", "%C3%A9%20%E6%BC%A2")]
    public async Task Policy_OfAnOddName_IsTheOneOfThatNameAndNoOther(string name, string escaped)
    {
        await using var server = await StartAsync();
        foreach (var other in (string[])["a/b", "a%2Fb", "a+b?c#d", "plus+", "é 漢"])
            await server.RequireAsync(HttpStatusCode.Created, "POST", Path, Node.Map(("name", Node.Of(other)), ("permissions", Node.List([]))).ToString());
        Assert.Equal(name, (await server.RequireAsync(HttpStatusCode.OK, "GET", $"{Path}/{escaped}"))["name"]?.Text);
        await server.RequireAsync(HttpStatusCode.NoContent, "DELETE", $"{Path}/{escaped}");
        var left = (await server.RequireAsync(HttpStatusCode.OK, "GET", Path)).AsList().Select(policy => policy["name"]!.Text).ToList();
        Assert.Equal((4, false), (left.Count, left.Contains(name)));
    }

    [Theory]
    [InlineData("GET", null)]
    [InlineData("PUT", Policy)]
    [InlineData("DELETE", null)]
    public async Task Policy_ThatIsNotStored_IsNotFound(string method, string? body)
    {
        await using var server = await StartAsync();
        (await server.SendAsync(method, Named, body)).RequireProblem(HttpStatusCode.NotFound, ErrorCodes.NotFound);
    }

    [Fact]
    public async Task Policy_OfANameThatIsTaken_IsRefused()
    {
        await using var server = await StartAsync();
        await server.RequireAsync(HttpStatusCode.Created, "POST", Path, Policy);
        (await server.SendAsync("POST", Path, Policy)).RequireProblem(HttpStatusCode.PreconditionFailed, ErrorCodes.PreconditionFailed);
    }

    [Fact]
    public async Task Policy_PutUnderAnotherName_IsRefused()
    {
        await using var server = await StartAsync();
        await server.RequireAsync(HttpStatusCode.Created, "POST", Path, Policy);
        var answer = await server.SendAsync("PUT", Named, Policy.Replace("View Bob", "Edit Bob"));
        var problem = answer.RequireProblem(HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument);
        Assert.StartsWith("name", problem["place"]?.Text);
    }

    [Theory]
    [InlineData("user:ann")]
    [InlineData("user:gone")]
    public async Task Call_ByWhoeverIsNoActiveAdministrator_IsDenied(string by)
    {
        await using var server = await StartAsync();
        await server.RequireAsync(HttpStatusCode.Created, "POST", Path, Policy);
        var revision = await server.RevisionAsync();
        (string, string, string?)[] calls =
        [
            ("GET", Path, null), ("GET", Named, null), ("POST", Path, Policy), ("PUT", Named, Policy), ("DELETE", Named, null), ("DELETE", Path + "/none", null),
        ];
        foreach (var (method, path, body) in calls)
            (await server.SendAsync(method, path, body, by)).RequireProblem(HttpStatusCode.Forbidden, ErrorCodes.Denied);
        Assert.Equal(revision, await server.RevisionAsync());
    }

    [Theory]
    [InlineData("""{"permissions": []}""", ErrorCodes.InvalidDocument)]
    [InlineData("""{"name": "", "permissions": []}""", ErrorCodes.InvalidDocument)]
    [InlineData("""{"name": "p"}""", ErrorCodes.InvalidDocument)]
    [InlineData("""{"name": "p", "permissions": {}}""", ErrorCodes.InvalidDocument)]
    [InlineData("""{"name": "p", "permissions": [], "more": 1}""", ErrorCodes.InvalidDocument)]
    [InlineData("""{"name": "p", "permissions": [{"resourceType": "jobconfigs", "allowed": ["view"]}]}""", ErrorCodes.InvalidDocument)]
    [InlineData("""{"name": "p", "permissions": [{"resourceType": "jobconfigs", "allowed": "view", "resourceIds": ["1"]}]}""", ErrorCodes.InvalidDocument)]
    [InlineData("""{"name": "p", "permissions": [{"resourceType": "jobconfigs", "allowed": ["view"], "resourceIds": [1]}]}""", ErrorCodes.InvalidDocument)]
    [InlineData("""{"name": "p", "permissions": [{"resourceType": "jobconfigs", "allowed": ["create"], "resourceIds": ["1"]}]}""", ErrorCodes.UnknownAction)]
    public async Task Policy_Malformed_IsRefused(string body, string code)
    {
        await using var server = await StartAsync();
        (await server.SendAsync("POST", Path, body)).RequireProblem(HttpStatusCode.BadRequest, code);
        Assert.Equal("[]", (await server.SendAsync("GET", Path)).Text);
    }

    [Fact]
    public async Task Policy_ThatIsPartlyInert_SaysSoAndIsStoredAsItWas()
    {
        await using var server = await StartAsync();
        var inert = Policy.Replace("jobconfigs", "warehouses");
        var answer = await server.RequireAsync(HttpStatusCode.Created, "POST", Path, inert);
        Assert.Contains("warehouses", Assert.Single(answer.Require("warnings").AsStrings()));
        Assert.Equal(inert, (await server.RequireAsync(HttpStatusCode.OK, "GET", Named)).ToString());
    }
}
