using System.Net;
using OrleansAcl.Web.Tests.Permissions;

namespace OrleansAcl.Web.Tests.Resources;

/// <summary>The page of one resource: what is told of it, and to whom.</summary>
public sealed class ResourcePageTests(Chromium chromium)
{
    private const string Files = """
        [{"user": {"id": "alice"}}, {"user": {"id": "bob"}},
         {"resource": {"id": "storage://default/o/p", "owner": "user:alice"}}, {"resource": {"id": "storage://default/o/p/f/g"}},
         {"grant": {"resource": "storage://default/o/p", "to": "user:bob", "level": "read"}}]
        """;

    [Fact]
    public async Task Reader_SeesFactsAndWhoMayDoWhat()
    {
        await using var site = await ScheduleWorld.StartAsync();
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync();

        await window.OpenAsync("resource", ("ref", "scheduler:42"), ("who", "clone"));

        await window.RequireAccessibleAsync();
        await window.PictureAsync("resource");
        var text = await window.Page.InnerTextAsync("main");
        Assert.Contains("0 7 * * *", text, StringComparison.Ordinal);
        var who = await window.Page.InnerTextAsync("#who");
        Assert.Contains("user:3", who, StringComparison.Ordinal);
        Assert.DoesNotContain("user:2", who, StringComparison.Ordinal);
        var row = await window.Page.Locator("tr", new() { HasText = "group:7" }).InnerTextAsync();
        Assert.Equal(["✓ may", "✗ may not", "✗ may not", "✓ may", "✗ may not"], System.Text.RegularExpressions.Regex.Matches(row, "[✓✗] may( not)?").Select(found => found.Value));
    }

    [Fact]
    public async Task User_SeesWhatHeMayHimself_AndNothingOfOthers()
    {
        await using var site = await ScheduleWorld.StartAsync();
        using var visitor = await site.SignInAsync(site.TokenOf("3"));

        var page = await visitor.ReadAsync(ScheduleWorld.Page + "&who=read");

        Assert.Contains("✓ read", page, StringComparison.Ordinal);
        Assert.Contains("✓ clone", page, StringComparison.Ordinal);
        Assert.DoesNotContain("✓ update", page, StringComparison.Ordinal);
        foreach (var other in (string[])["user:1", "user:2", "group:7", "0 7 * * *", "Who may do what"]) Assert.DoesNotContain(other, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Path_LeadsUpAndDown()
    {
        await using var site = await Site.StartAsync("apolo", Files);
        using var visitor = await site.SignInAsync();

        var page = await visitor.ReadAsync(PagePaths.Of(site.Tenant, "resource", ("ref", "storage://default/o/p")));

        Assert.Contains("resources?parent=storage%3A%2F%2Fdefault%2Fo\"", page, StringComparison.Ordinal);
        Assert.Contains("1 resource</a>", page, StringComparison.Ordinal);
        Assert.Contains("granted a level here", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?ref=scheduler:99", HttpStatusCode.NotFound)]
    [InlineData("?ref=video:1", HttpStatusCode.BadRequest)]
    [InlineData("?ref=", HttpStatusCode.BadRequest)]
    [InlineData("?ref=scheduler:42&who=fly", HttpStatusCode.BadRequest)]
    public async Task Resource_ThatIsNone_IsSaid(string query, HttpStatusCode status)
    {
        await using var site = await ScheduleWorld.StartAsync();
        using var visitor = await site.SignInAsync();
        Assert.Equal(status, (await visitor.GetAsync("/ui/tenants/acme/resource" + query)).Status);
    }
}
