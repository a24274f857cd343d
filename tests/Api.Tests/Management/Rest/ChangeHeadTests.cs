using System.Net;

namespace OrleansAcl.Api.Tests.Management.Rest;

/// <summary>What a change says beside its document, and what it is told beside the answer.</summary>
public sealed class ChangeHeadTests(RestServer server) : IClassFixture<RestServer>
{
    [Fact]
    public async Task Reason_InTheHead_IsInTheChangeLog()
    {
        var tenant = await server.TenantAsync("qubole-scheduler");
        await tenant.PutAsync("users/ann", "{}", ("Acl-Reason", "ticket 7"));
        await tenant.DeleteAsync("users/ann", ("Acl-Reason", "ticket 8"));
        await tenant.PostAsync("apply", """{"steps": [{"user": {"id": "eve"}}], "reason": "ticket 9"}""");
        Assert.Equal(["ticket 7", "ticket 8", "ticket 9"], (await tenant.GetAsync("changes?since=0")).Body["changes"]!.Items.Select(c => c["reason"]?.Text));
        var tooLong = new string('x', AclLimits.ReasonCharacters + 1);
        (await tenant.PutAsync("users/ann", "{}", ("Acl-Reason", tooLong))).RequireProblem(HttpStatusCode.BadRequest, ErrorCodes.LimitExceeded);
    }

    [Fact]
    public async Task Apply_DryByItsQuery_ChangesNothing()
    {
        var tenant = await server.TenantAsync("qubole-scheduler");
        Assert.Equal("true", (await tenant.PostAsync("apply?dry_run=true", """{"steps": [{"user": {"id": "eve"}}]}""")).Body["dry_run"]?.Text);
        Assert.Empty((await tenant.GetAsync("users")).Body["items"]!.Items);
    }

    [Theory]
    [InlineData("If-Match", "abc")]
    [InlineData("If-Match", "\"abc")]
    [InlineData("If-Match", "")]
    [InlineData("If-None-Match", "\"abc\"")]
    public async Task Condition_ThatIsNone_Is400NamingTheHeader(string name, string value)
    {
        var tenant = await server.TenantAsync("qubole-scheduler");
        var problem = (await tenant.PutAsync("users/ann", "{}", (name, value))).RequireProblem(HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument);
        Assert.Equal(name, problem["place"]?.Text);
    }

    [Fact]
    public async Task Warning_OfADocument_IsInTheHead()
    {
        var tenant = await server.TenantAsync("apolo");
        var path = $"grants/{RestCase.Tied("""["storage://c/o/p/x","user:bob"]""")}";
        await tenant.PutAsync(path, """{"resource": "storage://c/o/p/x", "to": "user:bob", "level": "write"}""");
        var lower = await tenant.PutAsync(path, """{"resource": "storage://c/o/p/x", "to": "user:bob", "level": "read"}""");
        Assert.Equal((HttpStatusCode.OK, "write"), (lower.Status, lower.Body["level"]?.Text));
        Assert.Equal("user:bob has a higher permission already", lower.Head("Acl-Warning"));
    }

    [Fact]
    public async Task Warnings_OfALargeDocument_AreTheFirstOnes()
    {
        var tenant = await server.TenantAsync("actian-dataconnect");
        const string permission = """{"resourceType": "ghosts", "allowed": ["*"], "resourceIds": []}""";
        var answer = await tenant.PutAsync("policies/p", $$"""{"name": "p", "permissions": [{{string.Join(',', Enumerable.Repeat(permission, 50))}}]}""");
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        var warnings = answer.Response.Headers.GetValues("Acl-Warning").ToList();
        Assert.Equal((11, "and 40 more"), (warnings.Count, warnings[^1]));
        Assert.StartsWith("permissions[0].resourceType", warnings[0]);
    }

    [Fact]
    public async Task Refusal_OfADocument_NamesTheFieldInIt()
    {
        var tenant = await server.TenantAsync("qubole-scheduler");
        var problem = (await tenant.PutAsync("acl/scheduler%3A1", """{"entries": [{"subject": "user:ann", "effect": "maybe", "actions": []}]}"""))
            .RequireProblem(HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument);
        Assert.StartsWith("entries[0].effect", problem["place"]?.Text);
    }

    [Fact]
    public async Task Location_WithALyingHost_IsAPathAlone()
    {
        var tenant = await server.TenantAsync("qubole-scheduler");
        var answer = await tenant.PutAsync("users/ann", "{}", ("Host", "evil.example"));
        Assert.Equal(tenant.Root + "users/ann", answer.Head("Location"));
    }
}
