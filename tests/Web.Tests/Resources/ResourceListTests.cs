using System.Net;
using Microsoft.Playwright;
using OrleansAcl.Requests;

namespace OrleansAcl.Web.Tests.Resources;

public sealed class ResourceListTests(Chromium chromium)
{
    private const string Jobs = """
        [{"user": {"id": "ann"}}, {"user": {"id": "bob"}},
         {"resource": {"id": "folder:reports", "owner": "user:ann", "namespace": "finance"}},
         {"resource": {"id": "folder:reports/2026", "parent": "folder:reports"}},
         {"resource": {"id": "job:nightly-load", "owner": "user:ann", "parent": "folder:reports", "namespace": "finance", "properties": {"name": "Nightly load"}}},
         {"resource": {"id": "job:monthly", "owner": "user:bob", "parent": "folder:reports/2026", "properties": {"name": "Month's end"}}},
         {"resource": {"id": "job:a/b \"c\" <b>ünï</b>", "owner": "user:bob"}}]
        """;

    private const string Model = """
        model: jobs
        types:
          folder: {actions: [view, edit], parents: [folder]}
          job: {actions: [view, run], parents: [folder]}
          secret: {actions: [use, copy]}
        acl: {}
        ladder:
          - acl: {}
          - owner: {}
        """;

    [Fact]
    public async Task Search_AsOneTypes_ShowsWhatMatches()
    {
        await using var site = await StartAsync();
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync();
        await window.OpenAsync("resources");
        await window.RequireAccessibleAsync();
        await window.PictureAsync("resources");

        await window.Page.GetByLabel("Find").PressSequentiallyAsync("NIGHT");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Row)).ToHaveCountAsync(2);
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Rowheader)).ToContainTextAsync(["nightly-load"]);
        await Assertions.Expect(window.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex(@"/resources\?q=NIGHT$"));
        await window.Page.GetByLabel("Find").FillAsync("nowhere");
        await Assertions.Expect(window.Page.GetByText("Nothing matches.")).ToBeVisibleAsync();
        await window.RequireAccessibleAsync();
        await window.PictureAsync("resources-none");
    }

    [Fact]
    public async Task Search_ByOwnerParentAndNamespace_LeadsOnFromEachFound()
    {
        await using var site = await StartAsync();
        await using var window = await chromium.OpenAsync(site, dark: true);
        await window.SignInAsync();
        await window.OpenAsync("resources", ("owner", "ann"), ("namespace", "finance"));
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Rowheader)).ToContainTextAsync(["reports", "nightly-load"]);

        await window.Page.GetByRole(AriaRole.Link, new() { Name = "folder:reports", Exact = true }).ClickAsync();

        await Assertions.Expect(window.Page.GetByRole(AriaRole.Rowheader)).ToContainTextAsync(["reports/2026", "nightly-load"]);
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Navigation, new() { Name = "Where this lies" })).ToContainTextAsync("folder:reports");
        await window.RequireAccessibleAsync();
        await window.PictureAsync("resources-dark");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Contents of folder:reports/2026" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Rowheader)).ToContainTextAsync(["monthly"]);
    }

    [Fact]
    public async Task Counts_AreByTypeAndLeadThere()
    {
        await using var site = await StartAsync();
        await using var window = await chromium.OpenAsync(site, script: false);
        await window.SignInAsync();
        await window.OpenAsync("resources");

        await Assertions.Expect(window.Page.GetByRole(AriaRole.List, new() { Name = "Stored resources by type" }).GetByRole(AriaRole.Link)).ToHaveTextAsync(["All 5", "folder 2", "job 3", "secret 0"]);
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "folder 2" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Rowheader)).ToContainTextAsync(["reports", "reports/2026"]);
    }

    [Fact]
    public async Task Pages_GoForwardAndBackToTheFirst()
    {
        await using var site = await Site.StartAsync("qubole-scheduler", $"[{string.Join(',', Enumerable.Range(0, 120).Select(i => $$$"""{"resource": {"id": "scheduler:{{{i:d3}}}"}}"""))}]");
        await using var window = await chromium.OpenAsync(site, script: false);
        await window.SignInAsync();
        await window.OpenAsync("resources", ("type", "scheduler"));

        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Next page" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Rowheader).First).ToHaveTextAsync("050");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Next page" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Rowheader)).ToHaveCountAsync(20);
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Link, new() { Name = "Next page" })).ToHaveCountAsync(0);
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "First page" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Rowheader).First).ToHaveTextAsync("000");
    }

    [Fact]
    public async Task OddIds_AreShownAsTheyAreAndLinked()
    {
        await using var site = await StartAsync();
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync();
        await window.OpenAsync("resources", ("q", "\"c\" <b>Ü"));

        var link = window.Page.GetByRole(AriaRole.Rowheader).GetByRole(AriaRole.Link);
        await Assertions.Expect(link).ToHaveTextAsync("a/b \"c\" <b>ünï</b>");
        Assert.EndsWith($"/resource?ref={Uri.EscapeDataString("job:a/b \"c\" <b>ünï</b>")}", await link.GetAttributeAsync("href"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("owner=user:", "user:")]
    [InlineData("parent=folder", "is not a resource reference; expected type:id")]
    [InlineData("type=ghost", "has no type `ghost`")]
    [InlineData("after=%25", "expected the place where an earlier page ended")]
    public async Task BadInput_IsToldBesideWhatWasTyped(string query, string message)
    {
        await using var site = await StartAsync();
        using var visitor = await site.SignInAsync();

        var answer = await visitor.GetAsync($"/ui/tenants/acme/resources?q=typed&{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(message, answer.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"typed\"", answer.Text, StringComparison.Ordinal);
    }

    private static async Task<Site> StartAsync()
    {
        var site = await Site.StartAsync();
        await site.MakeAsync(new TenantDefinition { ModelFile = Model }, Jobs);
        return site;
    }
}
