using System.Net;

namespace OrleansAcl.Api.Tests.Systems;

/// <summary>Where the systems' own interfaces are, and for whom.</summary>
public sealed class SystemPathTests
{
    private const string ObjectPolicy = "/api/v1.2/object_policy/policy?source_id=1&source_type=scheduler";

    [Theory]
    [InlineData("qubole-scheduler", ObjectPolicy)]
    [InlineData("qubole-scheduler", "/api/v1.2/roles")]
    [InlineData("lusid-scheduler", "/access/api/policies")]
    [InlineData("lusid-scheduler", "/access/api/policycollections")]
    [InlineData("lusid-scheduler", "/access/api/roles")]
    [InlineData("lusid-scheduler", "/access/api/userroles")]
    [InlineData("actian-dataconnect", "/api/access-policies")]
    [InlineData("apolo", "/api/v1/users/default:admin")]
    [InlineData("slc-hub", "/api/rbac/roles")]
    [InlineData("slc-hub", "/api/rbac/roleBindings")]
    [InlineData("slc-hub", "/api/namespaces")]
    [InlineData("slc-hub", "/api/auth/groups")]
    public async Task Path_OfTheModel_IsServedForTheDefaultTenantAtTheRootToo(string model, string path)
    {
        await using var server = await TenantServer.StartAsync(
            model, model == "qubole-scheduler" ? """[{"resource": {"id": "scheduler:1"}}]""" : "[]", tenant: "default");
        Assert.Equal(HttpStatusCode.OK, (await server.SendRootAsync("GET", path)).Status);
        Assert.Equal(HttpStatusCode.OK, (await server.SendRootAsync("GET", "/tenants/default" + path)).Status);
    }

    [Theory]
    [InlineData("apolo", ObjectPolicy)]
    [InlineData("apolo", "/api/v1.2/roles")]
    [InlineData("slc-hub", "/api/v1.2/roles")]
    [InlineData("lusid-scheduler", "/api/v1.2/roles")]
    [InlineData("actian-dataconnect", "/access/api/policies")]
    [InlineData("slc-hub", "/access/api/roles")]
    [InlineData("qubole-scheduler", "/access/api/roles")]
    [InlineData("lusid-scheduler", "/api/access-policies")]
    [InlineData("qubole-scheduler", "/api/access-policies")]
    [InlineData("slc-hub", "/api/v1/users/bob")]
    [InlineData("apolo", "/api/rbac/roles")]
    [InlineData("apolo", "/api/rbac/roleBindings")]
    [InlineData("apolo", "/api/namespaces")]
    [InlineData("apolo", "/api/auth/groups")]
    public async Task Path_OfAnotherModel_IsNotFound(string model, string path)
    {
        await using var server = await TenantServer.StartAsync(model);
        var answer = await server.SendAsync("GET", path);
        Assert.Equal((HttpStatusCode.NotFound, ErrorCodes.NotFound), (answer.Status, Code(answer)));
        Assert.Contains(model, answer.Text);
    }

    [Theory]
    [InlineData(ObjectPolicy)]
    [InlineData("/api/v1.2/roles")]
    [InlineData("/access/api/policies")]
    [InlineData("/access/api/me")]
    [InlineData("/api/access-policies")]
    [InlineData("/api/v1/users/bob")]
    [InlineData("/api/namespaces")]
    public async Task Path_OfAnUnknownTenant_IsUnknownTenant(string path)
    {
        await using var server = await TenantServer.StartAsync("apolo");
        var isPost = path.EndsWith("/me");
        var answer = await server.SendRootAsync(isPost ? "POST" : "GET", "/tenants/nobody" + path, isPost ? "{}" : null);
        Assert.Equal((HttpStatusCode.NotFound, ErrorCodes.UnknownTenant), (answer.Status, Code(answer)));
    }

    [Theory]
    [InlineData("qubole-scheduler", "PUT", "/api/v1.2/object_policy/policy")]
    [InlineData("qubole-scheduler", "POST", "/api/v1.2/roles")]
    [InlineData("lusid-scheduler", "POST", "/access/api/policies")]
    [InlineData("lusid-scheduler", "PUT", "/access/api/policycollections/c")]
    [InlineData("lusid-scheduler", "POST", "/access/api/roles")]
    [InlineData("lusid-scheduler", "POST", "/access/api/me")]
    [InlineData("actian-dataconnect", "POST", "/api/access-policies")]
    [InlineData("apolo", "POST", "/api/v1/users")]
    [InlineData("slc-hub", "POST", "/api/rbac/roles")]
    public async Task Body_ThatIsNoJsonOrSaysItIsNone_IsInvalid(string model, string method, string path)
    {
        await using var server = await TenantServer.StartAsync(model);
        var revision = await server.RevisionAsync();
        const string json = "application/json";
        foreach (var (body, type) in new (string, string)[] { ("{", json), ("", json), ("[]", json), ("{}", "text/plain") })
        {
            var answer = await server.SendAsync(method, path, body, type: type);
            Assert.Equal((body, HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument), (body, answer.Status, Code(answer)));
        }

        Assert.Equal(revision, await server.RevisionAsync());
    }

    [Theory]
    [InlineData("qubole-scheduler", "/api/v1.2/roles")]
    [InlineData("lusid-scheduler", "/access/api/policies")]
    [InlineData("actian-dataconnect", "/api/access-policies")]
    [InlineData("apolo", "/api/v1/users/1/permissions")]
    [InlineData("slc-hub", "/api/rbac/roles")]
    public async Task Answer_SaysItsRevision_AndIsNoOlderThanDemanded(string model, string path)
    {
        await using var server = await TenantServer.StartAsync(model, """[{"user": {"id": "1"}}]""");
        var answer = await server.SendAsync("GET", path + "?at_least_as_fresh=1");
        Assert.Equal((HttpStatusCode.OK, "1"), (answer.Status, Assert.Single(answer.Response.Headers.GetValues("Acl-Revision"))));
        var refused = await server.SendAsync("GET", path + "?at_least_as_fresh=9");
        Assert.Equal((HttpStatusCode.Conflict, ErrorCodes.RevisionNotReached), (refused.Status, Code(refused)));
    }

    /// <summary>The stable code, which LUSID's errors have as their name.</summary>
    private static string? Code(HttpAnswer answer) => (answer.Body["name"] ?? answer.Body["code"])?.Text;
}
