using System.Net;

namespace OrleansAcl.Api.Tests.Systems.Lusid;

public sealed class LusidHierarchyTests
{
    private const string Path = "/access/api/roles";

    /// <summary>Five roles, two of one rank and two without.</summary>
    private const string Steps = """
        [{"role": {"code": "a", "rank": 1}}, {"role": {"code": "b", "rank": 2}}, {"role": {"code": "c", "rank": 2}}, {"role": {"code": "x"}}, {"role": {"code": "y"}}]
        """;

    [Theory]
    [InlineData("x", "beforeCode=a", "x | a | b c | y")]
    [InlineData("x", "afterCode=a", "a | x | b c | y")]
    [InlineData("x", "beforeCode=b", "a | x | b c | y")]
    [InlineData("x", "afterCode=c", "a | b c | x | y")]
    [InlineData("a", "beforeCode=y", "b c | a | x y")]
    [InlineData("a", "afterCode=y", "b c | x y | a")]
    [InlineData("x", "afterCode=y", "a | b c | y | x")]
    [InlineData("b", "beforeCode=c", "a | b | c | x y")]
    [InlineData("b", "afterCode=c", "a | c | b | x y")]
    [InlineData("c", "beforeCode=a&beforeScope=default", "c | a | b | x y")]
    public async Task Role_MovedBesideAnother_StandsThereAndTheOthersStayInOrder(string code, string query, string order)
    {
        await using var server = await TenantServer.StartAsync("lusid-scheduler", Steps);
        var answer = await server.RequireAsync(HttpStatusCode.OK, "PUT", $"{Path}/{code}?{query}", """{"description": "moved"}""");
        Assert.Equal("moved", answer["description"]?.Text);
        var roles = (await server.RequireAsync(HttpStatusCode.OK, "GET", Path)).AsList();
        Assert.Equal(order, string.Join(" | ", roles
            .GroupBy(role => role.Require("roleHierarchyIndex").AsInteger(), role => role.At("id", "code")!.Text)
            .OrderBy(level => level.Key).Select(level => string.Join(' ', level))));
    }

    [Fact]
    public async Task Role_MovedBeforeOneThatAllows_Decides()
    {
        const string run = """
            "selectors": [{"matchAllSelectorDefinition": {"actions": [{"activity": "Run", "entity": "Job"}]}}]
            """;
        await using var server = await TenantServer.StartAsync("lusid-scheduler", """
            [{"policy": {"code": "yes", "grant": "Allow", RUN}}, {"policy": {"code": "no", "grant": "Deny", RUN}},
             {"role": {"code": "a", "rank": 1, "resource": {"policyIdRoleResource": {"policies": [{"code": "yes"}]}}}},
             {"role": {"code": "b", "rank": 2, "resource": {"policyIdRoleResource": {"policies": [{"code": "no"}]}}}}, {"user": {"id": "ann", "roles": ["a", "b"]}}]
            """.Replace("RUN", run));
        Assert.True(await server.MayAsync("user:ann", "Run", "Job:a/b"));
        await server.RequireAsync(
            HttpStatusCode.OK, "PUT", Path + "/b?beforeCode=a", """{"resource": {"policyIdRoleResource": {"policies": [{"code": "no"}]}}}""");
        Assert.False(await server.MayAsync("user:ann", "Run", "Job:a/b"));
    }

    [Theory]
    [InlineData("beforeCode=b&afterCode=c", HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument)]
    [InlineData("beforeCode=a", HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument)]
    [InlineData("afterCode=none", HttpStatusCode.NotFound, ErrorCodes.NotFound)]
    [InlineData("afterCode=b&afterScope=desk", HttpStatusCode.NotFound, ErrorCodes.NotFound)]
    public async Task Role_MovedToWhereItCannotBe_StaysWhereItWas(string query, HttpStatusCode status, string code)
    {
        await using var server = await TenantServer.StartAsync("lusid-scheduler", Steps);
        var revision = await server.RevisionAsync();
        (await server.SendAsync("PUT", $"{Path}/a?{query}", "{}")).RequireError(status, code);
        Assert.Equal(revision, await server.RevisionAsync());
    }
}
