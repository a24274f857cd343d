using System.Net;

namespace OrleansAcl.Api.Tests.Management.Rest;

/// <summary>Where nothing is mapped, and methods nothing is done with.</summary>
public sealed class UnroutedTests(RestServer server) : IClassFixture<RestServer>
{
    [Theory]
    [InlineData("nothing")]
    [InlineData("groups/a/b/c")]
    [InlineData("subjects/user%3Aann")]
    [InlineData("/tenants/acme/v2/users")]
    [InlineData("/tenants/acme/nothing")]
    public async Task Path_ThatIsNone_IsNotFound(string path)
    {
        var tenant = await server.TenantAsync("qubole-scheduler");
        foreach (var method in new[] { "GET", "PUT", "POST", "DELETE", "PATCH" })
            (await tenant.SendAsync(method, path, null)).RequireProblem(HttpStatusCode.NotFound, ErrorCodes.NotFound);
    }

    [Theory]
    [InlineData("PATCH", "users/ann", "DELETE, GET, PUT")]
    [InlineData("POST", "users", "GET")]
    [InlineData("PUT", "users/", "GET")]
    [InlineData("PUT", "groups/g/members", "GET")]
    [InlineData("PUT", "bindings", "GET, POST")]
    [InlineData("POST", "resources/storage://a//b", "DELETE, GET, PUT")]
    [InlineData("GET", "check", "POST")]
    [InlineData("POST", "/tenants", "GET")]
    [InlineData("POST", "/tenants/acme", "DELETE, GET, PUT")]
    public async Task Method_ThatDoesNothing_Is405AndNamesThoseThatDo(string method, string path, string allowed)
    {
        var tenant = await server.TenantAsync("qubole-scheduler");
        var answer = await tenant.SendAsync(method, path, null);
        answer.RequireProblem(HttpStatusCode.MethodNotAllowed, ErrorCodes.MethodNotAllowed);
        Assert.Equal(allowed, answer.Head("Allow"));
    }
}
