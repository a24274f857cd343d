using System.Net;
using System.Text.RegularExpressions;
using OrleansAcl.Requests;

namespace OrleansAcl.Web.Tests.Resources;

/// <summary>A user without scopes finds what he may see, all of it, and nothing else.</summary>
public sealed partial class OwnResourcesTests(Chromium chromium)
{
    private const string Model = """
        model: jobs
        types:
          job: {actions: [view, run]}
          secret: {actions: [use, copy, drop]}
        acl: {}
        ladder:
          - acl: {}
          - owner: {}
        """;

    [Fact]
    public async Task User_IsShownWhatTheActionOfTheModelLetsHimSee()
    {
        await using var site = await StartAsync("""
            [{"resource": {"id": "job:mine", "owner": "user:ann", "namespace": "hidden-space"}}, {"resource": {"id": "job:runnable", "owner": "user:bob"}}, {"resource": {"id": "job:bobs", "owner": "user:bob"}},
             {"acl": {"resource": "job:runnable", "entries": [{"subject": "user:ann", "effect": "allow", "actions": ["run"]}]}},
             {"resource": {"id": "secret:mine", "owner": "user:ann"}}, {"resource": {"id": "secret:copied", "owner": "user:bob"}}, {"resource": {"id": "secret:bobs", "owner": "user:bob"}},
             {"acl": {"resource": "secret:copied", "entries": [{"subject": "user:ann", "effect": "allow", "actions": ["copy"]}]}}]
            """);
        using var visitor = await site.SignInAsync(site.TokenOf("ann"));

        var text = await visitor.ReadAsync("/ui/tenants/acme/resources");

        Assert.Equal(["job:mine", "secret:mine", "secret:copied"], Refs(text));
        foreach (var hidden in (string[])["hidden-space", "user:bob", "runnable", "bobs", "Stored resources by type"]) Assert.DoesNotContain(hidden, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task User_GoesThroughAllOfItPageByPage()
    {
        await using var site = await StartAsync($"[{string.Join(',', Enumerable.Range(0, 70).Select(i => $$$"""{"resource": {"id": "job:{{{i:d3}}}", "owner": "user:ann"}}, {"resource": {"id": "secret:{{{i:d3}}}", "owner": "user:ann"}}"""))}]");
        using var visitor = await site.SignInAsync(site.TokenOf("ann"));

        var (refs, page, pages) = (new List<string>(), "/ui/tenants/acme/resources", 0);
        for (; page is not null; pages++)
        {
            var text = await visitor.ReadAsync(page);
            refs.AddRange(Refs(text));
            page = Next().Match(text) is { Success: true } next ? next.Groups[1].Value : null;
        }

        Assert.Equal([.. Enumerable.Range(0, 70).Select(i => $"job:{i:d3}"), .. Enumerable.Range(0, 70).Select(i => $"secret:{i:d3}")], refs);
        Assert.InRange(pages, 3, 6);
    }

    [Theory]
    [InlineData("q=13", "job:013", "secret:013")]
    [InlineData("q=JOB:06&type=job", "job:060", "job:061", "job:062", "job:063", "job:064", "job:065", "job:066", "job:067", "job:068", "job:069")]
    [InlineData("q=nowhere")]
    public async Task User_SearchesInHisOwn(string query, params string[] found)
    {
        await using var site = await StartAsync($"[{string.Join(',', Enumerable.Range(0, 70).Select(i => $$$"""{"resource": {"id": "job:{{{i:d3}}}", "owner": "user:ann"}}, {"resource": {"id": "secret:{{{i:d3}}}", "owner": "user:ann"}}"""))}]");
        using var visitor = await site.SignInAsync(site.TokenOf("ann"));

        Assert.Equal(found, Refs(await visitor.ReadAsync($"/ui/tenants/acme/resources?{query}")));
    }

    [Fact]
    public async Task User_IsToldWhatToDoWhenThereIsNothing()
    {
        await using var site = await StartAsync("""[{"resource": {"id": "job:bobs", "owner": "user:bob"}}]""");
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync(site.TokenOf("ann"));
        await window.OpenAsync("resources");

        await window.RequireAccessibleAsync();
        await window.PictureAsync("resources-own-none");
        await Microsoft.Playwright.Assertions.Expect(window.Page.GetByText("There is nothing here that you may see.")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("resources/tree")]
    [InlineData("subjects")]
    public async Task User_MayNotOpenWhatTellsOfOthers(string page)
    {
        await using var site = await StartAsync("""[{"resource": {"id": "job:bobs", "owner": "user:bob"}}]""");
        using var visitor = await site.SignInAsync(site.TokenOf("ann"));

        var answer = await visitor.GetAsync($"/ui/tenants/acme/{page}");

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.DoesNotContain("bob", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("type=ghost")]
    [InlineData("after=x")]
    [InlineData("after=0.%25")]
    public async Task BadInput_IsTold(string query)
    {
        await using var site = await StartAsync("""[{"resource": {"id": "job:bobs", "owner": "user:ann"}}]""");
        using var visitor = await site.SignInAsync(site.TokenOf("ann"));

        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.GetAsync($"/ui/tenants/acme/resources?{query}")).Status);
    }

    [Fact]
    public async Task Reader_IsShownEverything()
    {
        await using var site = await StartAsync("""[{"resource": {"id": "job:bobs", "owner": "user:bob"}}]""");
        using var visitor = await site.SignInAsync(site.TokenOf("ann", "acl:read"));

        Assert.Equal(["job:bobs"], Refs(await visitor.ReadAsync("/ui/tenants/acme/resources")));
    }

    private static async Task<Site> StartAsync(string steps)
    {
        var site = await Site.StartAsync();
        await site.MakeAsync(new TenantDefinition { ModelFile = Model }, steps);
        return site;
    }

    private static IEnumerable<string> Refs(string page) => Row().Matches(page).Select(row => Uri.UnescapeDataString(row.Groups[1].Value));

    [GeneratedRegex("<th scope=\"row\"[^>]*>\\s*<a href=\"[^\"]*/resource\\?ref=([^\"]*)\"")]
    private static partial Regex Row();

    [GeneratedRegex("rel=\"next\" href=\"([^\"]*)\"")]
    private static partial Regex Next();
}
