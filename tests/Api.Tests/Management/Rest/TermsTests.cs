using System.Net;

namespace OrleansAcl.Api.Tests.Management.Rest;

/// <summary>Members, bindings and grants that count for a time or under a condition: put, posted, read and taken away.</summary>
public sealed class TermsTests(RestServer server) : IClassFixture<RestServer>
{
    private const string From = "2026-03-01T00:00:00Z";
    private const string Until = "2026-03-09T00:00:00Z";

    [Fact]
    public async Task Put_OfAMember_HasTheTimesOfTheBody()
    {
        const string path = "groups/g/members/user%3Aann";
        var tenant = await server.TenantAsync("slc-hub", """{"group": {"id": "g"}}""");
        var put = await tenant.PutAsync(path, $$"""{"until": "{{Until}}"}""");
        Assert.Equal((HttpStatusCode.Created, $$"""{"group":"group:g","member":"user:ann","until":"{{Until}}"}"""), (put.Status, put.Text));
        Assert.Equal(put.Text, (await tenant.GetAsync(path)).Text);
        Assert.Equal(put.Head("ETag"), (await tenant.PutAsync(path, put.Text)).Head("ETag"));
        Assert.Equal("""{"group":"group:g","member":"user:ann"}""", (await tenant.PutAsync(path, null)).Text);
        Assert.Contains("until", (await tenant.PutAsync(path, """{"until": "soon"}""")).RequireProblem(HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument)["place"]?.Text);
        Assert.Contains("when", (await tenant.PutAsync(path, """{"when": "context.mfa"}""")).RequireProblem(HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument)["place"]?.Text);
    }

    [Fact]
    public async Task Put_OfABinding_HasTheTermsOfTheBody()
    {
        var tenant = await server.TenantAsync("slc-hub", """{"role": {"name": "r"}}""");
        var posted = await tenant.PostAsync("bindings", $$"""{"role": "r", "to": ["user:ann"], "from": "{{From}}", "until": "{{Until}}", "when": "context.mfa"}""");
        var path = posted.Head("Location")!;
        Assert.Equal($$"""{"role":"r","to":["user:ann"],"from":"{{From}}","until":"{{Until}}","when":"context.mfa"}""", (await tenant.GetAsync(path)).Text);
        Assert.Equal(HttpStatusCode.OK, (await tenant.PutAsync(path, """{"role": "r", "to": ["user:ann"]}""")).Status);
        Assert.Equal("""{"role":"r","to":["user:ann"]}""", (await tenant.GetAsync(path)).Text);
        Assert.Contains("when", (await tenant.PutAsync(path, """{"role": "r", "to": ["user:ann"], "when": "context.mfa &&"}""")).RequireProblem(HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument)["place"]?.Text);
    }

    [Fact]
    public async Task Grant_OfALevelForATime_IsReadAndTakenAwayBesideTheOneForGood()
    {
        var tenant = await server.TenantAsync("apolo");
        var forGood = await tenant.PostAsync("grants", """{"resource": "storage://c/o", "to": "user:bob", "level": "read"}""");
        var temporary = await tenant.PostAsync("grants", $$"""{"resource": "storage://c/o", "to": "user:bob", "level": "write", "until": "{{Until}}"}""");
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (forGood.Status, temporary.Status));
        var (good, other) = (forGood.Head("Location")!, temporary.Head("Location")!);
        Assert.Equal("""{"resource":"storage://c/o","to":"user:bob","level":"read"}""", (await tenant.GetAsync(good)).Text);
        Assert.Equal($$"""{"resource":"storage://c/o","to":"user:bob","level":"write","until":"{{Until}}"}""", (await tenant.GetAsync(other)).Text);
        Assert.Equal(2, (await tenant.GetAsync("grants?subject=user%3Abob")).Body["items"]!.Items.Count);
        (await tenant.PutAsync(good, temporary.Text)).RequireProblem(HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument);
        Assert.Equal(temporary.Head("ETag"), (await tenant.PutAsync(other, temporary.Text)).Head("ETag"));
        Assert.Equal(HttpStatusCode.NoContent, (await tenant.DeleteAsync(other)).Status);
        (await tenant.GetAsync(other)).RequireProblem(HttpStatusCode.NotFound, ErrorCodes.NotFound);
        Assert.Equal(HttpStatusCode.OK, (await tenant.GetAsync(good)).Status);
        (await tenant.GetAsync($"grants/{RestCase.Tied("""["storage://c/o","user:bob","for ever"]""")}")).RequireProblem(HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument);
    }
}
