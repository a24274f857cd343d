using Microsoft.Playwright;
using OrleansAcl.Requests;

namespace OrleansAcl.Web.Tests.Permissions;

/// <summary>The dialog for a model of one's own, whose lists allow, deny or say nothing, and come down from folders.</summary>
public sealed class OwnModelTests(Chromium chromium)
{
    private const string Model = """
        model: folders
        types:
          folder: {actions: [view, edit, share], parents: [folder]}
          file: {actions: [view, edit, share], parents: [folder]}
        acl: {}
        grants: acl
        ladder:
          - acl: {inherit: true}
          - owner: {}
        guards:
          acl: ["share {resource}"]
        """;

    private const string Steps = """
        [{"user": {"id": "ann"}}, {"user": {"id": "bob"}}, {"user": {"id": "cid"}},
         {"resource": {"id": "folder:all"}}, {"resource": {"id": "file:plan", "parent": "folder:all", "owner": "user:ann"}},
         {"acl": {"resource": "folder:all", "entries": [{"subject": "user:bob", "effect": "allow", "actions": ["view", "edit"]}]}},
         {"acl": {"resource": "file:plan", "entries": [{"subject": "user:bob", "effect": "deny", "actions": ["edit"]}, {"subject": "user:cid", "effect": "allow", "actions": ["*"]}]}}]
        """;

    private static async Task<Site> StartAsync()
    {
        var site = await Site.StartAsync();
        await site.MakeAsync(new TenantDefinition { ModelFile = Model }, Steps);
        return site;
    }

    private static Task PressAsync(Window window, string button) => window.Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    [Fact]
    public async Task Cell_SaysAllowDenyOrNothing_AndWhatComesFromAbove()
    {
        await using var site = await StartAsync();
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync();
        await window.OpenAsync("permissions", ("resource", "file:plan"));
        await window.RequireAccessibleAsync();

        await Assertions.Expect(window.Page.GetByLabel("edit for user:bob")).ToHaveValueAsync("deny");
        await Assertions.Expect(window.Page.GetByLabel("view for user:bob")).ToHaveValueAsync("");
        await Assertions.Expect(window.Page.GetByLabel("share for user:cid")).ToHaveValueAsync("allow");
        await window.Page.GetByText("When it counts, and why for user:bob").ClickAsync();
        var row = window.Page.Locator("tbody", new() { HasText = "user:bob" }).First;
        // Without the row he could edit, by the entry on the folder.
        await Assertions.Expect(row.GetByRole(AriaRole.Row).Filter(new() { HasText = "edit" }).Last).ToContainTextAsync("entry of user:bob on folder:all");
        await window.Page.GetByLabel("edit for user:bob").SelectOptionAsync("");
        await Assertions.Expect(window.Page.Locator("#preview")).ToContainTextAsync("0 permissions lost, 1 permission gained");
        await PressAsync(window, "Save");

        await Assertions.Expect(window.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Saved");
        Assert.True(await site.MayAsync("user:bob", "edit", "file:plan"));
        // Nothing is said of him any more, and what was not touched says it as it did.
        var list = await site.Service.GetAsync(site.Tenant, new ObjectRef(ObjectRef.Acl, "file:plan"), TestContext.Current.CancellationToken);
        Assert.Equal("""[{"subject":"user:cid","effect":"allow","actions":["*"]}]""", list!.Document["entries"]!.ToString());
    }

    [Fact]
    public async Task Change_AboveIsToldOfWhatLiesBelow()
    {
        await using var site = await StartAsync();
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync();
        await window.OpenAsync("permissions", ("resource", "folder:all"));

        await window.Page.GetByLabel("Remove the row of user:bob").CheckAsync();

        await Assertions.Expect(window.Page.Locator("#preview")).ToContainTextAsync("3 permissions lost");
        await Assertions.Expect(window.Page.Locator("#preview tbody")).ToContainTextAsync("file:plan");
    }

    [Fact]
    public async Task Change_ThatLeavesNobodyWhoManages_IsWarnedOf()
    {
        await using var site = await StartAsync();
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync();
        await window.OpenAsync("permissions", ("resource", "file:plan"));

        // Here a denial beats the owner, so nobody is left but the system.
        await window.Page.GetByLabel("share for user:cid").SelectOptionAsync("deny");
        await Assertions.Expect(window.Page.Locator("#preview")).ToContainTextAsync("lost");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
        await window.Page.GetByLabel("Add another").FillAsync("user:ann");
        await PressAsync(window, "Add a row");
        await window.Page.GetByLabel("share for user:ann").SelectOptionAsync("deny");

        await Assertions.Expect(window.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Neither the owner nor anybody named here could manage this any more");
        await window.PictureAsync("permissions-warning");
    }
}
