using System.Net;
using Microsoft.Playwright;
using OrleansAcl.Documents;
using OrleansAcl.Requests;
using static Microsoft.Playwright.Assertions;

namespace OrleansAcl.Web.Tests.Checks;

public sealed class CheckPageTests(Chromium chromium)
{
    /// <summary>User 2 is in group 7 by way of group 8; the list of schedule 42 denies the group to read, and lets it update.</summary>
    private const string Schedules = """
        [{"user": {"id": "1"}}, {"user": {"id": "2"}}, {"group": {"id": "8", "members": ["user:2"]}}, {"group": {"id": "7", "members": ["group:8"]}},
         {"resource": {"id": "scheduler:42", "owner": "user:1"}},
         {"acl": {"resource": "scheduler:42", "by": "user:1", "entries": [
            {"subject": "group:7", "effect": "deny", "actions": ["read"]}, {"subject": "group:7", "effect": "allow", "actions": ["update"]}]}}]
        """;

    private const string Facts = """
        model: gates
        types:
          gate: {actions: [open, watch]}
        facts: {context: {ip: string, level: int}}
        acl: {}
        ladder:
          - administrator: {flag: true}
          - acl: {}
        """;

    private const string Gates = """
        [{"user": {"id": "ann"}}, {"group": {"id": "crew", "members": [{"member": "user:ann", "from": "2199-01-01T00:00:00Z"}]}}, {"resource": {"id": "gate:1"}},
         {"acl": {"resource": "gate:1", "entries": [
            {"subject": "user:ann", "effect": "allow", "actions": ["open"], "when": "cidr('10.0.0.0/8').containsIP(context.ip) && context.level > 2"},
            {"subject": "group:crew", "effect": "allow", "actions": ["watch"]}]}}]
        """;

    private static string Check(string subject, string action, string resource, params (string, string?)[] more) =>
        PagePaths.Of(TenantId.Parse("acme"), "check", [("subject", subject), ("action", action), ("resource", resource), .. more]);

    private static async Task<Site> GatesAsync()
    {
        var site = await Site.StartAsync();
        await site.MakeAsync(new TenantDefinition { ModelFile = Facts }, Gates);
        return site;
    }

    [Fact]
    public async Task Check_InTheBrowser_IsTypedAndAnsweredWithItsPath()
    {
        await using var site = await Site.StartAsync("qubole-scheduler", Schedules);
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync();
        await window.OpenAsync("check");
        await window.RequireAccessibleAsync();

        await window.Page.GetByLabel("Subject", new() { Exact = true }).FillAsync("user:2");
        await window.Page.GetByLabel("Action", new() { Exact = true }).FillAsync("update");
        await window.Page.GetByLabel("Resource", new() { Exact = true }).FillAsync("scheduler:42");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Check" }).ClickAsync();

        await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "Allow" })).ToBeVisibleAsync();
        await Expect(window.Page.Locator(".way li")).ToHaveTextAsync(
            ["user:2", "user:2 is in group:8", "group:8 is in group:7", "on scheduler:42: allow group:7 update", "allow by entries of groups"]);
        await Expect(window.Page.Locator(".check-ladder > .decided.allow .name")).ToHaveTextAsync("entries of groups");
        await Expect(window.Page.Locator(".check-ladder > .unreached .name")).ToHaveTextAsync(["account roles", "system-user"]);
        await Expect(window.Page.Locator(".path-graph a .name")).ToHaveTextAsync(["user:2", "group:8", "group:7", "scheduler:42"]);
        await Expect(window.Page.Locator(".path-graph .allow .name")).ToHaveTextAsync("entries of groups");
        await window.RequireAccessibleAsync();
        await window.PictureAsync("check-allow");
    }

    [Fact]
    public async Task Check_Denied_SaysWhatWouldHaveToChange()
    {
        await using var site = await Site.StartAsync("qubole-scheduler", Schedules);
        await using var window = await chromium.OpenAsync(site, dark: true);
        await window.SignInAsync();
        await window.Page.GotoAsync(Check("user:2", "read", "scheduler:42"));

        await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "Deny" })).ToBeVisibleAsync();
        await Expect(window.Page.Locator(".suggestions .name").First).ToBeVisibleAsync();
        await window.RequireAccessibleAsync();
        await window.PictureAsync("check-deny-dark");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Try it" }).First.ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "What if" })).ToBeVisibleAsync();
        await Expect(window.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "user:2" }).Filter(new() { HasText = "deny" }).First).ToContainTextAsync("allow");
    }

    [Fact]
    public async Task Check_Undecided_AsksForTheFactsAndKeepsThem()
    {
        await using var site = await GatesAsync();
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync();
        await window.Page.GotoAsync(Check("user:ann", "open", "gate:1"));

        await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "Undecided" })).ToBeVisibleAsync();
        await window.RequireAccessibleAsync();
        await window.PictureAsync("check-undecided");
        await window.Page.GetByLabel("context.ip").FillAsync("10.1.2.3");
        await window.Page.GetByLabel("context.level").FillAsync("3");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Check again with these" }).ClickAsync();

        await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "Allow" })).ToBeVisibleAsync();
        await Expect(window.Page.GetByLabel("Context", new() { Exact = true })).ToHaveValueAsync("ip: \"10.1.2.3\"\nlevel: 3");
        Assert.DoesNotContain("fact.", window.Page.Url, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ip: 10.1.2.3\nlevel: 3", "Allow")]
    [InlineData("""{"ip": "10.1.2.3", "level": 2}""", "Deny")]
    [InlineData("ip: 10.1.2.3\nlevel: '3'", "Undecided")]
    public async Task Context_AsLinesOrJson_IsTypedAsFacts(string context, string answer)
    {
        await using var site = await GatesAsync();
        using var visitor = await site.SignInAsync();

        var page = await visitor.ReadAsync(Check("user:ann", "open", "gate:1", ("context", context)));

        Assert.Contains($"</span> {answer}</h2>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Instant_DecidesAsOfThen()
    {
        await using var site = await GatesAsync();
        using var visitor = await site.SignInAsync();
        using var reader = await site.SignInAsync(site.TokenOf("rita", "acl:read"));
        foreach (var each in (Visitor[])[visitor, reader])
        {
            Assert.Contains("</span> Deny</h2>", await each.ReadAsync(Check("user:ann", "watch", "gate:1")), StringComparison.Ordinal);
            var then = await each.ReadAsync(Check("user:ann", "watch", "gate:1", ("at", "2199-01-01T00:00")));
            Assert.Contains("</span> Allow</h2>", then, StringComparison.Ordinal);
            Assert.Contains("--at 2199-01-01T00:00:00Z", then, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("nobody", "read", "scheduler:42", "", "subject-error")]
    [InlineData("user:2", "fly", "scheduler:42", "", "action-error")]
    [InlineData("user:2", "read", "ghost:42", "", "resource-error")]
    [InlineData("user:2", "read", "scheduler", "", "resource-error")]
    [InlineData("user:2", "read", "scheduler:42", "context=a,%20b", "context-error")]
    [InlineData("user:2", "read", "scheduler:42", "at=soon", "at-error")]
    [InlineData("user:2", "read", "scheduler:42", "assuming=-%20fly%3A%20%7B%7D", "assuming-error")]
    [InlineData("user:2", "read", "scheduler:42", "parent=nothing", "parent-error")]
    public async Task Field_ThatIsWrong_SaysSoBesideIt(string subject, string action, string resource, string more, string error)
    {
        await using var site = await Site.StartAsync("qubole-scheduler", Schedules);
        using var visitor = await site.SignInAsync();

        var answer = await visitor.GetAsync($"{Check(subject, action, resource)}&{more}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains($"id=\"{error}\"", answer.Text, StringComparison.Ordinal);
        Assert.Contains($"value=\"{resource}\"", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task User_WithoutScopes_AsksAboutHimselfOnly()
    {
        await using var site = await Site.StartAsync("qubole-scheduler", Schedules);
        using var visitor = await site.SignInAsync(site.TokenOf("2"));

        var own = await visitor.ReadAsync("/ui/tenants/acme/check?action=read&resource=scheduler:42");
        Assert.Contains("</span> Deny</h2>", own, StringComparison.Ordinal);
        Assert.DoesNotContain("What would have to change", own, StringComparison.Ordinal);
        Assert.DoesNotContain("user:1", own, StringComparison.Ordinal);
        var other = await visitor.GetAsync(Check("user:1", "read", "scheduler:42"));
        Assert.Equal(HttpStatusCode.Forbidden, other.Status);
        Assert.Contains("about himself only", other.Text, StringComparison.Ordinal);
        foreach (var more in (string[])["assuming=-%20user%3A%20%7Bid%3A%20%222%22%2C%20admin%3A%20true%7D", "at=2199-01-01T00%3A00"])
        {
            var refused = await visitor.GetAsync($"/ui/tenants/acme/check?action=read&resource=scheduler:42&{more}");
            Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
            Assert.Contains("may not ask what would be", refused.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Reader_SeesWhatWouldChangeItButNoButtons()
    {
        await using var site = await Site.StartAsync("qubole-scheduler", Schedules);
        using var visitor = await site.SignInAsync(site.TokenOf("rita", "acl:read"));

        var page = await visitor.ReadAsync(Check("user:2", "read", "scheduler:42"));

        Assert.Contains("What would have to change", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Try it", page, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"assuming\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Assumed_Steps_CountForThisAnswerAlone()
    {
        await using var site = await Site.StartAsync("qubole-scheduler", Schedules);
        using var visitor = await site.SignInAsync();

        var page = await visitor.ReadAsync(Check("user:2", "read", "scheduler:42", ("assuming", "- user: {id: '2', admin: true}")));

        Assert.Contains("</span> Allow</h2>", page, StringComparison.Ordinal);
        Assert.False(await site.MayAsync("user:2", "read", "scheduler:42"));
    }

    [Theory]
    [InlineData("user:Ünïcode <b>x</b> \"q\" a/b", "scheduler:a/b c?d=1&e#f'g")]
    [InlineData("user:漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字", "scheduler:é")]
    public async Task Ids_OfAnySort_AreShownAndAskedAsTheyAre(string subject, string resource)
    {
        await using var site = await Site.StartAsync("qubole-scheduler", "[]");
        await site.ApplyAsync(Node.List([Node.Map(("resource", Node.Map(("id", Node.Of(resource)), ("owner", Node.Of(subject)))))]).ToString());
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync();
        await window.Page.GotoAsync(Check(subject, "read", resource));

        await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "Allow" })).ToBeVisibleAsync();
        await Expect(window.Page.Locator(".question-asked")).ToContainTextAsync(resource);
        await Expect(window.Page.GetByLabel("Subject", new() { Exact = true })).ToHaveValueAsync(subject);
        var link = await window.Page.Locator("#link").TextContentAsync();
        await window.Page.GotoAsync(link!);
        await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "Allow" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Levels_ThroughARole_AreDrawnWithTheWay()
    {
        await using var site = await Site.StartAsync("apolo", """
            [{"user": {"id": "alice"}}, {"user": {"id": "bob"}}, {"resource": {"id": "storage://main/org/web/models", "owner": "user:alice"}},
             {"role": {"name": "alice/roles/trainer", "permissions": [{"uri": "storage://main/org/web/models", "action": "write"}]}},
             {"grant": {"resource": "role://alice/roles/trainer", "to": "user:bob", "level": "read"}}]
            """);
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync();
        await window.Page.GotoAsync(Check("user:bob", "write", "storage://main/org/web/models/large.bin"));

        await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "Allow" })).ToBeVisibleAsync();
        await Expect(window.Page.Locator(".path-graph a .name")).ToHaveTextAsync(["user:bob", "role:alice/roles/trainer", "storage://main/org/web/models", "storage://main/org…/models/large.bin"]);
        await Expect(window.Page.Locator(".path-graph .arrow text")).ToHaveTextAsync(["has", "has a level on", "holds", "decides"]);
        await window.PictureAsync("check-levels");
    }

    [Fact]
    public async Task Script_OffersToCopyTheWaysToAskTheSame()
    {
        await using var site = await Site.StartAsync("qubole-scheduler", Schedules);
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync();
        await window.Page.GotoAsync(Check("user:2", "read", "scheduler:42", ("context", "via: it's")));
        await window.Page.GetByText("Ask the same elsewhere").ClickAsync();

        await Expect(window.Page.GetByRole(AriaRole.Button, new() { Name = "Copy" })).ToHaveCountAsync(3);
        await Expect(window.Page.Locator("#command")).ToContainTextAsync($"acl explain --server {site.Address.ToString().TrimEnd('/')} --tenant acme user:2 read scheduler:42 --context '{{\"via\":\"it'\\''s\"}}'");
        await Expect(window.Page.Locator("#curl")).ToContainTextAsync("/tenants/acme/v1/explain");
        await window.RequireAccessibleAsync();
    }

    [Fact]
    public async Task Commands_SayWhatWasAsked_ToAnyShell()
    {
        await using var site = await Site.StartAsync("qubole-scheduler", Schedules);
        using var visitor = await site.SignInAsync();

        var page = await visitor.ReadAsync(Check(
            "user:2", "read", "scheduler:42", ("namespace", "--server=http://elsewhere/$(id)"), ("assuming", """[{"group": {"id": "a\\nb", "members": []}}]""")));

        // An option is not taken for another, nor a backslash for what `echo` makes of it.
        Assert.Contains("--namespace='--server=http://elsewhere/$(id)'", page, StringComparison.Ordinal);
        Assert.Contains("""printf '%s\n' '[{"group":{"id":"a\\nb","members":[]}}]' | acl explain""", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Window_ThatIsNarrow_ScrollsTheDrawingAndNothingElse()
    {
        await using var site = await Site.StartAsync("qubole-scheduler", Schedules);
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync();
        await window.Page.SetViewportSizeAsync(360, 700);
        await window.Page.GotoAsync(Check("user:2", "read", "scheduler:42"));

        await window.RequireAccessibleAsync();
        Assert.Equal(360, await window.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await window.PictureAsync("check-narrow");
    }
}
