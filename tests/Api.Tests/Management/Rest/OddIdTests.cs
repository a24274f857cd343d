using System.Net;

namespace OrleansAcl.Api.Tests.Management.Rest;

/// <summary>Ids hold any character; a path names exactly one of them.</summary>
public sealed class OddIdTests(RestServer server) : IClassFixture<RestServer>
{
    public static TheoryData<string> Ids =>
    [
        "a/b", "a%2Fb", "a%252Fb/c", "a b+c", "a?b=c&d", "#a", "..", "../..", "a/./b", "/a", "a/", "//a//", "é😀", "\"a\"", "<a>\\", ":", "%", "%41", "a;b,c", "~*'()!",
    ];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Resource_WithAnOddId_IsFoundUnderItWhollyEscaped(string id)
    {
        var tenant = await server.TenantAsync("qubole-scheduler");
        var path = "resources/" + Uri.EscapeDataString("scheduler:" + id);
        var put = await tenant.PutAsync(path, """{"owner": "user:ann"}""");
        Assert.Equal((HttpStatusCode.Created, "scheduler:" + id), (put.Status, put.Body["id"]!.Text));
        Assert.Equal(tenant.Root + path, put.Head("Location"));
        Assert.Equal(HttpStatusCode.OK, (await tenant.GetAsync(path)).Status);
        var stored = await server.Service.GetAsync(tenant.Tenant, new ObjectRef(ObjectRef.Resource, "scheduler:" + id), TestContext.Current.CancellationToken);
        Assert.NotNull(stored);
        var listed = Assert.Single((await tenant.GetAsync("resources")).Body["items"]!.Items);
        Assert.Equal(path, listed["path"]!.Text);
        Assert.Equal(HttpStatusCode.NoContent, (await tenant.DeleteAsync(path)).Status);
    }

    [Theory]
    [InlineData("roles", "r")]
    [InlineData("groups", "g")]
    public async Task Name_WithASlashOrAnEscapedOne_AreTwo(string kind, string model)
    {
        var tenant = await server.TenantAsync(model == "r" ? "slc-hub" : "qubole-scheduler");
        foreach (var id in new[] { "a/b", "a%2Fb" })
        {
            var body = model == "r" ? $$"""{"name": "{{id}}"}""" : """{"members": []}""";
            Assert.Equal(HttpStatusCode.Created, (await tenant.PutAsync($"{kind}/{Uri.EscapeDataString(id)}", body)).Status);
        }

        Assert.Equal([$"{kind}/a%252Fb", $"{kind}/a%2Fb"], (await tenant.GetAsync(kind)).Body["items"]!.Items.Select(i => i["path"]!.Text));
    }

    [Fact]
    public async Task Member_OfAGroupWithASlash_IsFoundInIt()
    {
        var tenant = await server.TenantAsync("qubole-scheduler", """{"group": {"id": "a/b"}}""");
        const string path = "groups/a%2Fb/members/group%3Ac%2Fd%252F";
        var put = await tenant.PutAsync(path, null);
        Assert.Equal((HttpStatusCode.Created, """{"group":"group:a/b","member":"group:c/d%2F"}"""), (put.Status, put.Text));
        Assert.Equal(tenant.Root + path, put.Head("Location"));
        Assert.Equal(path, Assert.Single((await tenant.GetAsync("groups/a%2Fb/members")).Body["items"]!.Items)["path"]!.Text);
        Assert.Equal(HttpStatusCode.OK, (await tenant.GetAsync("groups/a%2Fb/members/group:c/d%252F")).Status);
    }

    [Theory]
    [InlineData("scheduler:a/b", "scheduler:a/b")]
    [InlineData("scheduler://a//b", "scheduler://a//b")]
    [InlineData("scheduler:a/b/", "scheduler:a/b/")]
    [InlineData("scheduler:a%2Fb/c", "scheduler:a/b/c")]
    [InlineData("scheduler:a+b", "scheduler:a+b")]
    public async Task Resource_WithBareSlashes_IsTheSame(string written, string id)
    {
        var tenant = await server.TenantAsync("qubole-scheduler");
        Assert.Equal(id, (await tenant.PutAsync("resources/" + written, "{}")).Body["id"]?.Text);
        Assert.Equal(HttpStatusCode.OK, (await tenant.GetAsync("resources/" + Uri.EscapeDataString(id))).Status);
    }

    [Theory]
    [InlineData("storage:/b/x", "storage://c/o/b/x")]
    [InlineData("storage:x", "storage://c/o/p/x")]
    [InlineData("storage://c/o/p/x", "storage://c/o/p/x")]
    public async Task Resource_InAShortForm_IsToldWhereItIs(string written, string reference)
    {
        var tenant = await server.TenantAsync("apolo");
        var root = $"/tenants/apolo-{written.Length}/v1/";
        await server.Service.PutTenantAsync(
            TenantId.Parse($"apolo-{written.Length}"),
            new() { Model = "apolo", Settings = Documents.Json.Parse("""{"cluster": "c", "org": "o", "project": "p"}""") }, TestContext.Current.CancellationToken);
        var put = await tenant.PutAsync(root + "resources/" + Uri.EscapeDataString(written), "{}");
        Assert.Equal((HttpStatusCode.Created, reference), (put.Status, put.Body["id"]?.Text));
        Assert.Equal(root + "resources/" + Uri.EscapeDataString(reference), put.Head("Location"));
    }

    [Theory]
    [InlineData("users/../groups/g")]
    [InlineData("users/%2e%2e/groups/g")]
    [InlineData("resources/scheduler:a/../b")]
    [InlineData("users/./ann")]
    [InlineData("users/%zz")]
    [InlineData("users/%C3")]
    [InlineData("users/%01")]
    public async Task Path_ThatNamesNothingExactly_Is400(string path)
    {
        var tenant = await server.TenantAsync("qubole-scheduler");
        (await tenant.PutAsync(path, """{"members": []}""")).RequireProblem(HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument);
        Assert.Empty((await tenant.GetAsync("groups")).Body["items"]!.Items);
        Assert.Empty((await tenant.GetAsync("users")).Body["items"]!.Items);
    }

    [Theory]
    [InlineData("bindings/x")]
    [InlineData("bindings/W10")]
    [InlineData("bindings/!!!!")]
    [InlineData("grants/W251bGxd")]
    public async Task Id_ThatIsNoList_Is400(string path)
    {
        var tenant = await server.TenantAsync("slc-hub");
        (await tenant.GetAsync(path)).RequireProblem(HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument);
        (await tenant.DeleteAsync(path)).RequireProblem(HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument);
    }

    [Fact]
    public async Task Delete_OfAResourceThatLooksLikeASubject_LeavesTheSubject()
    {
        var tenant = await server.TenantAsync("qubole-scheduler", """{"user": {"id": "ann"}}""");
        (await tenant.DeleteAsync("resources/user%3Aann")).RequireProblem(HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument);
        Assert.Equal(HttpStatusCode.OK, (await tenant.GetAsync("users/ann")).Status);
    }
}
