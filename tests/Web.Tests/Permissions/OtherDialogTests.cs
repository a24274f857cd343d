using System.Net;
using Microsoft.Playwright;

namespace OrleansAcl.Web.Tests.Permissions;

/// <summary>The dialogs of models without access lists: levels, roles in namespaces, and documents alone.</summary>
public sealed class OtherDialogTests(Chromium chromium)
{
    private const string File = "storage://default/o/p/f";

    private const string Files = """
        [{"user": {"id": "alice"}}, {"user": {"id": "bob"}}, {"user": {"id": "carl"}}, {"user": {"id": "dora"}},
         {"resource": {"id": "storage://default/o/p/f", "owner": "user:alice"}},
         {"role": {"name": "alice/roles/readers", "permissions": [{"uri": "storage://default/o/p/f", "action": "read"}]}},
         {"grant": {"resource": "storage://default/o", "to": "user:dora", "level": "read"}},
         {"grant": {"resource": "storage://default/o/p/f", "to": "user:bob", "level": "write"}}]
        """;

    private const string Hub = """
        [{"user": {"id": "ann"}}, {"user": {"id": "bob"}},
         {"role": {"name": "Binder", "rules": [{"object": "/RoleBindings", "actions": ["Create", "Delete"]}]}},
         {"role": {"name": "Reader", "rules": [{"object": "/Pipelines/*", "actions": ["Read"]}]}},
         {"bind": {"role": "Binder", "to": ["user:ann"], "namespace": "n"}},
         {"bind": {"role": "Reader", "to": ["user:ann"]}},
         {"resource": {"id": "object:/Pipelines/nightly", "namespace": "n"}}]
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Task PressAsync(Window window, string button) => window.Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    [Fact]
    public async Task Levels_OwnerLowersOneAndGivesAnother()
    {
        await using var site = await Site.StartAsync("apolo", Files);
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync(site.TokenOf("alice"));
        await window.OpenAsync("resource", ("ref", File));
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Manage permissions" }).ClickAsync();
        await window.RequireAccessibleAsync();

        await window.Page.GetByLabel("Level of user:bob").SelectOptionAsync("read");
        await Assertions.Expect(window.Page.Locator("#preview")).ToContainTextAsync("1 permission lost");
        Assert.True(await site.MayAsync("user:bob", "write", File));
        await window.Page.GetByLabel("Add another").FillAsync("user:carl");
        await PressAsync(window, "Add a row");
        await window.Page.GetByLabel("Level of user:carl").SelectOptionAsync("manage");
        await PressAsync(window, "Save");

        await Assertions.Expect(window.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Saved, revision 2");
        Assert.False(await site.MayAsync("user:bob", "write", File));
        Assert.True(await site.MayAsync("user:bob", "read", File));
        Assert.True(await site.MayAsync("user:carl", "manage", File));
    }

    [Fact]
    public async Task Levels_ForReaders_ShowWhereEverythingComesFrom()
    {
        await using var site = await Site.StartAsync("apolo", Files);
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync();
        await window.OpenAsync("permissions", ("resource", File));
        await window.RequireAccessibleAsync();

        await Assertions.Expect(window.Page.GetByLabel("Level of role:alice/roles/readers")).ToHaveValueAsync("read");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "user:dora" })).ToContainTextAsync("storage://default/o");
        await Assertions.Expect(window.Page.GetByText("The owner,")).ToContainTextAsync("manage");
        await window.PictureAsync("levels");
    }

    [Theory]
    [InlineData("bob")]
    [InlineData("dora")]
    public async Task Levels_OfWhoDoesNotManage_AreNotThere(string user)
    {
        await using var site = await Site.StartAsync("apolo", Files);
        using var visitor = await site.SignInAsync(site.TokenOf(user));

        var dialog = await visitor.GetAsync(PagePaths.Of(site.Tenant, "permissions", ("resource", File)));
        var page = await visitor.ReadAsync(PagePaths.Of(site.Tenant, "resource", ("ref", File)));

        Assert.Equal(HttpStatusCode.NotFound, dialog.Status);
        Assert.DoesNotContain("Manage permissions", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Levels_ThatChangedMeanwhile_AreNotOverwritten()
    {
        await using var site = await Site.StartAsync("apolo", Files);
        using var visitor = await site.SignInAsync(site.TokenOf("alice"));
        var path = PagePaths.Of(site.Tenant, "permissions", ("resource", File));
        var fields = ScheduleWorld.Fields(await visitor.ReadAsync(path)).ToList();
        await site.ApplyAsync($$$"""[{"grant": {"resource": "{{{File}}}", "to": "user:bob", "level": "manage"}}]""");

        var answer = await visitor.PostAsync(path, await visitor.TokenAsync(path), [.. fields, ("level.0", "read"), ("do", "save")]);

        Assert.Equal(HttpStatusCode.PreconditionFailed, answer.Status);
        Assert.Contains("stored now: manage", answer.Text, StringComparison.Ordinal);
        Assert.True(await site.MayAsync("user:bob", "manage", File));
    }

    [Fact]
    public async Task Roles_AreBoundAndTakenInTheNamespace()
    {
        await using var site = await Site.StartAsync("slc-hub", Hub);
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync(site.TokenOf("ann", "acl:read"));
        await window.OpenAsync("resource", ("ref", "object:/Pipelines/nightly"));
        await window.RequireAccessibleAsync();
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Manage permissions" }).ClickAsync();
        await window.RequireAccessibleAsync();
        Assert.False(await site.MayAsync("user:bob", "Read", "object:/Pipelines/nightly"));

        await window.Page.GetByLabel("Role", new() { Exact = true }).FillAsync("Reader");
        await window.Page.GetByLabel("User or group").FillAsync("user:bob");
        await PressAsync(window, "Preview");
        await Assertions.Expect(window.Page.Locator("#preview")).ToContainTextAsync("gained");
        await window.PictureAsync("roles");
        await PressAsync(window, "Save");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Saved, revision 2");
        Assert.True(await site.MayAsync("user:bob", "Read", "object:/Pipelines/nightly"));

        await window.Page.GetByLabel("Take Reader from user:bob").CheckAsync();
        await PressAsync(window, "Save");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Saved, revision 3");
        Assert.False(await site.MayAsync("user:bob", "Read", "object:/Pipelines/nightly"));
        Assert.Equal("user:ann", (await site.Service.ChangesAsync(site.Tenant, new(2), Cancellation)).Changes.Single().As.Single().ToString());
    }

    [Fact]
    public async Task Roles_BoundByWhoMayNot_AreRefusedWithWords()
    {
        await using var site = await Site.StartAsync("slc-hub", Hub);
        using var visitor = await site.SignInAsync(site.TokenOf("bob", "acl:read"));
        var path = PagePaths.Of(site.Tenant, "permissions", ("resource", "object:/Pipelines/nightly"));

        var answer = await visitor.PostAsync(path, await visitor.TokenAsync(path), ("role", "Binder"), ("to", "user:bob"), ("do", "save"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Contains("Create object:/RoleBindings", answer.Text, StringComparison.Ordinal);
        Assert.Equal(1, (await site.Service.GetTenantAsync(site.Tenant, Cancellation))!.Revision);
    }

    [Fact]
    public async Task Documents_DecideWhereNothingCanBeSet()
    {
        const string Steps = """
            [{"user": {"id": "ann"}}, {"resource": {"id": "jobtemplates:t", "owner": "user:carl"}},
             {"policy": {"name": "P", "permissions": [{"resourceType": "jobtemplates", "allowed": ["view"], "resourceIds": ["t"]}]}},
             {"bind": {"policy": "P", "to": ["user:ann"]}}]
            """;
        await using var site = await Site.StartAsync("actian-dataconnect", Steps);
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync();
        await window.OpenAsync("resource", ("ref", "jobtemplates:t"));

        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Where rights come from" }).ClickAsync();

        await window.RequireAccessibleAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "user:ann" })).ToContainTextAsync("policies");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Link, new() { Name = "P", Exact = true })).ToHaveAttributeAsync("href", "/ui/tenants/acme/document?kind=policy&id=P");
        using var visitor = await site.SignInAsync();
        var path = PagePaths.Of(site.Tenant, "permissions", ("resource", "jobtemplates:t"));
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.PostAsync(path, await visitor.TokenAsync(path), ("do", "save"))).Status);
    }
}
