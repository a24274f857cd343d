using Microsoft.Playwright;

namespace OrleansAcl.Web.Tests.Resources;

public sealed class TreeTests(Chromium chromium)
{
    private const string Paths = """
        [{"user": {"id": "alice"}}, {"resource": {"id": "storage://cluster/org/project/models", "owner": "user:alice"}}, {"resource": {"id": "storage://cluster/org/project/models/large.bin"}},
         {"resource": {"id": "storage://cluster/org/project/data set/<b>"}}, {"resource": {"id": "storage://cluster/other"}}, {"resource": {"id": "image://cluster/org/project/trainer"}}]
        """;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Tree_OpensLevelByLevel(bool script)
    {
        await using var site = await Site.StartAsync("apolo", Paths);
        await using var window = await chromium.OpenAsync(site, script: script);
        await window.SignInAsync();
        await window.OpenAsync("resources");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Tree", Exact = true }).ClickAsync();
        await Assertions.Expect(Items(window)).ToHaveCountAsync(2);

        foreach (var path in (string[])["cluster", "cluster/org", "cluster/org/project", "cluster/org/project/models", "cluster/org/project/data set"])
            await window.Page.GetByRole(AriaRole.Link, new() { Name = $"Open storage://{path}", Exact = true }).ClickAsync();

        await Assertions.Expect(Items(window)).ToHaveCountAsync(9);
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Link, new() { Name = "<b>", Exact = true })).ToBeVisibleAsync();
        if (script)
        {
            await window.RequireAccessibleAsync();
            await window.PictureAsync("resources-tree");
        }

        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Close storage://cluster/org", Exact = true }).ClickAsync();
        await Assertions.Expect(Items(window)).ToHaveCountAsync(4);
    }

    [Fact]
    public async Task Paths_AreGoneDownInTheListToo()
    {
        await using var site = await Site.StartAsync("apolo", Paths);
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync();
        await window.OpenAsync("resources", ("parent", "storage://cluster/org"));

        await window.Page.GetByRole(AriaRole.Link, new() { Name = "storage://cluster/org/project", Exact = true }).ClickAsync();

        await Assertions.Expect(window.Page.GetByRole(AriaRole.Rowheader)).ToContainTextAsync(["data set", "models"]);
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Navigation, new() { Name = "Where this lies" }).GetByRole(AriaRole.Listitem)).ToHaveTextAsync(["Top", "storage:", "cluster", "org", "project"]);
        await window.RequireAccessibleAsync();
        await window.PictureAsync("resources-path");
    }

    private static ILocator Items(Window window) => window.Page.Locator(".tree").GetByRole(AriaRole.Listitem);
}
