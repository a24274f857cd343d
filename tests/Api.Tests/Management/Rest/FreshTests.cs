using System.Net;

namespace OrleansAcl.Api.Tests.Management.Rest;

/// <summary>Every answer says of which revision it is, and every question may demand one.</summary>
public sealed class FreshTests(RestServer server) : IClassFixture<RestServer>
{
    private const string Evaluation =
        """{"subject": {"type": "user", "id": "ann"}, "action": {"name": "read"}, "resource": {"type": "scheduler", "id": "1"}}""";

    private const string Check = """{"subject": "user:ann", "action": "read", "resource": "scheduler:1"}""";

    /// <summary>Questions of every sort: how they are asked, and of what.</summary>
    public static TheoryData<string, string, string?> Questions => new()
    {
        { "GET", "users", null },
        { "GET", "users/ann", null },
        { "GET", "groups/g/members", null },
        { "GET", "objects/user?id=ann", null },
        { "GET", "changes", null },
        { "GET", "export", null },
        { "POST", "objects", """{"kind": "user"}""" },
        { "POST", "check", Check },
        { "POST", "check-many", $$"""{"checks": [{{Check}}]}""" },
        { "POST", "explain", Check },
        { "POST", "list", """{"subject": "user:ann", "action": "read", "type": "scheduler"}""" },
        { "POST", "who", """{"action": "read", "resource": "scheduler:1"}""" },
        { "POST", "actions", """{"subject": "user:ann", "resource": "scheduler:1"}""" },
        { "POST", "../access/v1/evaluation", Evaluation },
        { "POST", "../access/v1/evaluations", $$"""{"evaluations": [{{Evaluation}}]}""" },
        { "POST", "../access/v1/search/subject", Evaluation },
        { "POST", "../access/v1/search/resource", Evaluation },
        { "POST", "../access/v1/search/action", Evaluation },
        { "POST", "../access/v1/search/action", Evaluation.Replace("scheduler", "spaceship") },
        { "GET", "..", null },
    };

    private async Task<RestTenant> TenantAsync() => await server.TenantAsync(
        "qubole-scheduler", """{"user": {"id": "ann"}}""", """{"group": {"id": "g", "members": []}}""");

    private static string From(RestTenant tenant, string path) => path == ".." ? $"/tenants/{tenant.Tenant}"
        : path.StartsWith("../", StringComparison.Ordinal) ? $"/tenants/{tenant.Tenant}/{path[3..]}" : path;

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Question_ThatDemandsARevision_IsAnsweredFromItOrRefused(string method, string path, string? body)
    {
        var tenant = await TenantAsync();
        path = From(tenant, path);
        var answer = await tenant.SendAsync(method, path, body, ("Acl-At-Least-As-Fresh", "1"));
        Assert.Equal((HttpStatusCode.OK, "1"), (answer.Status, answer.Head("Acl-Revision")));
        Assert.Equal(HttpStatusCode.Conflict, (await tenant.SendAsync(method, path, body, ("Acl-At-Least-As-Fresh", "2"))).Status);
        var asked = path + (path.Contains('?') ? "&" : "?") + "at_least_as_fresh=";
        Assert.Equal(HttpStatusCode.OK, (await tenant.SendAsync(method, asked + "1", body)).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await tenant.SendAsync(method, asked + "2", body, ("Acl-At-Least-As-Fresh", "1"))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await tenant.SendAsync(method, asked + "now", body)).Status);
    }

    [Fact]
    public async Task Revision_NotReached_HasItsCode()
    {
        var tenant = await TenantAsync();
        (await tenant.GetAsync("users/ann?at_least_as_fresh=9")).RequireProblem(HttpStatusCode.Conflict, ErrorCodes.RevisionNotReached);
        (await tenant.GetAsync("users/none?at_least_as_fresh=9")).RequireProblem(HttpStatusCode.Conflict, ErrorCodes.RevisionNotReached);
    }

    [Fact]
    public async Task Revision_OfAnAnswerThatThereIsNothing_IsTold()
    {
        var tenant = await TenantAsync();
        var answer = await tenant.GetAsync("users/none");
        answer.RequireProblem(HttpStatusCode.NotFound, ErrorCodes.NotFound);
        Assert.Equal("1", answer.Head("Acl-Revision"));
    }

    [Fact]
    public async Task Revision_OfAChange_IsTheOneItLedTo()
    {
        var tenant = await TenantAsync();
        Assert.Equal("2", (await tenant.PutAsync("users/bob", "{}")).Head("Acl-Revision"));
        Assert.Equal("3", (await tenant.DeleteAsync("users/bob")).Head("Acl-Revision"));
        Assert.Equal("3", (await tenant.DeleteAsync("users/bob")).Head("Acl-Revision"));
        Assert.Equal("4", (await tenant.PostAsync("apply", """{"steps": [{"user": {"id": "eve"}}]}""")).Head("Acl-Revision"));
    }

    [Fact]
    public async Task Revision_OfARefusalByWhatIsStored_IsTold()
    {
        var tenant = await TenantAsync();
        Assert.Equal("1", (await tenant.PutAsync("users/ann", "{}", ("If-None-Match", "*"))).Head("Acl-Revision"));
        await tenant.PutAsync("users/bob", "{}", ("Idempotency-Key", "k"));
        Assert.Equal("2", (await tenant.PutAsync("users/eve", "{}", ("Idempotency-Key", "k"))).Head("Acl-Revision"));
        Assert.Equal("2", (await tenant.PutAsync("users/eve", """{"colour": "red"}""")).Head("Acl-Revision"));
    }
}
