using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace OrleansAcl.Web.Tests.Tour;

/// <summary>The walks of <c>docs/tour.md</c>, in a browser: what is said there can be done, and the pictures there are taken here.</summary>
public sealed class TourTests(Chromium chromium)
{
    private const string Report = "scheduler:daily-sales-report";

    private const string BoardPack = "scheduler:weekly-board-pack";

    [Fact]
    public async Task Administrator_LooksAroundAndAsksWhy()
    {
        await using var site = await TeamAsync();
        await using var window = await chromium.OpenAsync(site);
        await window.Page.GotoAsync("/ui/sign-in");
        await window.Page.GetByLabel("Tenant").FillAsync("data-team");
        await window.TourPictureAsync("sign-in");
        await window.SignInAsync();

        await window.Page.GetByRole(AriaRole.Link, new() { Name = "data-team" }).ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.Link, new() { Name = "daily-sales-report" })).ToBeVisibleAsync();
        await window.TourPictureAsync("resources");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "daily-sales-report" }).ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "Who may do what" })).ToBeVisibleAsync();
        await window.TourPictureAsync("resource");

        await window.OpenAsync("check", ("subject", "user:tom"), ("action", "read"), ("resource", BoardPack));
        await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "Allow" })).ToBeVisibleAsync();
        await window.TourPictureAsync("check");
        await window.OpenAsync("check", ("subject", "user:tom"), ("action", "update"), ("resource", Report));
        await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "What would have to change" })).ToBeVisibleAsync();
        await window.ColorAsync(ColorScheme.Dark);
        await window.TourPictureAsync("suggestions", 860);
        await window.ColorAsync(ColorScheme.Light);
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Try it" }).First.ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "user:tom" }).First).ToBeVisibleAsync();
        await window.TourPictureAsync("what-if");
        Assert.False(await site.MayAsync("user:tom", "update", Report));
    }

    [Fact]
    public async Task Owner_SharesWhatIsHers()
    {
        await using var site = await TeamAsync();
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync(site.TokenOf("nora"));
        await window.OpenAsync("permissions", ("resource", Report));
        await Expect(window.Page.GetByRole(AriaRole.Checkbox, new() { Name = "user:sam may read" })).ToBeCheckedAsync();
        await window.TourPictureAsync("permissions", 860);

        await window.Page.GetByRole(AriaRole.Checkbox, new() { Name = "user:sam may delete" }).CheckAsync();
        await window.Page.GetByRole(AriaRole.Checkbox, new() { Name = "group:analysts may clone" }).UncheckAsync();
        await window.Page.Locator("input[name=reason]").FillAsync("Sam tidies up after the move");
        await Expect(window.Page.Locator("#preview")).ToContainTextAsync("1 permission lost, 1 permission gained");
        await window.TourPictureAsync("permissions-preview");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Saved");
        Assert.True(await site.MayAsync("user:sam", "delete", Report));
    }

    [Fact]
    public async Task Administrator_LetsSomebodyGoAndTakesAChangeBack()
    {
        await using var site = await TeamAsync();
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync();
        await window.OpenAsync("subject", ("ref", "user:priya"));
        await Expect(window.Page.GetByRole(AriaRole.Link, new() { Name = BoardPack }).First).ToBeVisibleAsync();
        await window.TourPictureAsync("subject", 1060);
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Remove everywhere…" }).ClickAsync();
        await Expect(window.Page.GetByText("What is lost")).ToBeVisibleAsync();
        await window.TourPictureAsync("remove", 900);

        await window.OpenAsync("changes");
        await Expect(window.Page.GetByText("Figures of the quarter")).ToBeVisibleAsync();
        await Expect(window.Page.GetByText("Live", new() { Exact = true })).ToBeVisibleAsync();
        await window.TourPictureAsync("changes", 900);
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Revision 2" }).ClickAsync();
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Undo…" }).ClickAsync();
        await Expect(window.Page.GetByText("Undo this change?")).ToBeVisibleAsync();
        await window.TourPictureAsync("undo", 940);

        await window.ColorAsync(ColorScheme.Dark);
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Server" }).ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "qubole-scheduler" })).ToBeVisibleAsync();
        await window.TourPictureAsync("server");
    }

    /// <summary>What if lists spoke of groups before they speak of users? Tom would lose what was given to him by name.</summary>
    [Fact]
    public async Task Administrator_TriesAnOperationAndPlansAnotherModel()
    {
        await using var site = await TeamAsync();
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync();
        await window.OpenAsync("operations", ("name", "clone-schedule"));
        await window.Page.GetByLabel("Who").FillAsync("user:tom");
        await window.Page.GetByLabel("schedule", new() { Exact = true }).FillAsync(Report);
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Try", Exact = true }).ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("deny");
        await window.TourPictureAsync("operation");

        await window.OpenAsync("model", ("edit", "yes"));
        var file = window.Page.GetByLabel("Model file");
        var (users, groups) = ("subjects: users, ", "subjects: groups, ");
        var text = await file.InputValueAsync();
        Assert.True(text.IndexOf(users, StringComparison.Ordinal) < text.IndexOf(groups, StringComparison.Ordinal));
        await file.FillAsync(string.Join('\n', Exchanged(text.Split('\n'), users, groups)));
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Plan", Exact = true }).ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "user:tom" }).First).ToContainTextAsync(BoardPack);
        await window.TourPictureAsync("model-plan", 860, fromBottom: true);

        static IEnumerable<string> Exchanged(string[] lines, string one, string other)
        {
            var (first, second) = (Of(one), Of(other));
            (lines[first], lines[second]) = (lines[second], lines[first]);
            return lines;

            int Of(string text) => Array.FindIndex(lines, line => line.Contains(text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Document_WithAnError_IsPointedAtItsLine()
    {
        await using var site = await TourWorld.StartAsync(new TourClock());
        await TourWorld.MakeJobsAsync(site);
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync();
        await window.OpenAsync("document", ("kind", "policy"), ("id", "not-production"));
        var text = window.Page.GetByLabel("Text");
        await text.FillAsync((await text.InputValueAsync()).Replace("grant: Deny", "grant: Dney", StringComparison.Ordinal));
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Validate" }).ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Line 3");
        await window.TourPictureAsync("document", 1100);
    }

    [Fact]
    public async Task Storage_IsATreeWithLevels()
    {
        await using var site = await TourWorld.StartAsync(new TourClock());
        await TourWorld.MakeStorageAsync(site);
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync();
        await window.OpenAsync("resources/tree");
        await window.ColorAsync(ColorScheme.Dark);
        foreach (var branch in (string[])["storage://main", "storage://main/acme", "storage://main/acme/vision", "storage://main/acme/vision/datasets"])
            await window.Page.GetByRole(AriaRole.Link, new() { Name = $"Open {branch}", Exact = true }).ClickAsync();
        await Expect(window.Page.GetByText("streets")).ToBeVisibleAsync();
        await window.TourPictureAsync("tree");
        await window.ColorAsync(ColorScheme.Light);
        await window.OpenAsync("permissions", ("resource", "storage://main/acme/vision/datasets/streets"));
        await Expect(window.Page.GetByLabel("Level of user:marco")).ToHaveValueAsync("write");
        await window.TourPictureAsync("levels", 1100);
    }

    private static async Task<Site> TeamAsync()
    {
        var clock = new TourClock();
        var site = await TourWorld.StartAsync(clock);
        await TourWorld.MakeTeamAsync(site, clock);
        return site;
    }
}
