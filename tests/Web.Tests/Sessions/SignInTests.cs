using System.Net;

namespace OrleansAcl.Web.Tests.Sessions;

public sealed class SignInTests(Chromium chromium)
{
    [Fact]
    public async Task Page_WithoutSession_LeadsToTheFormAndBack()
    {
        await using var site = await Site.StartAsync("qubole-scheduler", """[{"resource": {"id": "scheduler:42"}}]""");
        using var visitor = site.Visit();

        var refused = await visitor.GetAsync("/ui/tenants/acme/resources?type=scheduler");

        Assert.Equal(HttpStatusCode.Redirect, refused.Status);
        Assert.Equal("/ui/sign-in?return=%2Fui%2Ftenants%2Facme%2Fresources%3Ftype%3Dscheduler&tenant=acme", refused.Location);
        var form = await visitor.SubmitAsync(refused.Location, ("token", Site.Token), ("tenant", "acme"), ("return", "/ui/tenants/acme/resources?type=scheduler"));
        Assert.Equal("/ui/tenants/acme/resources?type=scheduler", form.Location);
        Assert.Contains("ref=scheduler%3A42", await visitor.ReadAsync(form.Location), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wrong", "the bearer token is not valid")]
    [InlineData("", "a token is required")]
    public async Task SignIn_WithNobodysToken_IsRefusedAndBeginsNoSession(string token, string message)
    {
        await using var site = await Site.StartAsync();
        using var visitor = site.Visit();

        var answer = await visitor.SubmitAsync("/ui/sign-in", ("token", token), ("tenant", "default"));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Contains(message, answer.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.GetAsync("/ui")).Status);
    }

    [Theory]
    [InlineData("https://evil.example/ui")]
    [InlineData("//evil.example/ui")]
    [InlineData("/\\evil.example")]
    [InlineData("/healthz")]
    public async Task SignIn_WithAPlaceElsewhere_LeadsToOurFirstPage(string elsewhere)
    {
        await using var site = await Site.StartAsync();
        using var visitor = site.Visit();

        var answer = await visitor.SubmitAsync("/ui/sign-in", ("token", Site.Token), ("tenant", "default"), ("return", elsewhere));

        Assert.Equal("/ui", answer.Location);
    }

    [Theory]
    [InlineData("/ui/tenants/acme/resources?q=é", "/ui/tenants/acme/resources?q=%C3%A9")]
    [InlineData("/ui/tenants/acme/resources?q=\u202E a%20b", "/ui/tenants/acme/resources?q=%E2%80%AE%20a%20b")]
    public async Task SignIn_WithAPlaceThatNoHeaderCanSay_EscapesIt(string place, string escaped)
    {
        await using var site = await Site.StartAsync();
        using var visitor = site.Visit();

        var answer = await visitor.SubmitAsync("/ui/sign-in", ("token", Site.Token), ("tenant", "default"), ("return", place));

        Assert.Equal((HttpStatusCode.Redirect, escaped), (answer.Status, answer.Response.Headers.Location?.OriginalString));
    }

    [Theory]
    [InlineData("read", "/ui/tenants/acme/resources")]
    [InlineData("decide", "/ui/tenants/acme/operations")]
    public async Task Key_IsLedToItsTenant_WhereAloneItIsKnown(string scope, string first)
    {
        await using var site = await Site.StartAsync("qubole-scheduler", "[]");
        using var administrator = await site.SignInAsync();
        var made = await administrator.SubmitAsync("/ui/tenants/acme/keys", ("do", "make"), ("id", "ci"), ("scope", scope));
        var key = System.Text.RegularExpressions.Regex.Match(made.Text, "acl_ci_[A-Za-z0-9_-]+").Value;
        using var visitor = site.Visit();

        var answer = await visitor.SubmitAsync("/ui/sign-in", ("token", key), ("tenant", "acme"), ("return", "/ui"));

        Assert.Equal("/ui/tenants/acme", answer.Location);
        Assert.Equal(first, (await visitor.GetAsync(answer.Location)).Location);
        Assert.DoesNotContain("href=\"/ui\"", await visitor.ReadAsync(first), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10_000, 1)]
    [InlineData(1, 5_000_000)]
    public async Task Form_OfAbsurdSize_IsRefusedAsSuch(int fields, int characters)
    {
        await using var site = await Site.StartAsync();
        using var visitor = site.Visit();

        var answer = await visitor.SubmitAsync("/ui/sign-in", [.. Enumerable.Range(0, fields).Select(at => ($"f{at}", new string('x', characters)))]);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("the form is larger, or has more fields, than is taken", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/ui/nothing")]
    [InlineData("GET", "/ui/tenants/acme/nothing/at/all")]
    [InlineData("GET", "/ui/tenants")]
    [InlineData("DELETE", "/ui/tenants/acme/resources")]
    public async Task Path_WithoutAPage_IsToldOnAPage(string method, string path)
    {
        await using var site = await Site.StartAsync("qubole-scheduler", "[]");
        using var visitor = await site.SignInAsync();

        var answer = await visitor.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Contains("there is no such page", answer.Text, StringComparison.Ordinal);
        Assert.Contains("Sign out", answer.Text, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", string.Join("", answer.Response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/ui")]
    [InlineData("/ui/sign-in")]
    [InlineData("/ui/tenants/acme/changes/live?since=0")]
    public async Task Head_IsAnsweredAsTheHeadOfThePage(string path)
    {
        await using var site = await Site.StartAsync("qubole-scheduler", "[]");
        using var visitor = await site.SignInAsync();

        var answer = await visitor.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));

        Assert.Equal((HttpStatusCode.OK, ""), (answer.Status, answer.Text));
    }

    [Fact]
    public async Task SignOut_EndsTheSession()
    {
        await using var site = await Site.StartAsync();
        using var visitor = await site.SignInAsync();

        var answer = await visitor.PostAsync("/ui/sign-out", await visitor.TokenAsync("/ui"));

        Assert.Equal("/ui/sign-in", answer.Location);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.GetAsync("/ui")).Status);
    }

    [Fact]
    public async Task Form_WithoutItsToken_ChangesNothing()
    {
        await using var site = await Site.StartAsync();
        using var visitor = await site.SignInAsync();

        var answer = await visitor.PostAsync("/ui/sign-out", token: null);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/ui")).Status);
    }

    [Fact]
    public async Task Browser_SignsInAndOut()
    {
        await using var site = await Site.StartAsync("qubole-scheduler", """[{"resource": {"id": "scheduler:42"}}]""");
        await using var window = await chromium.OpenAsync(site);

        await window.Page.GotoAsync("/");
        await window.RequireAccessibleAsync();
        await window.PictureAsync("sign-in");
        await window.SignInAsync();
        await window.RequireAccessibleAsync();
        await window.PictureAsync("tenants");

        Assert.EndsWith("/ui", window.Page.Url, StringComparison.Ordinal);
        await window.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        Assert.Contains("/ui/sign-in", window.Page.Url, StringComparison.Ordinal);
    }
}
