using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace OrleansAcl.Web.Tests.Subjects;

public sealed class SubjectPageTests(Chromium chromium)
{
    private const string Path = "/ui/tenants/acme/subject";

    /// <summary>Ann is in the night shift until long after, and so in operations, to which a role is bound; she owns one schedule and is named by the list of another.</summary>
    private const string World = """
        [{"user": {"id": "ann", "properties": {"team": "web", "level": 3}}}, {"user": {"id": "bob"}},
         {"group": {"id": "night", "members": [{"member": "user:ann", "until": "2199-01-01T00:00:00Z"}]}},
         {"group": {"id": "ops", "members": ["group:night", {"member": "user:bob", "from": "2199-01-01T00:00:00Z"}]}},
         {"role": {"name": "viewer", "policies": [{"resource": "scheduler", "access": "allow", "action": ["read"]}]}}, {"bind": {"role": "viewer", "to": ["group:ops"]}},
         {"resource": {"id": "scheduler:1", "owner": "user:ann"}}, {"resource": {"id": "scheduler:2"}}, {"resource": {"id": "scheduler:3"}},
         {"acl": {"resource": "scheduler:2", "entries": [{"subject": "user:ann", "effect": "allow", "actions": ["update"]}, {"subject": "user:bob", "effect": "deny", "actions": ["read"]}]}}]
        """;

    [Fact]
    public async Task Subject_InTheBrowser_ShowsWhatItIsInHasAndReaches()
    {
        await using var site = await Site.StartAsync("qubole-scheduler", World);
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync();
        await window.OpenAsync("subject", ("ref", "user:ann"));

        await Expect(window.Page.Locator(".properties")).ToHaveTextAsync("team: \"web\"\nlevel: 3");
        await Expect(window.Page.Locator("#groups tbody tr")).ToContainTextAsync(["group:night"]);
        await Expect(window.Page.GetByRole(AriaRole.Table, new() { Name = "Groups it is in by way of those" })).ToContainTextAsync("group:ops");
        await Expect(window.Page.GetByRole(AriaRole.Table, new() { Name = "Roles and policies" })).ToContainTextAsync("role:viewer");
        await Expect(window.Page.Locator("#owned tbody tr")).ToContainTextAsync(["scheduler:1"]);
        await Expect(window.Page.Locator("#lists tbody tr")).ToContainTextAsync(["✓ allow update"]);
        await Expect(window.Page.Locator("#reach tbody tr")).ToContainTextAsync(["owner", "role:viewer", "role:viewer"]);
        await window.RequireAccessibleAsync();
        await window.PictureAsync("subject");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Why scheduler:3" }).ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "Allow" })).ToBeVisibleAsync();
        await window.PictureAsync("check-through-role");
    }

    [Fact]
    public async Task Subject_PutIntoAGroup_IsPreviewedThenMade()
    {
        await using var site = await Site.StartAsync("qubole-scheduler", World);
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync();
        await window.OpenAsync("subject", ("ref", "user:bob"));
        await window.Page.GetByLabel("Group", new() { Exact = true }).FillAsync("group:night");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Put in…" }).ClickAsync();

        await Expect(window.Page.Locator("caption")).ToHaveTextAsync(["What is gained"]);
        Assert.False(await site.MayAsync("user:bob", "read", "scheduler:3"));
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Make this change" }).ClickAsync();

        await Expect(window.Page.GetByText("Saved, revision 2.")).ToBeVisibleAsync();
        await Expect(window.Page.Locator("#groups tbody tr")).ToContainTextAsync(["group:night", "group:ops"]);
        Assert.True(await site.MayAsync("user:bob", "read", "scheduler:3"));
    }

    [Fact]
    public async Task Group_HasItsMembers_WhoComeAndGo()
    {
        await using var site = await Site.StartAsync("qubole-scheduler", World);
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync();
        await window.OpenAsync("subject", ("ref", "group:ops"));
        await Expect(window.Page.Locator("#members tbody tr")).ToContainTextAsync(["group:night", "user:bob"]);
        await Expect(window.Page.Locator("#members tbody tr").Last).ToContainTextAsync("not yet");
        await window.RequireAccessibleAsync();
        await window.PictureAsync("subject-group");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Take out… group:night" }).ClickAsync();
        await Expect(window.Page.Locator("caption")).ToHaveTextAsync(["What is lost"]);
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Make this change" }).ClickAsync();
        await Expect(window.Page.Locator("#members tbody tr")).ToContainTextAsync(["user:bob"]);
        await window.Page.GetByLabel("User or group").FillAsync("user:ann");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Add…" }).ClickAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Make this change" }).ClickAsync();
        await Expect(window.Page.Locator("#members tbody tr")).ToContainTextAsync(["user:ann", "user:bob"]);
        Assert.True(await site.MayAsync("user:ann", "read", "scheduler:3"));
    }

    /// <summary>The steps that a preview would make.</summary>
    private static async Task<string> StepsAsync(Visitor visitor, string preview) =>
        Regex.Match(await visitor.ReadAsync(preview), "name=\"steps\" value=\"(.*?)\" />", RegexOptions.Singleline).Groups[1].Value;

    [Theory]
    [InlineData("change=deactivate", "user:ann", "read", "scheduler:1")]
    [InlineData("change=leave&group=group%3Anight", "user:ann", "read", "scheduler:3")]
    public async Task Change_BySmallLinks_IsMadeAfterItsPreview(string change, string subject, string action, string resource)
    {
        await using var site = await Site.StartAsync("qubole-scheduler", World);
        using var visitor = await site.SignInAsync();
        Assert.True(await site.MayAsync(subject, action, resource));

        var preview = $"/ui/tenants/acme/subject-change?ref={Uri.EscapeDataString(subject)}&{change}";
        Assert.Contains("What is lost", await visitor.ReadAsync(preview), StringComparison.Ordinal);
        var done = await visitor.PostAsync("/ui/tenants/acme/what-if/apply", await visitor.TokenAsync(preview), ("steps", await StepsAsync(visitor, preview)));

        Assert.Equal(HttpStatusCode.Redirect, done.Status);
        Assert.False(await site.MayAsync(subject, action, resource));
    }

    [Fact]
    public async Task Deactivated_User_KeepsHisPropertiesAndIsNotOverwritten()
    {
        await using var site = await Site.StartAsync("qubole-scheduler", World);
        using var visitor = await site.SignInAsync();
        const string Preview = "/ui/tenants/acme/subject-change?ref=user%3Aann&change=deactivate";
        var steps = await StepsAsync(visitor, Preview);
        await site.ApplyAsync("""[{"user": {"id": "ann", "properties": {"team": "other"}}}]""");

        var late = await visitor.PostAsync("/ui/tenants/acme/what-if/apply", await visitor.TokenAsync(Preview), ("steps", steps));
        Assert.Equal(HttpStatusCode.PreconditionFailed, late.Status);

        await visitor.PostAsync("/ui/tenants/acme/what-if/apply", await visitor.TokenAsync(Preview), ("steps", await StepsAsync(visitor, Preview)));
        var page = await visitor.ReadAsync(Path + "?ref=user%3Aann");
        Assert.Contains("not active", page, StringComparison.Ordinal);
        Assert.Contains("team: \"other\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("change=join", "group-error")]
    [InlineData("change=join&group=x&until=soon", "join-until-error")]
    [InlineData("change=bind", "set: this is needed")]
    [InlineData("change=bind", "set-error", "group:ops")]
    [InlineData("change=fly", "one of the changes")]
    public async Task Form_ThatLacksSomething_SaysSoBesideTheField(string query, string expected, string subject = "user:ann")
    {
        await using var site = await Site.StartAsync("qubole-scheduler", World);
        using var visitor = await site.SignInAsync();

        var answer = await visitor.GetAsync($"/ui/tenants/acme/subject-change?ref={Uri.EscapeDataString(subject)}&{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(expected, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task User_WithoutScopes_SeesWhatHeReachesAndNothingOfOthers()
    {
        await using var site = await Site.StartAsync("qubole-scheduler", World);
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync(site.TokenOf("ann"));
        await window.OpenAsync("subject");

        await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "My access" })).ToBeVisibleAsync();
        await Expect(window.Page.Locator("#reach tbody tr th")).ToHaveTextAsync(["scheduler:1", "scheduler:2", "scheduler:3"]);
        Assert.DoesNotContain("bob", await window.Page.ContentAsync(), StringComparison.Ordinal);
        await window.RequireAccessibleAsync();
        await window.PictureAsync("my-access");
        using var visitor = await site.SignInAsync(site.TokenOf("ann"));
        foreach (var page in (string[])["subject?ref=user%3Abob", "subject-change?ref=user%3Aann&change=activate", "remove?ref=user%3Aann"])
            Assert.Equal(HttpStatusCode.Forbidden, (await visitor.GetAsync("/ui/tenants/acme/" + page)).Status);
    }

    [Fact]
    public async Task Reader_SeesAllAndChangesNothing()
    {
        await using var site = await Site.StartAsync("qubole-scheduler", World);
        using var visitor = await site.SignInAsync(site.TokenOf("rita", "acl:read"));

        var page = await visitor.ReadAsync(Path + "?ref=user%3Aann");

        Assert.Contains("group:night", page, StringComparison.Ordinal);
        foreach (var word in (string[])["Change something", "Take out", "Deactivate", "Remove everywhere"]) Assert.DoesNotContain(word, page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("apolo", "role://alice/roles/trainer")]
    [InlineData("lusid-scheduler", "user:ann")]
    [InlineData("actian-dataconnect", "user:ann")]
    [InlineData("slc-hub", "group:ops")]
    [InlineData("qubole-scheduler", "user:nobody <b>\"'é/ x")]
    public async Task Subject_OfAnyModel_HasAPage(string model, string reference)
    {
        await using var site = await Site.StartAsync(model, "[]");
        using var visitor = await site.SignInAsync();

        var page = await visitor.ReadAsync($"{Path}?ref={Uri.EscapeDataString(reference)}");

        Assert.Contains($"<h1>{reference}</h1>", page, StringComparison.Ordinal);
        Assert.Contains("not stored", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parts_LongerThanAPage_GoOnByLinks()
    {
        await using var site = await Site.StartAsync("qubole-scheduler", "[]");
        await site.ApplyAsync($"[{string.Join(',', Enumerable.Range(0, 60).Select(i => $$$"""{"resource": {"id": "scheduler:{{{i:00}}}", "owner": "user:ann"}}"""))}]");
        using var visitor = await site.SignInAsync();
        foreach (var part in (string[])["owned", "reach"])
        {
            var pages = new List<int>();
            for (var at = Path + "?ref=user%3Aann"; at.Length > 0;)
            {
                var page = (await visitor.ReadAsync(at)).Split($"<section id=\"{part}\"")[1].Split("</section>")[0];
                pages.Add(Regex.Count(page, "<tr><th scope=\"row\"|<tr>\\s*<th scope=\"row\""));
                at = Regex.Match(page, "rel=\"next\" href=\"([^\"#]+)").Groups[1].Value;
            }

            Assert.Equal([25, 25, 10], pages);
        }
    }
}
