using System.Net;

namespace OrleansAcl.Api.Tests.Management.Rest;

/// <summary>GUARDED: what is changed object by object passes the model's own rule, and the change log says as whom it was made.</summary>
public sealed class GuardedTests(RestServer server) : IClassFixture<RestServer>
{
    private const string Acl = "acl/scheduler%3A1";
    private const string Shared = """{"entries": [{"subject": "user:bob", "effect": "allow", "actions": ["read"]}]}""";

    private static readonly (string, string) Ann = ("Acl-As", "user:ann");
    private static readonly (string, string) Bob = ("Acl-As", "user:bob");

    private Task<RestTenant> TenantAsync() => server.TenantAsync(
        "qubole-scheduler", """{"resource": {"id": "scheduler:1", "owner": "user:ann"}}""", """{"group": {"id": "g", "members": ["user:bob"]}}""");

    [Theory]
    [InlineData("PUT", Acl, Shared)]
    [InlineData("DELETE", "resources/scheduler%3A1", null)]
    [InlineData("PUT", "resources/scheduler%3A1", """{"owner": "user:bob"}""")]
    [InlineData("PUT", "users/bob", """{"admin": true}""")]
    [InlineData("PUT", "groups/g", """{"members": []}""")]
    [InlineData("PUT", "groups/system-admin/members/user%3Abob", null)]
    [InlineData("DELETE", "groups/g/members/user%3Abob", null)]
    [InlineData("POST", "subjects/user%3Aann/remove", null)]
    [InlineData("PUT", "roles/r", """{"name": "r", "policies": []}""")]
    public async Task Change_AsSomebodyWhoMayNot_Is403AndChangesNothing(string method, string path, string? body)
    {
        var tenant = await TenantAsync();
        var before = (await tenant.GetAsync("export")).Text;
        (await tenant.SendAsync(method, path, body, Bob)).RequireProblem(HttpStatusCode.Forbidden, ErrorCodes.Denied);
        (await tenant.SendAsync(method, path + "?dry_run=true", body, Bob)).RequireProblem(HttpStatusCode.Forbidden, ErrorCodes.Denied);
        Assert.Equal(before, (await tenant.GetAsync("export")).Text);
    }

    [Fact]
    public async Task Change_AsItsOwner_IsMadeAndLogged()
    {
        var tenant = await TenantAsync();
        var refused = await tenant.PutAsync(Acl, Shared, Bob);
        Assert.Equal("""["manage scheduler:1"]""", refused.Body["missing"]?.ToString());
        var made = await tenant.PutAsync(Acl, Shared, Ann, ("If-None-Match", "*"));
        Assert.Equal((HttpStatusCode.Created, "user:ann"), (made.Status, made.Body["by"]?.Text));
        var change = Assert.Single((await tenant.GetAsync("changes?since=1")).Body["changes"]!.Items);
        Assert.Equal("""["user:ann"]""", change["as"]?.ToString());
        (await tenant.PutAsync(Acl, Shared, Ann, ("If-None-Match", "*"))).RequireProblem(HttpStatusCode.PreconditionFailed, ErrorCodes.PreconditionFailed);
        Assert.Equal(HttpStatusCode.NoContent, (await tenant.DeleteAsync(Acl, Ann, ("If-Match", made.Head("ETag")!))).Status);
    }

    [Fact]
    public async Task Condition_OnWhatIsSoAlready_IsAskedOfIt()
    {
        var tenant = await server.TenantAsync(
            "qubole-scheduler", """{"group": {"id": "system-admin", "members": ["user:root"]}}""", """{"group": {"id": "g", "members": ["user:bob"]}}""");
        var root = ("Acl-As", "user:root");
        (await tenant.PutAsync("groups/g/members/user%3Abob", null, root, ("If-None-Match", "*")))
            .RequireProblem(HttpStatusCode.PreconditionFailed, ErrorCodes.PreconditionFailed);
        Assert.Equal(HttpStatusCode.OK, (await tenant.PutAsync("groups/g/members/user%3Abob", null, root, ("If-Match", "*"))).Status);
    }
}
