using System.Net;
using Microsoft.Playwright;

namespace OrleansAcl.Web.Tests.Documents;

public sealed class DocumentsPageTests(Chromium chromium)
{
    [Fact]
    public async Task Browser_FindsADocumentAsItsNameIsTyped()
    {
        await using var site = await Site.StartAsync("lusid-scheduler", Worlds.Scheduler);
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync();
        await window.OpenAsync("documents", ("kind", "role"));
        await window.RequireAccessibleAsync();
        await window.PictureAsync("documents");
        var results = window.Page.Locator("#results");
        await Assertions.Expect(results.GetByRole(AriaRole.Row, new() { Name = "operator" })).ToContainTextAsync("group:night-shift until 2100-01-01T00:00:00Z when context.mfa");
        await Assertions.Expect(results.GetByRole(AriaRole.Row, new() { Name = "operator" })).ToContainTextAsync("user:ann");
        await Assertions.Expect(results.GetByRole(AriaRole.Row, new() { Name = "auditor" })).ToContainTextAsync("nobody directly");

        await window.Page.GetByLabel("Find roles by name").FillAsync("OPER");

        await Assertions.Expect(results.GetByRole(AriaRole.Link, new() { Name = "auditor" })).ToHaveCountAsync(0);
        await results.GetByRole(AriaRole.Link, new() { Name = "operator" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Role operator");
    }

    [Fact]
    public async Task List_Search_GoesThroughAllPages()
    {
        var roles = string.Join(",", Enumerable.Range(0, 70).Select(i => $$$"""{"role": {"code": "r{{{i:00}}}{{{(i == 66 ? "-needle" : "")}}}"}}"""));
        await using var site = await Site.StartAsync("lusid-scheduler", $"[{roles}]");
        using var visitor = await site.SignInAsync();

        Assert.Contains("r66-needle", await visitor.ReadAsync("/ui/tenants/acme/documents?kind=role&q=needle"), StringComparison.Ordinal);
        var first = await visitor.ReadAsync("/ui/tenants/acme/documents?kind=role");
        Assert.Contains(">r24<", first, StringComparison.Ordinal);
        Assert.DoesNotContain(">r25<", first, StringComparison.Ordinal);
        Assert.Contains("rel=\"next\"", first, StringComparison.Ordinal);
        Assert.Contains("has “nothing”", await visitor.ReadAsync("/ui/tenants/acme/documents?kind=role&q=nothing"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_OfLevelRoles_SaysWhoWasGrantedThem()
    {
        await using var site = await Site.StartAsync("apolo", """
            [{"user": {"id": "alice"}}, {"user": {"id": "bob"}}, {"role": {"name": "alice/roles/trainer", "permissions": []}},
             {"grant": {"resource": "role://alice/roles/trainer", "to": "user:bob", "level": "read"}}]
            """);
        using var visitor = await site.SignInAsync();

        var list = await visitor.ReadAsync("/ui/tenants/acme/documents?kind=role");
        Assert.Contains("alice/roles/trainer", list, StringComparison.Ordinal);
        Assert.Contains("user:bob", list, StringComparison.Ordinal);
        Assert.Contains("Unbind", await visitor.ReadAsync("/ui/tenants/acme/document?kind=role&id=alice%2Froles%2Ftrainer"), StringComparison.Ordinal);
        var unbound = await visitor.PostAsync(
            "/ui/tenants/acme/document?kind=role&id=alice%2Froles%2Ftrainer", await visitor.TokenAsync("/ui/tenants/acme/documents"), ("do", "unbind"), ("to", "user:bob"));
        Assert.Equal(HttpStatusCode.Redirect, unbound.Status);
        Assert.DoesNotContain("user:bob", await visitor.ReadAsync("/ui/tenants/acme/documents?kind=role"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_OfAModelWithoutDocuments_SaysSo()
    {
        await using var site = await Site.StartAsync();
        await site.MakeAsync(new() { ModelFile = "model: m\ntypes: {job: {actions: [run]}}\nladder: [owner: {}]" }, "[]");
        using var visitor = await site.SignInAsync();

        Assert.Contains("has no policies or roles of its own", await visitor.ReadAsync("/ui/tenants/acme/documents"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("documents?kind=nothing", HttpStatusCode.NotFound)]
    [InlineData("documents?kind=role&after=%25", HttpStatusCode.BadRequest)]
    [InlineData("document?kind=role&id=ghost", HttpStatusCode.NotFound)]
    [InlineData("document?kind=role&id=ghost&delete=yes", HttpStatusCode.NotFound)]
    [InlineData("document", HttpStatusCode.NotFound)]
    public async Task Page_AskedBadly_IsRefused(string page, HttpStatusCode status)
    {
        await using var site = await Site.StartAsync("lusid-scheduler", Worlds.Scheduler);
        using var visitor = await site.SignInAsync();

        Assert.Equal(status, (await visitor.GetAsync("/ui/tenants/acme/" + page)).Status);
    }

    [Fact]
    public async Task Pages_AreForReadersAndFormsForAdministrators()
    {
        await using var site = await Site.StartAsync("lusid-scheduler", Worlds.Scheduler);
        using var nobody = await site.SignInAsync(site.TokenOf("ann"));
        using var reader = await site.SignInAsync(site.TokenOf("ann", "acl:read"));

        Assert.Equal(HttpStatusCode.Forbidden, (await nobody.GetAsync("/ui/tenants/acme/documents")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await nobody.GetAsync("/ui/tenants/acme/document?kind=role&id=operator")).Status);
        var page = await reader.ReadAsync("/ui/tenants/acme/document?kind=role&id=operator");
        Assert.DoesNotContain("Preview", page, StringComparison.Ordinal);
        // She may try, as over HTTP; the model refuses her.
        var refused = await reader.SubmitAsync("/ui/tenants/acme/document?kind=role&id=auditor", ("do", "save"), ("text", "code: auditor\nrank: 1"), ("etag", "any"));
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.Contains("user:ann may not do this; it takes `administer system:`", refused.Text, StringComparison.Ordinal);
    }
}
