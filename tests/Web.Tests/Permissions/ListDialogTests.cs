using Microsoft.Playwright;

namespace OrleansAcl.Web.Tests.Permissions;

/// <summary>The dialog of an access list, in a browser, from the first tick to the decision behind it.</summary>
public sealed class ListDialogTests(Chromium chromium)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static ILocator Box(Window window, string name) => window.Page.GetByRole(AriaRole.Checkbox, new() { Name = name, Exact = true });

    private static Task PressAsync(Window window, string button) => window.Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    private static Task OpenAsync(Window window, string resource = "scheduler:42") => window.OpenAsync("permissions", ("resource", resource));

    [Fact]
    public async Task Owner_TicksABox_SeesWhatItChanges_AndSaves()
    {
        await using var site = await ScheduleWorld.StartAsync();
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync(site.TokenOf("1"));
        await window.OpenAsync("resource", ("ref", "scheduler:42"));
        await window.RequireAccessibleAsync();

        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Manage permissions" }).ClickAsync();
        await window.RequireAccessibleAsync();
        await Assertions.Expect(Box(window, "user:2 may read")).ToBeCheckedAsync();
        await Box(window, "user:2 may update").CheckAsync();
        // The preview comes by itself while boxes are ticked, and stores nothing.
        await Assertions.Expect(window.Page.Locator("#preview")).ToContainTextAsync("user:2");
        await Assertions.Expect(window.Page.Locator("#preview")).ToContainTextAsync("1 permission gained");
        Assert.False(await site.MayAsync("user:2", "update", "scheduler:42"));
        await window.Page.GetByLabel("Reason, for the change log").FillAsync("she runs it on Mondays");
        await PressAsync(window, "Save");

        await Assertions.Expect(window.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Saved, revision 2");
        Assert.True(await site.MayAsync("user:2", "update", "scheduler:42"));
        var change = (await site.Service.ChangesAsync(site.Tenant, new(1), Cancellation)).Changes.Single();
        Assert.Equal(("user:1", "she runs it on Mondays", "user:1"), (change.Actor, change.Reason, change.As.Single().ToString()));
    }

    [Fact]
    public async Task Dialog_WithoutAScript_AddsARowPreviewsAndSaves()
    {
        await using var site = await ScheduleWorld.StartAsync();
        await using var window = await chromium.OpenAsync(site, script: false);
        await window.SignInAsync();
        await OpenAsync(window);

        await Box(window, "user:2 may manage").UncheckAsync();
        await window.Page.GetByLabel("Add another").FillAsync("user:4");
        await PressAsync(window, "Add a row");
        // What was ticked before stays.
        await Assertions.Expect(Box(window, "user:2 may manage")).Not.ToBeCheckedAsync();
        await Box(window, "user:4 may read").CheckAsync();
        await PressAsync(window, "Preview");

        var preview = window.Page.Locator("#preview");
        await Assertions.Expect(preview).ToContainTextAsync("1 permission lost, 1 permission gained");
        // Losses come first.
        await Assertions.Expect(preview.Locator("tbody tr").First).ToContainTextAsync("manage");
        Assert.False(await site.MayAsync("user:4", "read", "scheduler:42"));
        await PressAsync(window, "Save");

        await Assertions.Expect(window.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Saved, revision 2");
        Assert.True(await site.MayAsync("user:4", "read", "scheduler:42"));
        Assert.False(await site.MayAsync("user:2", "manage", "scheduler:42"));
    }

    [Fact]
    public async Task Row_OfOneTick_DeniesTheOthers_EvenAgainstTheGroup()
    {
        await using var site = await ScheduleWorld.StartAsync();
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync();
        Assert.True(await site.MayAsync("user:3", "clone", "scheduler:42"));
        await OpenAsync(window);

        await window.Page.GetByLabel("Add another").FillAsync("user:3");
        await PressAsync(window, "Add a row");
        // What he would have without a row is told in the row: it comes from his group.
        await window.Page.GetByText("When it counts, and why for user:3").ClickAsync();
        await Assertions.Expect(window.Page.Locator("tbody", new() { HasText = "user:3" }).First).ToContainTextAsync("through entries of groups: entry of group:7");
        await Box(window, "user:3 may update").CheckAsync();
        await Assertions.Expect(window.Page.Locator("#preview")).ToContainTextAsync("2 permissions lost, 1 permission gained");
        await window.PictureAsync("permissions-preview");
        await PressAsync(window, "Save");

        await Assertions.Expect(window.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Saved");
        Assert.True(await site.MayAsync("user:3", "update", "scheduler:42"));
        Assert.False(await site.MayAsync("user:3", "clone", "scheduler:42"));
        var list = await site.Service.GetAsync(site.Tenant, new ObjectRef(ObjectRef.Acl, "scheduler:42"), Cancellation);
        Assert.Contains("""{"subject":"user:3","effect":"deny","actions":["read","delete","clone","manage"]}""", list!.Document.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OwnerAndAdministrators_AreShownAsUnrevocable()
    {
        await using var site = await ScheduleWorld.StartAsync();
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync(site.TokenOf("1"));
        await OpenAsync(window);

        ILocator Row(string who) => window.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = who });
        await Assertions.Expect(Row("the owner").GetByText("unrevocable")).ToHaveCountAsync(5);
        await Assertions.Expect(Row("group:system-admin").GetByText("unrevocable")).ToHaveCountAsync(5);
        await Assertions.Expect(Row("Users stored as administrators").GetByText("unrevocable")).ToHaveCountAsync(5);
        await window.PictureAsync("permissions");

        // A list that somebody else writes can deny the owner: then it is not unrevocable, and nothing says so.
        await window.SignInAsync();
        await OpenAsync(window);
        await Assertions.Expect(Row("the owner").GetByText("unrevocable")).ToHaveCountAsync(0);
        await Assertions.Expect(Row("group:system-admin").GetByText("unrevocable")).ToHaveCountAsync(5);
    }

    [Fact]
    public async Task Manager_WhoTakesHisOwnRight_IsWarnedAndThenGone()
    {
        await using var site = await ScheduleWorld.StartAsync();
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync(site.TokenOf("2"));
        await OpenAsync(window);

        await Box(window, "user:2 may manage").UncheckAsync();
        await Assertions.Expect(window.Page.Locator("#preview").GetByRole(AriaRole.Alert)).ToContainTextAsync("You would lose the right to manage this.");
        await PressAsync(window, "Save");

        await Assertions.Expect(window.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Saved, revision 2");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Link, new() { Name = "Manage permissions" })).ToHaveCountAsync(0);
        Assert.Contains("/resource?", window.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Terms_AreKept_AndCanBeSet()
    {
        await using var site = await ScheduleWorld.StartAsync();
        await site.ApplyAsync("""
            [{"acl": {"resource": "scheduler:42", "by": "user:1", "entries": [
              {"subject": "user:2", "effect": "allow", "actions": ["read"], "until": "2126-01-01T00:00:00.5Z"},
              {"subject": "group:7", "effect": "allow", "actions": ["read"], "when": "context.ip == '10.0.0.1'"}]}}]
            """);
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync();
        await OpenAsync(window);

        await window.Page.GetByLabel("Add another").FillAsync("user:4");
        await PressAsync(window, "Add a row");
        await Box(window, "user:4 may read").CheckAsync();
        await window.Page.GetByText("When it counts, and why for user:4").ClickAsync();
        await window.Page.Locator("[id='until.2']").FillAsync("2126-02-03T04:05:06");
        await PressAsync(window, "Save");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Saved");

        var entries = (await site.Service.GetAsync(site.Tenant, new ObjectRef(ObjectRef.Acl, "scheduler:42"), Cancellation))!.Document["entries"]!.ToString();
        Assert.Contains("\"until\":\"2126-01-01T00:00:00.5Z\"", entries, StringComparison.Ordinal);
        Assert.Contains("\"when\":\"context.ip == '10.0.0.1'\"", entries, StringComparison.Ordinal);
        Assert.Contains("""{"subject":"user:4","effect":"allow","actions":["read"],"until":"2126-02-03T04:05:06Z"}""", entries, StringComparison.Ordinal);
        // Only the row that was touched is completed: nothing is denied to the others.
        Assert.DoesNotContain("""{"subject":"user:2","effect":"deny""", entries, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dialog_InTheDark_IsAccessible()
    {
        await using var site = await ScheduleWorld.StartAsync();
        await using var window = await chromium.OpenAsync(site, dark: true);
        await window.SignInAsync();
        await OpenAsync(window);
        await Box(window, "user:2 may manage").UncheckAsync();
        await Assertions.Expect(window.Page.Locator("#preview")).ToContainTextAsync("1 permission lost");
        await window.RequireAccessibleAsync();
        await window.PictureAsync("permissions-preview-dark");
        await window.OpenAsync("resource", ("ref", "scheduler:42"));
        await window.RequireAccessibleAsync();
        await window.PictureAsync("resource-dark");
    }
}
