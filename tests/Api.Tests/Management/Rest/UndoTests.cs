using System.Net;

namespace OrleansAcl.Api.Tests.Management.Rest;

/// <summary>A change undone in one call.</summary>
public sealed class UndoTests(RestServer server) : IClassFixture<RestServer>
{
    private Task<RestTenant> TenantAsync() => server.TenantAsync(
        "qubole-scheduler", """{"resource": {"id": "scheduler:1", "owner": "user:ann"}}""", """{"group": {"id": "g", "members": ["user:ann", "user:bob"]}}""");

    private static async Task<long> NewestAsync(RestTenant tenant) => (await tenant.GetAsync("changes?limit=1000")).Body["revision"]!.AsInteger();

    [Fact]
    public async Task Undo_PutsBackAndSaysHow()
    {
        var tenant = await TenantAsync();
        await tenant.PostAsync("apply", """{"steps": [{"members": {"group": "g", "remove": ["user:bob"]}}, {"resource": {"id": "scheduler:1", "owner": "user:bob"}}]}""");
        var revision = await NewestAsync(tenant);

        var dry = await tenant.PostAsync($"changes/{revision}/undo?dry_run=true", null);
        Assert.Equal((HttpStatusCode.OK, "true", "true"), (dry.Status, dry.Body["possible"]!.Text, dry.Body["dry_run"]!.Text));
        Assert.Equal(
            ["""{"resource":{"id":"scheduler:1","owner":"user:ann"}}""", """{"members":{"group":"g","add":[{"member":"user:bob"}]}}"""],
            dry.Body["steps"]!.Items.Select(s => s.ToString()));
        Assert.Equal(revision, await NewestAsync(tenant));

        var done = await tenant.PostAsync($"changes/{revision}/undo", $$"""{"reason": "oops", "digest": "{{dry.Body["digest"]!.Text}}"}""");
        Assert.Equal((HttpStatusCode.OK, $"{revision + 1}"), (done.Status, done.Body["revision"]!.Text));
        Assert.Equal("""{"id":"scheduler:1","owner":"user:ann"}""", (await tenant.GetAsync("resources/scheduler%3A1")).Text);
        Assert.Equal("oops", (await tenant.GetAsync("changes?limit=1000")).Body["changes"]!.Items[^1]["reason"]!.Text);
    }

    [Fact]
    public async Task Undo_OfWhatIsNotInTheLog_Is409WithTheReasonOfEachObject()
    {
        var tenant = await TenantAsync();
        await tenant.PostAsync("apply", """{"steps": [{"delete": "group:g"}]}""");
        var revision = await NewestAsync(tenant);

        var refused = await tenant.PostAsync($"changes/{revision}/undo", null);
        refused.RequireProblem(HttpStatusCode.Conflict, ErrorCodes.NotUndoable);
        Assert.Contains("is not in the change log", refused.Body["objects"]!.Items.Single(o => o["kind"]!.Text == "group")["refusal"]!.Text, StringComparison.Ordinal);
        var dry = await tenant.PostAsync($"changes/{revision}/undo", """{"dry_run": true}""");
        Assert.Equal((HttpStatusCode.OK, "false"), (dry.Status, dry.Body["possible"]!.Text));
        Assert.Equal(revision, await NewestAsync(tenant));
    }

    [Theory]
    [InlineData("changes/one/undo", null, HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument)]
    [InlineData("changes/-1/undo", null, HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument)]
    [InlineData("changes/1/undo", """{"why": "x"}""", HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument)]
    [InlineData("changes/1/undo", """{"digest": "x"}""", HttpStatusCode.PreconditionFailed, ErrorCodes.PreconditionFailed)]
    [InlineData("changes/0/undo", null, HttpStatusCode.NotFound, ErrorCodes.NotFound)]
    public async Task Undo_Malformed_IsRefused(string path, string? body, HttpStatusCode status, string code) =>
        (await (await TenantAsync()).PostAsync(path, body)).RequireProblem(status, code);
}
