using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace OrleansAcl.Web.Tests.Changes;

/// <summary>A change undone from its page: first what that would do, then with a reason.</summary>
public sealed partial class UndoTests(Chromium chromium)
{
    private const string Grant = """[{"grant": {"resource": "job:nightly", "to": "user:bob", "actions": ["run"]}}]""";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Browser_UndoesAChange_AndTheDecisionChanges(bool dark)
    {
        await using var site = await Jobs.StartAsync();
        await site.ApplyAsync(Grant);
        Assert.True(await site.MayAsync("user:bob", "run", "job:nightly"));
        await using var window = await chromium.OpenAsync(site, dark, script: !dark);
        await window.SignInAsync();
        await window.OpenAsync("change", ("revision", "2"));
        if (!dark) await window.RequireAccessibleAsync();
        await window.PictureAsync(dark ? "change-dark" : "change");

        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Undo…" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByText("access list of job:nightly: user:bob may no longer run").First).ToBeVisibleAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Row, new() { Name = "user:bob run job:nightly allow now: why ✗ deny" })).ToBeVisibleAsync();
        if (!dark) await window.RequireAccessibleAsync();
        await window.PictureAsync(dark ? "undo-preview-dark" : "undo-preview");
        Assert.True(await site.MayAsync("user:bob", "run", "job:nightly"));

        await window.Page.GetByLabel("Reason, for the change log").FillAsync("too much");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Undo it" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByText("is undone by this one")).ToBeVisibleAsync();
        await Assertions.Expect(window.Page.GetByText("too much", new() { Exact = true })).ToBeVisibleAsync();
        Assert.Equal((false, true), (await site.MayAsync("user:bob", "run", "job:nightly"), await site.MayAsync("user:bob", "view", "job:nightly")));
    }

    [Fact]
    public async Task WhatStandsInTheWay_IsExplained()
    {
        await using var site = await Jobs.StartAsync();
        await site.ApplyAsync(Grant);
        await site.ApplyAsync("""[{"grant": {"resource": "job:nightly", "to": "user:bob", "actions": ["edit"]}}, {"delete": "user:ann"}]""");
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync();

        await window.OpenAsync("change", ("revision", "2"), ("undo", "preview"));
        await Assertions.Expect(window.Page.GetByText("`entries` has been changed since, last by revision 3")).ToBeVisibleAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Link, new() { Name = "see revision 3" })).ToBeVisibleAsync();
        await window.OpenAsync("change", ("revision", "3"), ("undo", "preview"));
        await Assertions.Expect(window.Page.GetByText("is not in the change log")).ToBeVisibleAsync();
        await window.RequireAccessibleAsync();
        await window.PictureAsync("undo-refused");
    }

    [Fact]
    public async Task WhatWasShownButIsNoLongerSo_IsShownAnew()
    {
        await using var site = await Jobs.StartAsync();
        await site.ApplyAsync(Grant);
        using var visitor = await site.SignInAsync();
        var shown = await visitor.ReadAsync("/ui/tenants/acme/change?revision=2&undo=preview");
        await site.ApplyAsync("""[{"grant": {"resource": "job:nightly", "to": "user:cid", "actions": ["view"]}}]""");

        var answer = await visitor.PostAsync("/ui/tenants/acme/change?revision=2", Token().Match(shown).Groups[1].Value, ("digest", Digest().Match(shown).Groups[1].Value));

        Assert.Equal(HttpStatusCode.PreconditionFailed, answer.Status);
        Assert.Contains("Nothing was changed", answer.Text, StringComparison.Ordinal);
        Assert.True(await site.MayAsync("user:bob", "run", "job:nightly"));
        answer = await visitor.PostAsync("/ui/tenants/acme/change?revision=2", Token().Match(answer.Text).Groups[1].Value, ("digest", Digest().Match(answer.Text).Groups[1].Value));
        Assert.Equal("/ui/tenants/acme/change?revision=4&undid=2", answer.Location);
        Assert.Equal((false, true), (await site.MayAsync("user:bob", "run", "job:nightly"), await site.MayAsync("user:cid", "view", "job:nightly")));
    }

    [Fact]
    public async Task Reader_UndoesAsHimselfOnly_AndAKeyToReadNothing()
    {
        await using var site = await Jobs.StartAsync();
        await site.ApplyAsync(Grant);
        using var stranger = await site.SignInAsync(site.TokenOf("eve", "acl:read"));
        using var owner = await site.SignInAsync(site.TokenOf("ann", "acl:read"));

        Assert.Contains("user:eve may not do this", await stranger.ReadAsync("/ui/tenants/acme/change?revision=2&undo=preview"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await stranger.SubmitAsync("/ui/tenants/acme/change?revision=2")).Status);
        Assert.True(await site.MayAsync("user:bob", "run", "job:nightly"));
        Assert.Contains("it takes the scope `administer`", await owner.ReadAsync("/ui/tenants/acme/change?revision=2&undo=preview"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await owner.SubmitAsync("/ui/tenants/acme/change?revision=2")).Status);
        Assert.False(await site.MayAsync("user:bob", "run", "job:nightly"));
    }

    [GeneratedRegex("name=\"digest\" value=\"([^\"]+)\"")]
    private static partial Regex Digest();

    [GeneratedRegex("name=\"form-token\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
