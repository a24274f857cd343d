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
