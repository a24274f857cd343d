using System.Net;
using Microsoft.Playwright;
using OrleansAcl.Requests;
using static Microsoft.Playwright.Assertions;

namespace OrleansAcl.Web.Tests.Checks;

public sealed class WhatIfPageTests(Chromium chromium)
{
    private const string Path = "/ui/tenants/acme/what-if";

    /// <summary>User 2 reads and updates schedule 42 by group 7; user 3 is in no group.</summary>
    private const string Schedules = """
        [{"user": {"id": "1"}}, {"user": {"id": "2"}}, {"user": {"id": "3"}}, {"group": {"id": "7", "members": ["user:2"]}},
         {"resource": {"id": "scheduler:42", "owner": "user:1"}},
         {"acl": {"resource": "scheduler:42", "by": "user:1", "entries": [{"subject": "group:7", "effect": "allow", "actions": ["read", "update"]}]}}]
        """;

    private const string Swap = "- members: {group: \"7\", remove: [user:2], add: [user:3]}";

    [Fact]
    public async Task Steps_InTheBrowser_ShowLossesFirstAndAreMade()
    {
        await using var site = await Site.StartAsync("qubole-scheduler", Schedules);
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync();
        await window.OpenAsync("what-if");
        await window.RequireAccessibleAsync();

        await window.Page.GetByLabel("Steps", new() { Exact = true }).FillAsync(Swap);
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Show what would change" }).ClickAsync();

        await Expect(window.Page.Locator("caption")).ToHaveTextAsync(["What is lost", "What is gained"]);
        await Expect(window.Page.Locator("table").First.Locator("tbody th")).ToHaveTextAsync(["user:2", "user:2"]);
        await Expect(window.Page.Locator("table").Last.Locator("tbody th")).ToHaveTextAsync(["user:3", "user:3"]);
        await window.RequireAccessibleAsync();
        await window.PictureAsync("what-if");
        Assert.True(await site.MayAsync("user:2", "read", "scheduler:42"));
        await window.Page.GetByLabel("Reason").FillAsync("they swap");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Make this change" }).ClickAsync();

        await Expect(window.Page.GetByText("Saved, revision 2.")).ToBeVisibleAsync();
        Assert.False(await site.MayAsync("user:2", "read", "scheduler:42"));
        Assert.True(await site.MayAsync("user:3", "read", "scheduler:42"));
        var change = Assert.Single((await site.Service.ChangesAsync(site.Tenant, new ChangesRequest(1), TestContext.Current.CancellationToken)).Changes);
        Assert.Equal(("admin", "they swap"), (change.Actor, change.Reason));
    }

    [Fact]
    public async Task Suggestion_OfACheck_IsTriedMadeAndLeadsBack()
    {
        await using var site = await Site.StartAsync("qubole-scheduler", Schedules);
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync();
        await window.OpenAsync("check", ("subject", "user:3"), ("action", "read"), ("resource", "scheduler:42"));
        await window.PictureAsync("check-deny");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Do it…" }).First.ClickAsync();
        await Expect(window.Page.Locator("caption")).ToHaveTextAsync(["What is gained"]);
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Make this change" }).ClickAsync();

        await Expect(window.Page.GetByText("Saved, revision 2.")).ToBeVisibleAsync();
        await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "Allow" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Suggestion_LongerThanAnAddress_IsTriedAllTheSame()
    {
        await using var site = await Site.StartAsync("qubole-scheduler", Schedules);
        var entries = string.Join(',', Enumerable.Range(0, 900).Select(i => $$$"""{"subject": "user:{{{new string('x', 40)}}}{{{i}}}", "effect": "deny", "actions": ["read"]}"""));
        await site.ApplyAsync($$$"""[{"acl": {"resource": "scheduler:42", "by": "user:1", "entries": [{{{entries}}}]}}]""");
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync();
        await window.OpenAsync("check", ("subject", "user:3"), ("action", "read"), ("resource", "scheduler:42"));
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Try it" }).First.ClickAsync();

        await Expect(window.Page.Locator("caption")).ToHaveTextAsync(["What is gained"]);
    }

    [Theory]
    [InlineData("- fly: {}", "steps[0]")]
    [InlineData("- user: {id: x}\n- user: {id: y, colour: red}", "steps[1].user.colour (line 2)")]
    [InlineData("- user: {id: x\n- user", "malformed YAML")]
    [InlineData("hello", "expected a mapping")]
    public async Task Step_ThatIsWrong_SaysWhereBesideTheField(string steps, string place)
    {
        await using var site = await Site.StartAsync("qubole-scheduler", Schedules);
        using var visitor = await site.SignInAsync();

        foreach (var path in (string[])[Path, Path + "/apply"])
        {
            var answer = await visitor.PostAsync(path, await visitor.TokenAsync(Path), ("steps", steps));
            Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
            Assert.Contains("id=\"steps-error\"", answer.Text, StringComparison.Ordinal);
            Assert.Contains(place, answer.Text, StringComparison.Ordinal);
            Assert.Contains(steps, answer.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Time_ThatPasses_IsLookedIntoWithoutSteps()
    {
        await using var site = await Site.StartAsync("qubole-scheduler", Schedules);
        await site.ApplyAsync("""[{"members": {"group": "7", "add": [{"member": "user:3", "from": "2199-01-01T00:00:00Z"}]}}]""");
        using var visitor = await site.SignInAsync();

        var page = await visitor.ReadAsync(Path + "?at=2199-01-01T00%3A00");

        Assert.Contains("2 decisions are gained", page, StringComparison.Ordinal);
        Assert.DoesNotContain("what-if/apply", page, StringComparison.Ordinal);
        Assert.Contains("No decision would be another one", await visitor.ReadAsync(Path + "?at=2198-01-01T00%3A00"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_OfMoreThanAPage_ShowsLossesFirstAndGoesOn()
    {
        await using var site = await Site.StartAsync("qubole-scheduler", "[]");
        var users = Enumerable.Range(0, 60).Select(i => $$$"""{"user": {"id": "u{{{i:00}}}"}}""");
        var members = string.Join(',', Enumerable.Range(0, 60).Select(i => $"\"user:u{i:00}\""));
        await site.ApplyAsync($$$"""
            [{{{string.Join(',', users)}}}, {"group": {"id": "7", "members": [{{{members}}}]}}, {"resource": {"id": "scheduler:1"}}, {"resource": {"id": "scheduler:2"}},
             {"acl": {"resource": "scheduler:2", "entries": [{"subject": "group:7", "effect": "allow", "actions": ["read"]}]}}]
            """);
        using var visitor = await site.SignInAsync();
        const string Steps = """
            - acl: {resource: "scheduler:1", entries: [{subject: group:7, effect: allow, actions: [read, update]}]}
            - acl: {resource: "scheduler:2", entries: []}
            """;

        var first = await visitor.PostAsync(Path, await visitor.TokenAsync(Path), ("steps", Steps));
        Assert.Contains("✗ 60 decisions are lost", first.Text, StringComparison.Ordinal);
        Assert.Contains("✓ at least 100 decisions are gained", first.Text, StringComparison.Ordinal);
        var next = System.Text.RegularExpressions.Regex.Match(first.Text, "name=\"after\" value=\"([^\"]+)\"").Groups[1].Value;
        var second = await visitor.PostAsync(Path, await visitor.TokenAsync(Path), ("steps", Steps), ("after", next));
        Assert.Contains("✓ 20 decisions are gained", second.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"after\"", second.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_SentTwice_IsMadeOnce()
    {
        await using var site = await Site.StartAsync("qubole-scheduler", Schedules);
        using var visitor = await site.SignInAsync();
        var token = await visitor.TokenAsync(Path);
        for (var i = 0; i < 2; i++)
        {
            var answer = await visitor.PostAsync(Path + "/apply", token, ("steps", "- group: {id: \"9\", members: []}"), ("key", "one"), ("back", "subject?ref=group%3A9"));
            Assert.Equal("/ui/tenants/acme/subject?ref=group%3A9&saved=2", answer.Location);
        }
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("../../sign-out")]
    [InlineData("check?x=1\r\nSet-Cookie: a=b")]
    public async Task Back_ThatLeadsElsewhere_IsLeftOut(string back)
    {
        await using var site = await Site.StartAsync("qubole-scheduler", Schedules);
        using var visitor = await site.SignInAsync();

        var answer = await visitor.PostAsync(Path + "/apply", await visitor.TokenAsync(Path), ("steps", "- group: {id: \"9\", members: []}"), ("back", back));

        Assert.Equal("/ui/tenants/acme/what-if?saved=2", answer.Location);
    }

    [Theory]
    [InlineData("2", "")]
    [InlineData("rita", "acl:read")]
    public async Task Caller_WhoDoesNotAdminister_IsRefused(string user, string scope)
    {
        await using var site = await Site.StartAsync("qubole-scheduler", Schedules);
        using var visitor = await site.SignInAsync(site.TokenOf(user, scope));
        var token = await visitor.TokenAsync("/ui/tenants/acme/check");

        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.GetAsync(Path + "?steps=" + Uri.EscapeDataString(Swap))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.PostAsync(Path, token, ("steps", Swap))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.PostAsync(Path + "/apply", token, ("steps", Swap))).Status);
        Assert.True(await site.MayAsync("user:2", "read", "scheduler:42"));
        Assert.DoesNotContain(">What if<", await visitor.ReadAsync("/ui/tenants/acme/check"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_OfSomethingChangedSince_IsNotMade()
    {
        await using var site = await Site.StartAsync("qubole-scheduler", Schedules);
        using var visitor = await site.SignInAsync();
        const string Stale = """{"steps": [{"user": {"id": "2", "active": false}}], "preconditions": [{"kind": "user", "id": "2", "etags": ["other"]}]}""";

        var answer = await visitor.PostAsync(Path + "/apply", await visitor.TokenAsync(Path), ("steps", Stale));

        Assert.Equal(HttpStatusCode.PreconditionFailed, answer.Status);
        Assert.Contains("has been changed since", answer.Text, StringComparison.Ordinal);
        Assert.True(await site.MayAsync("user:2", "read", "scheduler:42"));
    }
}
