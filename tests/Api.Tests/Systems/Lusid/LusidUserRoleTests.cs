using System.Net;

namespace OrleansAcl.Api.Tests.Systems.Lusid;

public sealed class LusidUserRoleTests
{
    private const string Path = "/access/api/userroles";

    private const string Steps = """
        [{"policy": {"code": "p", "grant": "Allow", "selectors": [{"matchAllSelectorDefinition": {"actions": [{"activity": "Run", "entity": "Job"}]}}]}},
         {"policy_collection": {"code": "c", "policies": [{"code": "p"}]}}, {"user": {"id": "ann"}}, {"role": {"code": "other"}}]
        """;

    private static Task<TenantServer> StartAsync() => TenantServer.StartAsync("lusid-scheduler", Steps);

    private static Task<bool> MayRunAsync(TenantServer server, string user = "user:ann") => server.MayAsync(user, "Run", "Job:a/b");

    private static string Answered(string lists) =>
        $$$"""{"resource":{"policyIdRoleResource":{{{lists}}}},"id":{"scope":"default","code":"user-role-ann"},"links":[]}""";

    [Fact]
    public async Task UserRole_Created_DecidesForItsUserAloneUntilItIsDeleted()
    {
        await using var server = await StartAsync();
        var answer = Answered("""{"policies":[{"code":"p"}]}""");
        const string body = """{"userId": "ann", "resource": {"policies": [{"code": "p"}]}}""";
        Assert.Equal(answer, (await server.RequireAsync(HttpStatusCode.OK, "POST", Path, body)).ToString());
        Assert.Equal(answer, (await server.RequireAsync(HttpStatusCode.OK, "GET", Path + "/ann")).ToString());
        Assert.Equal($$"""{"values":[{{answer}}],"links":[]}""", (await server.RequireAsync(HttpStatusCode.OK, "GET", Path)).ToString());
        Assert.True(await MayRunAsync(server));
        Assert.False(await MayRunAsync(server, "user:bob"));
        await server.RequireAsync(HttpStatusCode.NoContent, "DELETE", Path + "/ann");
        Assert.False(await MayRunAsync(server));
        (await server.SendAsync("GET", Path + "/ann")).RequireError(HttpStatusCode.NotFound, ErrorCodes.NotFound);
    }

    [Fact]
    public async Task UserRole_IsNotAmongTheRoles()
    {
        await using var server = await StartAsync();
        await server.RequireAsync(HttpStatusCode.OK, "POST", Path, """{"userId": "ann", "resource": {}}""");
        var roles = (await server.RequireAsync(HttpStatusCode.OK, "GET", "/access/api/roles")).AsList();
        Assert.Equal(["other"], roles.Select(role => role.At("id", "code")?.Text));
    }

    [Fact]
    public async Task UserRole_UpdatedAddedToAndTakenFrom_HoldsWhatItShould()
    {
        await using var server = await StartAsync();
        await server.RequireAsync(HttpStatusCode.OK, "POST", Path, """{"userId": "ann", "resource": {}}""");
        Assert.False(await MayRunAsync(server));
        await server.RequireAsync(HttpStatusCode.OK, "POST", Path + "/ann/policies", """{"policies": [{"code": "p"}]}""");
        Assert.True(await MayRunAsync(server));
        await server.RequireAsync(HttpStatusCode.NoContent, "DELETE", Path + "/ann/policies/default/p");
        Assert.False(await MayRunAsync(server));
        await server.RequireAsync(HttpStatusCode.OK, "POST", Path + "/ann/policycollections", """{"policyCollections": [{"code": "c"}]}""");
        Assert.True(await MayRunAsync(server));
        await server.RequireAsync(HttpStatusCode.NoContent, "DELETE", Path + "/ann/policycollections/default/c");
        Assert.False(await MayRunAsync(server));
        var updated = await server.RequireAsync(HttpStatusCode.OK, "POST", Path + "/ann/update", """{"resource": {"policies": [{"code": "p"}]}}""");
        Assert.Equal(Answered("""{"policies":[{"code":"p"}]}"""), updated.ToString());
        Assert.True(await MayRunAsync(server));
    }

    [Fact]
    public async Task UserRole_MadeTwice_IsRefused()
    {
        await using var server = await StartAsync();
        await server.RequireAsync(HttpStatusCode.OK, "POST", Path, """{"userId": "ann", "resource": {}}""");
        (await server.SendAsync("POST", Path, """{"userId": "ann", "resource": {}}"""))
            .RequireError(HttpStatusCode.PreconditionFailed, ErrorCodes.PreconditionFailed);
    }

    [Theory]
    [InlineData("", """{"userId": "", "resource": {}}""", HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument)]
    [InlineData("", """{"userId": "ann"}""", HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument)]
    [InlineData("", """{"userId": "ann", "resource": {"policyIdRoleResource": {}}}""", HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument)]
    [InlineData("", """{"userId": "ann", "resource": [], "more": 1}""", HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument)]
    [InlineData("/bob/update", """{"resource": {}}""", HttpStatusCode.NotFound, ErrorCodes.NotFound)]
    [InlineData("/bob/policies", """{"policies": []}""", HttpStatusCode.NotFound, ErrorCodes.NotFound)]
    [InlineData("/bob/policies", """{"policyCollections": []}""", HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument)]
    public async Task UserRole_MalformedOrNotThere_IsRefused(string path, string body, HttpStatusCode status, string code)
    {
        await using var server = await StartAsync();
        var revision = await server.RevisionAsync();
        (await server.SendAsync("POST", Path + path, body)).RequireError(status, code);
        Assert.Equal(revision, await server.RevisionAsync());
    }
}
