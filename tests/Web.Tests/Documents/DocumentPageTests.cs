using System.Net;
using Microsoft.Playwright;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Web.Tests.Documents;

public sealed class DocumentPageTests(Chromium chromium)
{
    private const string Operator = "/ui/tenants/acme/document?kind=role&id=operator";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Browser_ChangesAPolicy_AndTheDecisionWithIt()
    {
        await using var site = await Site.StartAsync("lusid-scheduler", Worlds.Scheduler);
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync();
        Assert.False(await site.MayAsync("user:ann", "Run", "Job:prod/nightly"));
        await window.OpenAsync("document", ("kind", "policy"), ("id", "not-production"));
        await window.RequireAccessibleAsync();
        var text = window.Page.GetByLabel("Text");

        // Wrong: said at the line.
        await text.FillAsync((await text.InputValueAsync()).Replace("grant: Deny", "grant: Perhaps", StringComparison.Ordinal));
        await Button("Validate").ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Line 3");
        await Assertions.Expect(window.Page.Locator("#text-line-3")).ToContainTextAsync("grant: Perhaps");
        await window.RequireAccessibleAsync();
        await window.PictureAsync("document-error");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Line 3" }).ClickAsync();
        await Assertions.Expect(text).ToBeFocusedAsync();
        Assert.Equal("grant: Perhaps", await text.EvaluateAsync<string>("area => area.value.slice(area.selectionStart, area.selectionEnd)"));

        // Right: said what it would change, and nothing changed yet.
        await text.FillAsync((await text.InputValueAsync()).Replace("grant: Perhaps", "grant: Allow", StringComparison.Ordinal));
        await Button("Validate").ClickAsync();
        await Assertions.Expect(window.Page.GetByText("This holds. Nothing was saved yet.")).ToBeVisibleAsync();
        await Button("Preview").ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Row, new() { Name = "user:ann" }).First).ToContainTextAsync("Job:prod/nightly");
        await window.RequireAccessibleAsync();
        await window.PictureAsync("document-preview");
        Assert.False(await site.MayAsync("user:ann", "Run", "Job:prod/nightly"));

        await window.Page.GetByLabel("Reason, for the change log").First.FillAsync("Ann is on duty");
        await Button("Save").ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Saved, revision");
        Assert.True(await site.MayAsync("user:ann", "Run", "Job:prod/nightly"));
        var changes = await site.Service.ChangesAsync(site.Tenant, new ChangesRequest(0), Cancellation);
        Assert.Equal(("admin", "Ann is on duty"), (changes.Changes[^1].Actor, changes.Changes[^1].Reason));

        ILocator Button(string name) => window.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
    }

    [Fact]
    public async Task Browser_BindsARoleAndTakesItAway()
    {
        await using var site = await Site.StartAsync("lusid-scheduler", Worlds.Scheduler);
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync();
        await window.OpenAsync("document", ("kind", "role"), ("id", "operator"));
        await window.PictureAsync("document");
        await window.RequireAccessibleAsync();

        await window.Page.GetByLabel("Who", new() { Exact = true }).FillAsync("user:bob");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Bind", Exact = true }).ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Row, new() { Name = "user:bob" })).ToBeVisibleAsync();
        Assert.True(await site.MayAsync("user:bob", "Run", "Job:dev/nightly"));

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Unbind user:bob" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Row, new() { Name = "user:bob" })).ToHaveCountAsync(0);
        Assert.False(await site.MayAsync("user:bob", "Run", "Job:dev/nightly"));
    }

    [Fact]
    public async Task Browser_TabLeavesTheTextUnlessItWasAskedToIndent()
    {
        await using var site = await Site.StartAsync("lusid-scheduler", Worlds.Scheduler);
        await using var window = await chromium.OpenAsync(site, dark: true);
        await window.SignInAsync();
        await window.OpenAsync("document", ("kind", "role"), ("id", "operator"));
        await window.PictureAsync("document-dark");
        await window.RequireAccessibleAsync();
        var text = window.Page.GetByLabel("Text");
        await text.FillAsync("code: operator");

        await text.PressAsync("Tab");
        await Assertions.Expect(text).Not.ToBeFocusedAsync();
        await text.PressAsync("Control+m");
        await text.PressAsync("End");
        await text.PressAsync("Tab");
        await Assertions.Expect(text).ToHaveValueAsync("code: operator  ");
        await text.PressAsync("Escape");
        await text.PressAsync("Tab");
        await Assertions.Expect(text).Not.ToBeFocusedAsync();
        await Assertions.Expect(text).ToHaveValueAsync("code: operator  ");
    }

    [Fact]
    public async Task Save_OfWhatOthersChangedMeanwhile_KeepsTheTextAndSaysSo()
    {
        await using var site = await Site.StartAsync("lusid-scheduler", Worlds.Scheduler);
        using var visitor = await site.SignInAsync();
        var before = (await site.Service.GetAsync(site.Tenant, new ObjectRef("role", "operator"), Cancellation))!.ETag;
        await site.ApplyAsync("""[{"role": {"code": "operator", "rank": 9}}]""");

        var answer = await visitor.SubmitAsync(Operator, ("do", "save"), ("etag", before), ("text", "code: operator\nrank: 1\n"));

        Assert.Equal(HttpStatusCode.PreconditionFailed, answer.Status);
        Assert.Contains("Somebody has changed this since you opened it.", answer.Text, StringComparison.Ordinal);
        Assert.Contains("rank: 9", answer.Text, StringComparison.Ordinal);
        Assert.Contains("code: operator\nrank: 1\n</textarea>", answer.Text, StringComparison.Ordinal);
        var now = (await site.Service.GetAsync(site.Tenant, new ObjectRef("role", "operator"), Cancellation))!;
        Assert.Equal("""{"code":"operator","rank":9}""", now.Document.ToString());
        Assert.Contains($"name=\"etag\" value=\"{now.ETag}\"", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_OfWhatWasDeletedMeanwhile_MakesItAgainWhenSentOnceMore()
    {
        await using var site = await Site.StartAsync("lusid-scheduler", Worlds.Scheduler);
        using var visitor = await site.SignInAsync();
        var before = (await site.Service.GetAsync(site.Tenant, new ObjectRef("role", "operator"), Cancellation))!.ETag;
        var token = await visitor.TokenAsync(Operator);
        await site.ApplyAsync("""[{"delete": "role:operator"}]""");

        var answer = await visitor.PostAsync(Operator, token, ("do", "save"), ("etag", before), ("text", "code: operator\n"));

        Assert.Equal(HttpStatusCode.PreconditionFailed, answer.Status);
        Assert.Contains("is not there", answer.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.PostAsync("/ui/tenants/acme/document?kind=role", token, ("do", "save"), ("text", "code: operator\n"))).Status);
    }

    [Theory]
    [InlineData("code: [", "Line 2")]
    [InlineData("code: operator\nrank: none", "Line 2")]
    [InlineData("code: operator\nresource:\n  policyIdRoleResource:\n    policies:\n      - {scope: default}", "Line 5")]
    [InlineData("code: operator\nunknown: 1", "Line 2")]
    [InlineData("code: another", "Line 1")]
    [InlineData("rank: 1", "Line 1")]
    [InlineData("[]", "Line 1")]
    [InlineData("", "expected one document")]
    [InlineData("{\n\"code\": \"operator\",\n\"rank\": 0\n}", "Line 3")]
    public async Task Validate_OfABadText_NamesTheLine(string text, string said)
    {
        await using var site = await Site.StartAsync("lusid-scheduler", Worlds.Scheduler);
        using var visitor = await site.SignInAsync();

        foreach (var what in (string[])["validate", "preview", "save"])
        {
            var answer = await visitor.SubmitAsync(Operator, ("do", what), ("text", text), ("etag", "x"));
            Assert.Equal(what == "save" ? HttpStatusCode.BadRequest : HttpStatusCode.OK, answer.Status);
            Assert.Contains(said, answer.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task New_WithAnyName_IsStoredShownAndDeleted()
    {
        const string name = "<b>quoted\" & slashed/żółw 'x' #?%</b>";
        await using var site = await Site.StartAsync("slc-hub", "[]");
        using var visitor = await site.SignInAsync();
        var text = $"name: {Node.Of(name)}\nrules: []\n";

        var saved = await visitor.SubmitAsync("/ui/tenants/acme/document?kind=role", ("do", "save"), ("text", text), ("reason", "first"));

        Assert.Equal((HttpStatusCode.Redirect, ""), (saved.Status, saved.Status == HttpStatusCode.Redirect ? "" : saved.Text));
        var page = await visitor.SendAsync(new HttpRequestMessage(HttpMethod.Get, saved.Location));
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Role " + name, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", await page.Response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        var again = await visitor.SubmitAsync("/ui/tenants/acme/document?kind=role", ("do", "save"), ("text", text));
        Assert.Contains("already", again.Text, StringComparison.Ordinal);
        var at = saved.Location.Split("&saved")[0];
        Assert.Contains("No decision would be another one", await visitor.ReadAsync(at + "&delete=yes"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.PostAsync(at, await visitor.TokenAsync(at), ("do", "delete"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(at)).Status);
    }

    [Theory]
    [InlineData("to", "nobody", "bind-to")]
    [InlineData("from", "yesterday", "bind-from")]
    [InlineData("when", "1 +", "bind-when")]
    public async Task Bind_WithABadField_SaysSoBesideIt(string field, string value, string id)
    {
        await using var site = await Site.StartAsync("lusid-scheduler", Worlds.Scheduler);
        using var visitor = await site.SignInAsync();
        var fields = new Dictionary<string, string> { ["do"] = "bind", ["to"] = "user:bob", [field] = value };

        var answer = await visitor.SubmitAsync(Operator, [.. fields.Select(pair => (pair.Key, pair.Value))]);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Matches($"id=\"{id}\"[^>]*value=\"{System.Text.RegularExpressions.Regex.Escape(value)}\"[^>]*aria-invalid=\"true\"", answer.Text);
        Assert.Contains($"id=\"{id}-error\"", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_SaysFirstWhatItWouldChange()
    {
        await using var site = await Site.StartAsync("lusid-scheduler", Worlds.Scheduler);
        using var visitor = await site.SignInAsync();

        var question = await visitor.ReadAsync("/ui/tenants/acme/document?kind=policy&id=run-all&delete=yes");

        Assert.Contains("1 decision is lost", question, StringComparison.Ordinal);
        Assert.True(await site.MayAsync("user:ann", "Run", "Job:dev/nightly"));
        var late = await visitor.SubmitAsync("/ui/tenants/acme/document?kind=policy&id=run-all", ("do", "delete"), ("etag", "another"));
        Assert.Equal(HttpStatusCode.PreconditionFailed, late.Status);
        Assert.True(await site.MayAsync("user:ann", "Run", "Job:dev/nightly"));
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.SubmitAsync("/ui/tenants/acme/document?kind=policy&id=run-all", ("do", "delete"))).Status);
        Assert.False(await site.MayAsync("user:ann", "Run", "Job:dev/nightly"));
    }

    [Fact]
    public async Task Page_OfAPolicy_SaysWhatIncludesIt()
    {
        await using var site = await Site.StartAsync("lusid-scheduler", Worlds.Scheduler);
        using var visitor = await site.SignInAsync();

        var page = await visitor.ReadAsync("/ui/tenants/acme/document?kind=policy&id=run-all");

        Assert.Contains("Included by", page, StringComparison.Ordinal);
        Assert.Contains("document?kind=role&id=operator", page, StringComparison.Ordinal);
        Assert.DoesNotContain("document?kind=role&id=auditor", page, StringComparison.Ordinal);
    }

    /// <summary>Many differences come page by page, each once.</summary>
    [Fact]
    public async Task Preview_OfManyDifferences_GoesOnWithTheNext()
    {
        await using var site = await Site.StartAsync("lusid-scheduler", Worlds.Scheduler);
        var jobs = string.Join(",", Enumerable.Range(0, 60).Select(i => $$$"""{"resource": {"id": "Job:prod/j{{{i:00}}}"}}"""));
        await site.ApplyAsync($"[{jobs}]");
        using var visitor = await site.SignInAsync();
        const string at = "/ui/tenants/acme/document?kind=role&id=operator";
        (string, string)[] form = [("do", "preview"), ("text", "code: operator\nresource: {policyIdRoleResource: {policies: [{code: run-all}]}}")];

        var first = (await visitor.SubmitAsync(at, form)).Text;
        var next = System.Text.RegularExpressions.Regex.Match(first, "name=\"after\" value=\"([^\"]+)\"").Groups[1].Value;
        var second = (await visitor.SubmitAsync(at, [("after", next), form[1]])).Text;

        foreach (var id in Enumerable.Range(0, 60).Select(i => $">Job:prod/j{i:00}<"))
            Assert.Equal(2, System.Text.RegularExpressions.Regex.Count(first + second, id));
        Assert.DoesNotContain("name=\"after\"", second, StringComparison.Ordinal);
        Assert.False(await site.MayAsync("user:ann", "Run", "Job:prod/j00"));
    }

    [Fact]
    public async Task Page_AsJson_IsTheSameDocument()
    {
        await using var site = await Site.StartAsync("lusid-scheduler", Worlds.Scheduler);
        using var visitor = await site.SignInAsync();

        var page = await visitor.ReadAsync(Operator + "&format=json");

        Assert.Contains("\"rank\": 5", page, StringComparison.Ordinal);
        Assert.Contains("document?kind=policy&id=not-production", page, StringComparison.Ordinal);
    }
}
