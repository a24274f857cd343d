using System.Net;
using Microsoft.Playwright;

namespace OrleansAcl.Web.Tests.Subjects;

public sealed class SubjectListTests(Chromium chromium)
{
    private const string Steps = """
        [{"user": {"id": "ann", "admin": true, "properties": {"name": "Ann Lee"}}}, {"user": {"id": "bob", "active": false}}, {"user": {"id": "<i>ünï \"x\"/y"}},
         {"group": {"id": "analysts", "members": ["user:ann"]}}]
        """;

    [Fact]
    public async Task Search_AsOneTypes_ShowsWhoMatches()
    {
        await using var site = await Site.StartAsync("qubole-scheduler", Steps);
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync();
        await window.OpenAsync("resources");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Subjects", Exact = true }).ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Rowheader)).ToHaveTextAsync(["<i>ünï \"x\"/y", "ann", "bob"]);
        await window.RequireAccessibleAsync();
        await window.PictureAsync("subjects");

        await window.Page.GetByLabel("Find").PressSequentiallyAsync("lee");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Rowheader)).ToHaveTextAsync(["ann"]);
        await window.Page.GetByLabel("Find").FillAsync("");
        await window.Page.GetByLabel("Kind", new() { Exact = true }).SelectOptionAsync("group");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Rowheader)).ToHaveTextAsync(["analysts"]);
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Link, new() { Name = "Users 3" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Lists_LeadToEachOne()
    {
        await using var site = await Site.StartAsync("qubole-scheduler", Steps);
        using var visitor = await site.SignInAsync();

        Assert.Contains($"/subject?ref={Uri.EscapeDataString("user:<i>ünï \"x\"/y")}\"", await visitor.ReadAsync("/ui/tenants/acme/subjects"), StringComparison.Ordinal);
        Assert.Contains("/subject?ref=group%3Aanalysts\"", await visitor.ReadAsync("/ui/tenants/acme/subjects?kind=group"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("apolo", "group")] // it has none
    [InlineData("qubole-scheduler", "ghost")]
    public async Task Kind_ThatIsNone_IsRefused(string model, string kind)
    {
        await using var site = await Site.StartAsync(model, "[]");
        using var visitor = await site.SignInAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.GetAsync($"/ui/tenants/acme/subjects?kind={kind}")).Status);
    }
}
