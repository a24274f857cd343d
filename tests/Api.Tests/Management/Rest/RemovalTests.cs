using System.Net;

namespace OrleansAcl.Api.Tests.Management.Rest;

/// <summary>A subject taken out of everything in one call.</summary>
public sealed class RemovalTests(RestServer server) : IClassFixture<RestServer>
{
    private const string Path = "subjects/user%3Aann/remove";
    private const string All = """{"memberships":1,"members":0,"bindings":0,"grants":0,"entries":1,"owned":1}""";

    private Task<RestTenant> TenantAsync() => server.TenantAsync(
        "qubole-scheduler", """{"group": {"id": "g", "members": ["user:ann", "user:bob"]}}""", """{"resource": {"id": "scheduler:1", "owner": "user:ann"}}""",
        """{"acl": {"resource": "scheduler:1", "entries": [{"subject": "user:ann", "effect": "allow", "actions": ["read"]}]}}""");

    [Fact]
    public async Task Remove_SaysHowMuchWentAndLeavesNothing()
    {
        var tenant = await TenantAsync();
        var answer = await tenant.PostAsync(Path, """{"reason": "left"}""");
        Assert.Equal((HttpStatusCode.OK, All, "false"), (answer.Status, answer.Body["removal"]!.ToString(), answer.Body["dry_run"]!.Text));
        Assert.Equal(answer.Body["revision"]!.Text, answer.Head("Acl-Revision"));
        Assert.Equal("""{"id":"scheduler:1"}""", (await tenant.GetAsync("resources/scheduler%3A1")).Text);
        Assert.Equal("""{"resource":"scheduler:1","entries":[]}""", (await tenant.GetAsync("acl/scheduler%3A1")).Text);
        Assert.Equal("groups/g/members/user%3Abob", Assert.Single((await tenant.GetAsync("groups/g/members")).Body["items"]!.Items)["path"]!.Text);
        (await tenant.PostAsync(Path, null)).RequireProblem(HttpStatusCode.NotFound, ErrorCodes.NotFound);
        var change = (await tenant.GetAsync("changes?limit=1000")).Body["changes"]!.Items[^1];
        Assert.Equal("left", change["reason"]?.Text);
    }

    [Theory]
    [InlineData("", """{"dry_run": true}""")]
    [InlineData("?dry_run=true", null)]
    public async Task Remove_Dry_SaysTheSameAndTakesNothing(string query, string? body)
    {
        var tenant = await TenantAsync();
        var before = (await tenant.GetAsync("resources")).Text;
        var answer = await tenant.PostAsync(Path + query, body);
        Assert.Equal((All, "true"), (answer.Body["removal"]!.ToString(), answer.Body["dry_run"]!.Text));
        Assert.Equal(before, (await tenant.GetAsync("resources")).Text);
    }

    [Fact]
    public async Task Remove_SentAgainWithItsKey_SaysTheSame()
    {
        var tenant = await TenantAsync();
        var first = await tenant.PostAsync(Path, null, ("Idempotency-Key", "k"));
        var again = await tenant.PostAsync(Path, null, ("Idempotency-Key", "k"));
        Assert.Equal((HttpStatusCode.OK, first.Text, "true"), (again.Status, again.Text, again.Head("Idempotent-Replayed")));
    }

    [Theory]
    [InlineData("subjects/ann/remove", null)]
    [InlineData("subjects/role%3Aann/remove", null)]
    [InlineData(Path, """{"dryrun": true}""")]
    [InlineData(Path, """{"dry_run": "yes"}""")]
    public async Task Remove_Malformed_Is400(string path, string? body)
    {
        var tenant = await TenantAsync();
        (await tenant.PostAsync(path, body)).RequireProblem(HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument);
    }
}
