using System.Net;
using Microsoft.Playwright;
using OrleansAcl.Requests;

namespace OrleansAcl.Web.Tests.Models;

public sealed class ModelPagesTests(Chromium chromium)
{
    private const string Model = "/ui/tenants/acme/model";

    private const string Source = """
        model: builds
        description: Builds are decided by entries, then by their owners.
        settings: {region: eu}
        types:
          build: {actions: [view, edit, run], create: create}
        acl: {}
        grants: acl
        ladder:
          - acl: {inherit: true}
          - owner: {except: [edit]}
        """;

    private const string Content = """
        [{"user": {"id": "ann"}}, {"user": {"id": "bob"}}, {"resource": {"id": "build:nightly", "owner": "user:ann"}},
         {"acl": {"resource": "build:nightly", "entries": [{"subject": "user:ann", "effect": "deny", "actions": ["run"]}, {"subject": "user:bob", "effect": "allow", "actions": ["view"]}]}}]
        """;

    private static readonly string OwnersFirst = Source.Replace("  - acl: {inherit: true}\n  - owner: {except: [edit]}", "  - owner: {}\n  - acl: {inherit: true}", StringComparison.Ordinal);

    private static async Task<Site> StartAsync()
    {
        var site = await Site.StartAsync();
        await site.MakeAsync(new TenantDefinition { ModelFile = Source }, Content);
        return site;
    }

    [Fact]
    public async Task Browser_PlansAnotherModel_PutsItAndRestoresTheFirst()
    {
        await using var site = await StartAsync();
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync();
        await window.OpenAsync("model");
        await window.RequireAccessibleAsync();
        await window.PictureAsync("model");
        await Assertions.Expect(window.Page.GetByText("Reads the access list, and those above it: any deny denies, else any allow allows.")).ToBeVisibleAsync();

        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Put another…" }).ClickAsync();
        await window.RequireAccessibleAsync();
        await window.Page.GetByLabel("Model file").FillAsync(OwnersFirst);
        await Button("Plan").ClickAsync();
        var row = window.Page.GetByRole(AriaRole.Row, new() { Name = "user:ann run" });
        await Assertions.Expect(row).ToContainTextAsync("build:nightly");
        await window.RequireAccessibleAsync();
        await window.PictureAsync("model-plan");
        Assert.False(await site.MayAsync("user:ann", "run", "build:nightly"));

        await window.Page.GetByLabel("Reason, for the change log").FillAsync("Owners come first");
        await Button("Put").ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Saved, revision");
        Assert.True(await site.MayAsync("user:ann", "run", "build:nightly"));
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Row, new() { Name = "Owners come first" })).ToContainTextAsync("admin");

        await Button("Compare").ClickAsync();
        await Assertions.Expect(window.Page.GetByText("removed: - owner: {except: [edit]}")).ToBeVisibleAsync();
        await window.RequireAccessibleAsync();
        await window.PictureAsync("model-difference");

        await window.OpenAsync("model", ("restore", "1"));
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Row, new() { Name = "user:ann run" })).ToBeVisibleAsync();
        await Button("Put").ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Saved, revision");
        Assert.False(await site.MayAsync("user:ann", "run", "build:nightly"));

        ILocator Button(string name) => window.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
    }

    [Theory]
    [InlineData("actian-dataconnect")]
    [InlineData("apolo")]
    [InlineData("lusid-scheduler")]
    [InlineData("qubole-scheduler")]
    [InlineData("slc-hub")]
    public async Task Page_OfABuiltInModel_ShowsItsFile(string model)
    {
        await using var site = await Site.StartAsync(model, "[]");
        using var visitor = await site.SignInAsync(site.TokenOf("ann", "acl:read"));

        var page = await visitor.ReadAsync(Model);

        Assert.Contains($"<code>model: {model}", page, StringComparison.Ordinal);
        Assert.Contains("built in", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Put another", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model: x\ntypes: {a: {}}\nladder:\n  - nothing: {}", "Line 4")]
    [InlineData("model: x\ntypes: [", "Line 3")]
    [InlineData("model: x", "Line 1")]
    public async Task Plan_OfABadFile_NamesTheLine(string source, string said)
    {
        await using var site = await StartAsync();
        using var visitor = await site.SignInAsync();

        var answer = await visitor.SubmitAsync(Model + "?edit=yes", ("do", "plan"), ("version", "1"), ("source", source), ("settings", ""));

        Assert.Contains(said, answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("region: [", "Line 2")]
    [InlineData("region: eu\nghost: 1", "id=\"settings-line-2\" class=\"marked\"")]
    public async Task Plan_WithBadSettings_SaysSo(string settings, string said)
    {
        await using var site = await StartAsync();
        using var visitor = await site.SignInAsync();

        var answer = await visitor.SubmitAsync(Model + "?edit=yes", ("do", "plan"), ("version", "1"), ("source", Source), ("settings", settings));

        Assert.Contains(said, answer.Text, StringComparison.Ordinal);
        Assert.Contains("role=\"alert\"", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_OfWhatStoredThingsStandAgainst_ShowsThemAndCannotBePut()
    {
        await using var site = await StartAsync();
        using var visitor = await site.SignInAsync();

        var answer = await visitor.SubmitAsync(
            Model + "?edit=yes", ("do", "plan"), ("version", "1"), ("source", Source.Replace("edit, run]", "edit]", StringComparison.Ordinal)), ("settings", "region: eu"));

        Assert.Contains("1 stored object cannot be under it", answer.Text, StringComparison.Ordinal);
        Assert.Contains("entries[0].actions", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"put\"", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_OfAnythingButWhatWasPlanned_ChangesNothing()
    {
        await using var site = await StartAsync();
        using var visitor = await site.SignInAsync();
        (string, string)[] draft = [("version", "1"), ("source", OwnersFirst), ("settings", "region: eu")];
        var planned = Planned((await visitor.SubmitAsync(Model + "?edit=yes", [("do", "plan"), .. draft])).Text);

        Assert.Contains("not what was planned", (await visitor.SubmitAsync(Model + "?edit=yes", [("do", "put"), .. draft])).Text, StringComparison.Ordinal);
        Assert.Contains("not what was planned", (await visitor.SubmitAsync(
            Model + "?edit=yes", ("do", "put"), ("planned", planned), ("version", "1"), ("source", OwnersFirst + "\n"), ("settings", "region: eu"))).Text, StringComparison.Ordinal);
        await site.ApplyAsync("""[{"user": {"id": "cyd"}}]""");
        var late = await visitor.SubmitAsync(Model + "?edit=yes", [("do", "put"), ("planned", planned), .. draft]);
        Assert.Equal(HttpStatusCode.PreconditionFailed, late.Status);
        Assert.Contains("Plan it again", late.Text, StringComparison.Ordinal);
        Assert.False(await site.MayAsync("user:ann", "run", "build:nightly"));

        planned = Planned((await visitor.SubmitAsync(Model + "?edit=yes", [("do", "plan"), .. draft])).Text);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.SubmitAsync(Model + "?edit=yes", [("do", "put"), ("planned", planned), .. draft])).Status);
        Assert.True(await site.MayAsync("user:ann", "run", "build:nightly"));

        static string Planned(string page) => System.Text.RegularExpressions.Regex.Match(page, "name=\"planned\" value=\"([^\"]+)\"").Groups[1].Value;
    }

    [Fact]
    public async Task Pages_AreForReadersAndFormsForAdministrators()
    {
        await using var site = await StartAsync();
        using var nobody = await site.SignInAsync(site.TokenOf("ann"));
        using var reader = await site.SignInAsync(site.TokenOf("ann", "acl:read"));

        Assert.Equal(HttpStatusCode.Forbidden, (await nobody.GetAsync(Model)).Status);
        Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync(Model)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.GetAsync(Model + "?restore=1")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.SubmitAsync(Model, ("do", "plan"), ("source", OwnersFirst))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await reader.GetAsync(Model + "?version=9")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await reader.GetAsync(Model + "?from=1&to=x")).Status);
    }
}
