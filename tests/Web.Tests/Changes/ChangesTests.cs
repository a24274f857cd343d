using System.Net;
using Microsoft.Playwright;
using OrleansAcl.Web.Changes;

namespace OrleansAcl.Web.Tests.Changes;

/// <summary>The change log in pages: newest first, in words, live, and only for readers.</summary>
public sealed class ChangesTests(Chromium chromium)
{
    private const string Steps = """
        [{"user": {"id": "ann"}}, {"group": {"id": "ops", "members": ["user:ann"]}}, {"resource": {"id": "scheduler:42", "owner": "user:1"}},
         {"acl": {"resource": "scheduler:42", "entries": [{"subject": "user:2", "effect": "allow", "actions": ["read"]}]}}]
        """;

    [Fact]
    public async Task Changes_AreToldInWords_NewestFirst()
    {
        await using var site = await Site.StartAsync("qubole-scheduler", Steps);
        await site.ApplyAsync("""[{"members": {"group": "ops", "remove": ["user:ann"]}}]""");
        using var visitor = await site.SignInAsync();

        var page = await visitor.ReadAsync("/ui/tenants/acme/changes");

        Assert.Contains("user:ann joined group:ops", page, StringComparison.Ordinal);
        Assert.Contains("access list of scheduler:42: user:2 may now read", page, StringComparison.Ordinal);
        Assert.True(page.IndexOf("user:ann left group:ops", StringComparison.Ordinal) is > 0 and var left && left < page.IndexOf("user:ann joined group:ops", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Changes_OfManyPages_AreReachedOneByOne()
    {
        await using var site = await Site.StartAsync("qubole-scheduler", Steps);
        for (var i = 0; i < 60; i++) await site.ApplyAsync($"[{{\"resource\": {{\"id\": \"scheduler:{100 + i}\"}}}}]");
        using var visitor = await site.SignInAsync();

        Assert.DoesNotContain("data-revision=\"11\"", await visitor.ReadAsync("/ui/tenants/acme/changes"), StringComparison.Ordinal);
        var older = await visitor.ReadAsync("/ui/tenants/acme/changes?after=12");
        Assert.Contains("data-revision=\"11\"", older, StringComparison.Ordinal);
        Assert.Contains("data-revision=\"1\"", older, StringComparison.Ordinal);
        Assert.DoesNotContain("rel=\"next\"", older, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("q=scheduler:107", "scheduler:107", "scheduler:108")]
    [InlineData("kind=group", "joined group:ops", "scheduler:108")]
    [InlineData("actor=nobody", "No change looked at here fits", "scheduler:108")]
    public async Task Changes_Filtered_ShowThoseAndSayHowFarWasLooked(string query, string there, string absent)
    {
        await using var site = await Site.StartAsync("qubole-scheduler", Steps);
        for (var i = 5; i < 10; i++) await site.ApplyAsync($"[{{\"resource\": {{\"id\": \"scheduler:{100 + i}\"}}}}]");
        using var visitor = await site.SignInAsync();

        var page = await visitor.ReadAsync("/ui/tenants/acme/changes?" + query);

        Assert.Contains(there, page, StringComparison.Ordinal);
        Assert.DoesNotContain(absent, page, StringComparison.Ordinal);
        Assert.Contains("Looked at revisions 1 to 6", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_AreForReadersOnly()
    {
        await using var site = await Site.StartAsync("qubole-scheduler", Steps);
        using var ann = await site.SignInAsync(site.TokenOf("ann"));
        using var reader = await site.SignInAsync(site.TokenOf("ann", "acl:read"));

        foreach (var path in (string[])["changes", "changes/live", "change?revision=1"])
            Assert.Equal(HttpStatusCode.Forbidden, (await ann.GetAsync("/ui/tenants/acme/" + path)).Status);
        Assert.Contains("user:ann joined group:ops", await reader.ReadAsync("/ui/tenants/acme/changes"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("change", HttpStatusCode.BadRequest)]
    [InlineData("change?revision=x", HttpStatusCode.BadRequest)]
    [InlineData("change?revision=0", HttpStatusCode.NotFound)]
    [InlineData("change?revision=2", HttpStatusCode.NotFound)]
    [InlineData("changes?after=x", HttpStatusCode.BadRequest)]
    public async Task Page_OfNoRevision_SaysSo(string path, HttpStatusCode status)
    {
        await using var site = await Site.StartAsync("qubole-scheduler", Steps);
        using var visitor = await site.SignInAsync();
        Assert.Equal(status, (await visitor.GetAsync("/ui/tenants/acme/" + path)).Status);
    }

    [Fact]
    public async Task Names_ThatLookLikeMarkup_AreText()
    {
        await using var site = await Site.StartAsync("qubole-scheduler", """[{"user": {"id": "<b>'\"&amp; ü/ö"}}, {"group": {"id": "g <i>", "members": ["user:<b>'\"&amp; ü/ö"]}}]""");
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync();
        await window.OpenAsync("change", ("revision", "1"));
        await Assertions.Expect(window.Page.GetByText("user:<b>'\"&amp; ü/ö joined group:g <i>", new() { Exact = true })).ToBeVisibleAsync();
        await window.RequireAccessibleAsync();
    }

    [Fact]
    public async Task Browser_SeesNewChangesAsTheyAreMade_AndPauses()
    {
        await using var site = await Jobs.StartAsync();
        await site.ApplyAsync("""[{"grant": {"resource": "job:nightly", "to": "group:ops", "actions": ["view", "run"]}}]""");
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync();
        await window.OpenAsync("changes");
        await Assertions.Expect(window.Page.Locator("[data-state]")).ToHaveTextAsync("Live");

        await site.ApplyAsync("""[{"user": {"id": "eve"}}]""");
        await Assertions.Expect(window.Page.Locator(".changes > li").First).ToContainTextAsync("user eve was made");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("New: revision 3");

        await window.Page.Locator("[data-pause]").ClickAsync();
        await site.ApplyAsync("""[{"user": {"id": "mallory"}}]""");
        await Assertions.Expect(window.Page.Locator("[data-state]")).ToHaveTextAsync("Paused");
        await Assertions.Expect(window.Page.Locator(".changes > li")).ToHaveCountAsync(3);
        await window.Page.Locator("[data-pause]").ClickAsync();
        await Assertions.Expect(window.Page.Locator(".changes > li").First).ToContainTextAsync("user mallory was made");

        await window.RequireAccessibleAsync();
        await window.PictureAsync("changes");
    }

    [Fact]
    public async Task Stream_TellsOfARevision_AndEndsForWhoMayNoLongerRead()
    {
        await using var site = await Site.StartAsync("qubole-scheduler", Steps);
        using var admin = new HttpClient { BaseAddress = site.Address };
        admin.DefaultRequestHeaders.Authorization = new("Bearer", Site.Token);
        using var made = await admin.PostAsync("/tenants/acme/v1/keys", new StringContent("""{"id": "ci", "scope": "read"}""", System.Text.Encoding.UTF8, "application/json"), Cancellation);
        var key = OrleansAcl.Documents.Json.Parse(await made.Content.ReadAsStringAsync(Cancellation))["token"]!.Text;
        using var visitor = await site.SignInAsync(key);

        using var stream = await visitor.StreamAsync("/ui/tenants/acme/changes/live?since=2");
        await site.ApplyAsync("""[{"user": {"id": "eve"}}]""");
        Assert.Equal("data: 3", await NextAsync(stream, "data: "));

        await admin.DeleteAsync("/tenants/acme/v1/keys/ci", Cancellation);
        Assert.Null(await NextAsync(stream, "data: "));
    }

    [Fact]
    public async Task Streams_BeyondTheMost_AreRefused_AndPagesAreNot()
    {
        await using var site = await Site.StartAsync("qubole-scheduler", Steps);
        using var visitor = await site.SignInAsync();
        var open = new List<StreamReader>();
        for (var i = 0; i < OpenStreams.Most; i++) open.Add(await visitor.StreamAsync("/ui/tenants/acme/changes/live?since=2"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await visitor.GetAsync("/ui/tenants/acme/changes/live?since=2")).Status);
        await visitor.ReadAsync("/ui/tenants/acme/changes");

        foreach (var stream in open) stream.Dispose();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The next line that begins so; null when the stream ends before.</summary>
    private static async Task<string?> NextAsync(StreamReader stream, string start)
    {
        while (await stream.ReadLineAsync(Cancellation) is { } line)
            if (line.StartsWith(start, StringComparison.Ordinal)) return line;
        return null;
    }
}
