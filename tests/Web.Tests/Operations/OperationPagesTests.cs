using System.Net;
using Microsoft.Playwright;
using OrleansAcl.Web.Tests.Documents;

namespace OrleansAcl.Web.Tests.Operations;

public sealed class OperationPagesTests(Chromium chromium)
{
    private const string Operations = "/ui/tenants/acme/operations";

    /// <summary>Ann may run every job, and nobody may use an image.</summary>
    private static readonly string Runner = Worlds.Scheduler.TrimEnd().TrimEnd(']') + """
        , {"policy": {"code": "call", "grant": "Allow", "selectors": [{"idSelectorDefinition": {
            "identifier": {"scope": "*", "code": "*"}, "actions": [{"scope": "default", "activity": "Execute", "entity": "Feature"}]}}]}},
          {"role": {"code": "caller", "rank": 1, "resource": {"policyIdRoleResource": {"policies": [{"scope": "default", "code": "call"}]}}}},
          {"bind": {"role": "caller", "to": ["user:ann"]}}]
        """;

    [Fact]
    public async Task Browser_TriesAnOperation_AndIsToldWhatIsMissing()
    {
        await using var site = await Site.StartAsync("lusid-scheduler", Runner);
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync();
        await window.OpenAsync("operations");
        await window.RequireAccessibleAsync();
        await window.PictureAsync("operations");

        await window.Page.GetByLabel("Find operations by name").FillAsync("runjob");
        await Assertions.Expect(window.Page.GetByText("1 operation", new() { Exact = true })).ToBeVisibleAsync();
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "RunJob" }).ClickAsync();
        await window.Page.GetByLabel("Who").FillAsync("user:ann");
        await window.Page.GetByLabel("job", new() { Exact = true }).FillAsync("Job:dev/nightly");
        await window.Page.GetByLabel("image", new() { Exact = true }).FillAsync("Image:tools/loader");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Try" }).ClickAsync();

        await Assertions.Expect(window.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("deny");
        var missing = window.Page.GetByRole(AriaRole.Link, new() { Name = "Use Image:tools/loader" });
        Assert.Equal("/ui/tenants/acme/check?subject=user%3Aann&action=Use&resource=Image%3Atools%2Floader", await missing.GetAttributeAsync("href"));
        await window.RequireAccessibleAsync();
        await window.PictureAsync("operation");
    }

    [Fact]
    public async Task Operation_ThatIsAllowed_ShowsWhatIsVisible()
    {
        await using var site = await Site.StartAsync("apolo", """
            [{"user": {"id": "eve"}}, {"grant": {"resource": "storage://c/o/p", "to": "user:eve", "level": "read"}}]
            """);
        using var visitor = await site.SignInAsync();

        var page = await visitor.ReadAsync(
            Operations + "?name=storage-list&try=1&subject=user%3Aeve&arg.uri=storage%3A%2F%2Fc%2Fo%2Fp&items=storage%3A%2F%2Fc%2Fo%2Fp%2Fa%0Astorage%3A%2F%2Fc%2Fo%2Fq");

        Assert.Contains("✓ allow", page, StringComparison.Ordinal);
        Assert.Contains("resource?ref=storage%3A%2F%2Fc%2Fo%2Fp%2Fa", page, StringComparison.Ordinal);
        Assert.DoesNotContain("resource?ref=storage%3A%2F%2Fc%2Fo%2Fq", page, StringComparison.Ordinal);
        Assert.Contains("✗ error", await visitor.ReadAsync(Operations + "?name=storage-list&try=1&subject=user%3Abob&arg.uri=storage%3A%2F%2Fc%2Fo%2Fp"), StringComparison.Ordinal);
        // Lists, and what is mounted: the second is written to, which eve may not.
        var mounted = await visitor.ReadAsync(Operations + "?name=job-create&try=1&subject=user%3Aeve&arg.project=job%3A%2F%2Fc%2Fo%2Fp&arg.image=x"
            + "&arg.storage=storage%3A%2F%2Fc%2Fo%2Fp%2Fa%20(read%20only)%0Astorage%3A%2F%2Fc%2Fo%2Fp%2Fb");
        Assert.Contains("write storage://c/o/p/b", mounted, StringComparison.Ordinal);
        Assert.DoesNotContain("<code>read storage://c/o/p/a", mounted, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("subject=ann&arg.job=Job:a/b&arg.image=Image:a/b", "subject")]
    [InlineData("subject=user:ann&arg.job=Image:a/b&arg.image=Image:a/b", "arg.job")]
    [InlineData("subject=user:ann&arg.image=Image:a/b", "arg.job")]
    [InlineData("subject=user:ann&arg.job=Job:a/b&arg.image=Image:a/b&context=%5B", "context")]
    [InlineData("subject=user:ann&arg.job=Job:a/b&arg.image=Image:a/b&items=x", "items")]
    public async Task Operation_AskedBadly_SaysWhichField(string query, string id)
    {
        await using var site = await Site.StartAsync("lusid-scheduler", Runner);
        using var visitor = await site.SignInAsync();

        var answer = await visitor.GetAsync($"{Operations}?name=RunJob&try=1&{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Matches($"id=\"{System.Text.RegularExpressions.Regex.Escape(id)}\"[^>]*aria-invalid=\"true\"", answer.Text);
    }

    [Fact]
    public async Task Operations_OfALargeModel_AreFoundByName()
    {
        await using var site = await Site.StartAsync("slc-hub", "[]");
        using var visitor = await site.SignInAsync();

        Assert.Contains("139 operations", await visitor.ReadAsync(Operations), StringComparison.Ordinal);
        var found = await visitor.ReadAsync(Operations + "?q=RENAME-USER");
        Assert.Contains("Update object:/Users/{newName}", found, StringComparison.Ordinal);
        Assert.DoesNotContain("create-user", found, StringComparison.Ordinal);
        Assert.Contains("has “<b>” in its name", await visitor.ReadAsync(Operations + "?q=%3Cb%3E"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(Operations + "?name=ghost")).Status);
    }

    /// <summary>Whoever has no scope is told nothing of the model, and asks about himself whatever he says.</summary>
    [Fact]
    public async Task Operation_ByAUserHimself_IsAboutHim()
    {
        await using var site = await Site.StartAsync("lusid-scheduler", Runner);
        using var visitor = await site.SignInAsync(site.TokenOf("ann"));

        Assert.DoesNotContain("RunJob", await visitor.ReadAsync(Operations), StringComparison.Ordinal);
        var form = await visitor.ReadAsync(Operations + "?name=RunJob");
        Assert.DoesNotContain("arg.image", form, StringComparison.Ordinal);
        Assert.Contains("user:ann", form, StringComparison.Ordinal);
        var answer = await visitor.ReadAsync(
            Operations + "?name=RunJob&try=1&subject=user:bob&args=job%3A%20Job%3Adev%2Fnightly%0Aimage%3A%20Image%3Atools%2Floader");
        Assert.Contains("user:ann RunJob", answer, StringComparison.Ordinal);
        Assert.Contains("Use Image:tools/loader", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Run Job:dev/nightly", answer, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(Operations + "?name=ghost&try=1")).Status);
    }
}
