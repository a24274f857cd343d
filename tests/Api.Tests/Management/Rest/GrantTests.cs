using System.Net;

namespace OrleansAcl.Api.Tests.Management.Rest;

/// <summary>Bindings and grants that are posted, and those that change something else than an object of their own.</summary>
public sealed class GrantTests(RestServer server) : IClassFixture<RestServer>
{
    [Fact]
    public async Task Post_OfABinding_SaysWhereItIs()
    {
        var tenant = await server.TenantAsync("slc-hub", """{"role": {"name": "r"}}""");
        var posted = await tenant.PostAsync("bindings", """{"role": "r", "to": ["user:ann"]}""");
        Assert.Equal(HttpStatusCode.Created, posted.Status);
        Assert.Equal("""{"role":"r","to":["user:ann"]}""", (await tenant.GetAsync(posted.Head("Location")!)).Text);
        Assert.Equal(HttpStatusCode.OK, (await tenant.PostAsync("bindings", """{"role": "r", "to": ["user:ann"]}""")).Status);
        (await tenant.PostAsync("bindings", """{"role": "none", "to": ["user:ann"]}""")).RequireProblem(HttpStatusCode.NotFound, ErrorCodes.NotFound);
    }

    [Theory]
    [InlineData("""{"role": "r", "to": []}""")]
    [InlineData("""{"role": "r", "to": ["user:ann", "user:bob"]}""")]
    [InlineData("""{"role": "r", "policy": "p", "to": ["user:ann"]}""")]
    [InlineData("""{"to": ["user:ann"]}""")]
    public async Task Post_OfAMalformedBinding_Is400(string body)
    {
        var tenant = await server.TenantAsync("slc-hub", """{"role": {"name": "r"}}""");
        (await tenant.PostAsync("bindings", body)).RequireProblem(HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument);
    }

    [Fact]
    public async Task Post_OfALevel_InAShortForm_SaysWhereItIs()
    {
        var tenant = await server.TenantAsync("apolo");
        var posted = await tenant.PostAsync("grants", """{"resource": "storage://c/o/p/x/", "to": "user:bob", "level": "write"}""");
        Assert.Equal((HttpStatusCode.Created, """{"resource":"storage://c/o/p/x","to":"user:bob","level":"write"}"""), (posted.Status, posted.Text));
        Assert.Equal(posted.Text, (await tenant.GetAsync(posted.Head("Location")!)).Text);
        Assert.Equal(HttpStatusCode.NoContent, (await tenant.DeleteAsync(posted.Head("Location")!)).Status);
    }

    [Fact]
    public async Task Grant_OfARoleInAModelOfLevels_IsFoundAmongGrants()
    {
        var tenant = await server.TenantAsync("apolo", """{"role": {"name": "ann/roles/r"}}""");
        Assert.Equal(HttpStatusCode.NoContent, (await tenant.PostAsync("bindings", """{"role": "ann/roles/r", "to": ["user:bob"]}""")).Status);
        var grant = Assert.Single((await tenant.GetAsync("grants?subject=user%3Abob")).Body["items"]!.Items);
        Assert.Equal("role://ann/roles/r", grant["document"]!["resource"]!.Text);
        Assert.Empty((await tenant.GetAsync("bindings")).Body["items"]!.Items);
    }

    [Fact]
    public async Task Grant_OfEntries_IsFoundInTheAccessList()
    {
        const string model = "model: m\ntypes:\n  job: {actions: [view, run]}\nacl: {}\ngrants: acl\nladder:\n  - acl: {}\n";
        var name = TenantId.Parse("entries");
        await server.Service.PutTenantAsync(name, new() { ModelFile = model }, TestContext.Current.CancellationToken);
        var tenant = await server.TenantAsync("apolo");
        const string root = "/tenants/entries/v1/";
        Assert.Equal(HttpStatusCode.NoContent, (await tenant.PostAsync(root + "grants", """{"resource": "job:1", "to": "user:bob", "actions": ["view", "run"]}""")).Status);
        var path = $"{root}grants/{RestCase.Tied("""["job:1","user:bob"]""")}";
        (await tenant.GetAsync(path)).RequireProblem(HttpStatusCode.NotFound, ErrorCodes.NotFound);
        Assert.Equal(HttpStatusCode.NoContent, (await tenant.DeleteAsync(path + "?action=run")).Status);
        Assert.Equal(
            """{"resource":"job:1","entries":[{"subject":"user:bob","effect":"allow","actions":["view"]}]}""",
            (await tenant.GetAsync(root + "acl/job%3A1")).Text);
        (await tenant.DeleteAsync(path + "?action=run")).RequireProblem(HttpStatusCode.NotFound, ErrorCodes.NotFound);
        (await tenant.DeleteAsync(path)).RequireProblem(HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument);
    }
}
