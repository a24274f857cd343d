using Microsoft.Playwright;

namespace OrleansAcl.Web.Tests.Layout;

/// <summary>Every page, with awkward names on it: whoever opens it, it is accessible in light and in dark, and fits a narrow window.</summary>
public sealed class EveryPageTests(Chromium chromium)
{
    private const string Schedules = "qubole-scheduler";

    private const string Documents = "lusid-scheduler";

    private const string Levels = "apolo";

    /// <summary>Pages by the model that has most to show on them.</summary>
    public static TheoryData<string, string> ForTheAdministrator => new()
    {
        { Schedules, "resources" }, { Schedules, "resources?q=nothing+of+that+name" },
        { Schedules, "resource?ref={resource}" }, { Schedules, "resource?ref={resource}&who=read" },
        { Schedules, "permissions?resource={resource}" },
        { Schedules, "subjects" }, { Schedules, "subject?ref={user}" }, { Schedules, "subject?ref={group}" }, { Schedules, "remove?ref={user}" },
        { Schedules, "subject-change?ref={user}&change=join&group={group}" },
        { Schedules, "check" }, { Schedules, "check?subject={user}&action=read&resource={resource}" },
        { Schedules, "check?subject={stranger}&action=read&resource={resource}&context=ip%3A%201" },
        { Schedules, "what-if" }, { Schedules, "what-if?steps=-%20remove%3A%20{user}" },
        { Schedules, "operations" }, { Schedules, "operations?name=change-owner" },
        { Schedules, "operations?name=edit-schedule&try=1&subject={stranger}&arg.schedule={resource}" },
        { Schedules, "model" }, { Schedules, "model?edit=yes" }, { Schedules, "changes" },
        { Schedules, "change?revision=1" }, { Schedules, "change?revision=1&undo=preview" }, { Schedules, "keys" },
        { Documents, "documents" }, { Documents, "documents?kind=role" }, { Documents, "document?kind=role" }, { Documents, "document?kind=role&id={role}" },
        { Documents, "document?kind=policy&id={policy}" }, { Documents, "document?kind=policy&id={policy}&delete=yes" }, { Documents, "subject?ref={user}" },
        { Documents, "permissions?resource={resource}" }, { Documents, "operations" }, { Documents, "check?subject={user}&action=Run&resource={resource}" },
        { Levels, "resources" }, { Levels, "resources/tree" }, { Levels, "resource?ref={resource}" }, { Levels, "permissions?resource={resource}" },
        { Levels, "check?subject={stranger}&action=write&resource={resource}" },
        { Schedules, "/ui" }, { Schedules, "/ui/server" }, { Schedules, "/ui/sign-in" },
    };

    public static TheoryData<string, string> ForAUser => new()
    {
        { Schedules, "resources" }, { Schedules, "resource?ref={resource}" }, { Schedules, "permissions?resource={resource}" }, { Schedules, "subject" },
        { Schedules, "check" },
        { Schedules, "check?action=read&resource={resource}" }, { Schedules, "operations" }, { Schedules, "/ui" }, { Documents, "subject" }, { Levels, "resources" },
        { Levels, "permissions?resource={resource}" },
    };

    [Theory]
    [MemberData(nameof(ForTheAdministrator))]
    public Task Page_OfTheAdministrator_IsAccessibleAndFitsANarrowWindow(string model, string page) => LookAsync(model, page, _ => Site.Token);

    [Theory]
    [MemberData(nameof(ForAUser))]
    public Task Page_OfAUserWithoutScopes_IsAccessibleAndFitsANarrowWindow(string model, string page) => LookAsync(model, page, site => site.TokenOf(OddWorld.Self));

    [Fact]
    public async Task Navigation_LeadsToPagesThatAreLookedAt()
    {
        await using var site = await Site.StartAsync(Documents, OddWorld.Of(Documents).Filled());
        Assert.Empty((await LinksAsync(site, Site.Token)).Except(Looked(ForTheAdministrator)));
        Assert.Empty((await LinksAsync(site, site.TokenOf(OddWorld.Self))).Except(Looked(ForAUser)));

        static IEnumerable<string> Looked(TheoryData<string, string> pages) =>
            pages.Select(row => row.Data.Item2).Select(page => page.StartsWith('/') ? page : PagePaths.Of(TenantId.Parse("acme"), page));
    }

    private async Task LookAsync(string model, string page, Func<Site, string> token)
    {
        var world = OddWorld.Of(model);
        await using var site = await Site.StartAsync(model, world.Filled());
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync(token(site));
        await window.Page.GotoAsync(page.StartsWith('/') ? page : $"{PagePaths.Of(site.Tenant, "")}/{world.Page(page)}");
        await window.ColorAsync(ColorScheme.Light);
        await window.RequireAccessibleAsync();
        await window.ColorAsync(ColorScheme.Dark);
        await window.RequireAccessibleAsync();
        await window.RequireNarrowAsync();
    }

    private async Task<IReadOnlyList<string>> LinksAsync(Site site, string token)
    {
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync(token);
        var links = window.Page.GetByRole(AriaRole.Navigation, new() { Name = "Pages" }).GetByRole(AriaRole.Link);
        return await links.EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
    }
}
