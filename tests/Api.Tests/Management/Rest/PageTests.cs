using System.Net;
using OrleansAcl.Documents;

namespace OrleansAcl.Api.Tests.Management.Rest;

/// <summary>Lists of every collection: whole, in pages, filtered.</summary>
public sealed class PageTests(RestServer server) : IClassFixture<RestServer>
{
    public static TheoryData<string> Names => CollectionTests.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task List_InPages_HasEachObjectOnceAsItIsFoundByItself(string name)
    {
        const int count = 5;
        var its = RestCase.Cases.Single(c => c.Name == name);
        var tenant = await server.TenantAsync(its.Model, its.SetUp);
        var made = new List<string>();
        for (var i = 0; i < count; i++) made.Add((await tenant.PutAsync(its.Path(i), its.Body(i))).Head("Location")!);

        var items = new List<Node>();
        for (string? after = "", next = ""; after is not null; after = next)
        {
            var page = await tenant.GetAsync($"{its.All}?limit=2{(after.Length == 0 ? "" : $"&after={after}")}");
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.InRange(page.Body["items"]!.Items.Count, 1, 2);
            Assert.Equal(page.Body["revision"]!.Text, page.Head("Acl-Revision"));
            items.AddRange(page.Body["items"]!.Items);
            next = page.Body["next"]?.Text;
        }

        Assert.Equal(made.Order(), items.Select(item => tenant.Root + item["path"]!.Text).Order());
        foreach (var item in items)
        {
            var found = await tenant.GetAsync(item["path"]!.Text);
            Assert.Equal((item["document"]!.ToString(), $"\"{item["etag"]!.Text}\""), (found.Text, found.Head("ETag")));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task List_WithAMalformedQuery_Is400(string name)
    {
        var its = RestCase.Cases.Single(c => c.Name == name);
        var tenant = await server.TenantAsync(its.Model, its.SetUp);
        foreach (var (query, code) in new[]
        {
            ("limit=0", ErrorCodes.LimitExceeded), ("limit=1000000000", ErrorCodes.LimitExceeded), ("limit=99999999999", ErrorCodes.LimitExceeded),
            ("limit=-1", ErrorCodes.LimitExceeded), ("limit=ten", ErrorCodes.InvalidDocument), ("after=!!!", ErrorCodes.InvalidDocument),
            ("limit=1&limit=2", ErrorCodes.InvalidDocument), ("suject=user%3Aann", ErrorCodes.InvalidDocument),
        })
            (await tenant.GetAsync($"{its.All}?{query}")).RequireProblem(HttpStatusCode.BadRequest, code);
    }

    [Theory]
    [InlineData("resources?type=scheduler", "resources/scheduler%3A1 resources/scheduler%3A2")]
    [InlineData("resources?subject=user%3Aann", "resources/scheduler%3A1")]
    [InlineData("acl?subject=user%3Abob", "acl/scheduler%3A2")]
    [InlineData("groups/g/members?subject=user%3Abob", "groups/g/members/user%3Abob")]
    [InlineData("resources?text=SCHEDULER%3A1", "resources/scheduler%3A1")]
    [InlineData("resources?text=first&namespace=n", "resources/scheduler%3A1")]
    [InlineData("resources?text=first&namespace=m", "")]
    [InlineData("resources?parent=scheduler%3A2", "resources/scheduler%3A1")]
    [InlineData("resources?parent=none", "resources/scheduler%3A2")]
    [InlineData("acl?text=2", "acl/scheduler%3A2")]
    [InlineData("groups?text=G", "groups/g")]
    [InlineData("groups?text=h", "")]
    public async Task List_Filtered_HasOnlyWhatFits(string path, string expected)
    {
        var tenant = await server.TenantAsync(
            "qubole-scheduler", """{"group": {"id": "g", "members": ["user:ann", "user:bob"]}}""", """{"resource": {"id": "scheduler:1", "owner": "user:ann", "parent": "scheduler:2", "namespace": "n", "properties": {"name": "The First"}}}""",
            """{"resource": {"id": "scheduler:2"}}""", """{"acl": {"resource": "scheduler:2", "entries": [{"subject": "user:bob", "effect": "deny", "actions": ["read"]}]}}""");
        Assert.Equal(expected, string.Join(' ', (await tenant.GetAsync(path)).Body["items"]!.Items.Select(i => i["path"]!.Text)));
    }

    [Theory]
    [InlineData("resources?type=ghost", ErrorCodes.UnknownType)]
    [InlineData("resources?subject=ann", ErrorCodes.InvalidDocument)]
    [InlineData("users?type=scheduler", ErrorCodes.InvalidDocument)]
    [InlineData("users?parent=scheduler%3A1", ErrorCodes.InvalidDocument)]
    [InlineData("resources?parent=1", ErrorCodes.InvalidDocument)]
    [InlineData("resources?parent=ghost%3A1", ErrorCodes.UnknownType)]
    [InlineData("groups/g/members?text=a", ErrorCodes.InvalidDocument)]
    [InlineData("grants?text=a", ErrorCodes.InvalidDocument)]
    public async Task List_FilteredByWhatIsNone_Is400(string path, string code)
    {
        var tenant = await server.TenantAsync("qubole-scheduler");
        (await tenant.GetAsync(path)).RequireProblem(HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task Level_OfATree_NamesTheFoldersOfThePage()
    {
        var tenant = await server.TenantAsync("apolo", """{"resource": {"id": "storage://c/o/p/a"}}""", """{"resource": {"id": "storage://c/o/p"}}""", """{"resource": {"id": "storage://c/o/q"}}""");
        var top = await tenant.GetAsync("resources?parent=storage%3A");
        Assert.Equal("""{"items":[],"folders":["storage://c"],"revision":1}""", top.Text);
        var level = await tenant.GetAsync("resources?parent=storage%3A%2F%2Fc%2Fo&limit=1");
        Assert.Equal(("""["storage://c/o/p"]""", "page_full", 1), (level.Body["folders"]!.ToString(), level.Body["reason"]!.Text, level.Body["items"]!.Items.Count));
        level = await tenant.GetAsync($"resources?parent=storage%3A%2F%2Fc%2Fo&limit=1&after={level.Body["next"]!.Text}");
        Assert.Equal("storage://c/o/q", Assert.Single(level.Body["items"]!.Items)["document"]!["id"]!.Text);
        Assert.Equal((null, null, null), (level.Body["folders"], level.Body["reason"], level.Body["next"]));
    }

    [Fact]
    public async Task Bindings_FilteredByRoleAndSubject_AreThoseOnly()
    {
        var tenant = await server.TenantAsync(
            "slc-hub", """{"role": {"name": "r"}}""", """{"role": {"name": "s"}}""", """{"bind": {"role": "r", "to": ["user:ann", "group:g"]}}""",
            """{"bind": {"role": "s", "to": ["user:ann"], "namespace": "n"}}""");
        async Task<string[]> Of(string query) => [.. (await tenant.GetAsync("bindings?" + query)).Body["items"]!.Items.Select(i => i["document"]!.ToString())];
        Assert.Equal(["""{"role":"r","to":["group:g"]}""", """{"role":"r","to":["user:ann"]}"""], await Of("role=r"));
        Assert.Equal(["""{"role":"s","to":["user:ann"],"namespace":"n"}"""], await Of("role=s&subject=user%3Aann"));
        (await tenant.GetAsync("bindings?role=r&policy=p")).RequireProblem(HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument);
    }

    [Theory]
    [InlineData("policies")]
    [InlineData("policy-collections")]
    [InlineData("policies/p")]
    public async Task Collection_OfAKindTheModelDoesNotHave_Is400(string path)
    {
        var tenant = await server.TenantAsync("qubole-scheduler");
        (await tenant.GetAsync(path)).RequireProblem(HttpStatusCode.BadRequest, ErrorCodes.InvalidDocument);
    }

    [Fact]
    public async Task Members_OfAGroupThatIsNotStored_AreNotFound()
    {
        var tenant = await server.TenantAsync("qubole-scheduler");
        (await tenant.GetAsync("groups/none/members")).RequireProblem(HttpStatusCode.NotFound, ErrorCodes.NotFound);
        (await tenant.PutAsync("groups/none/members/user%3Aann", null)).RequireProblem(HttpStatusCode.NotFound, ErrorCodes.NotFound);
    }
}
