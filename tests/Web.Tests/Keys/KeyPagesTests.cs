using System.Net;
using System.Net.Http.Headers;
using Microsoft.Playwright;

namespace OrleansAcl.Web.Tests.Keys;

public sealed class KeyPagesTests(Chromium chromium)
{
    private const string Keys = "/ui/tenants/acme/keys";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Browser_MakesAKeyThatWorks_AndDeletesIt()
    {
        await using var site = await Site.StartAsync("qubole-scheduler", """[{"user": {"id": "1"}}, {"resource": {"id": "scheduler:42", "owner": "user:1"}}]""");
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync();
        await window.OpenAsync("keys");
        await window.RequireAccessibleAsync();

        await window.Page.GetByLabel("Scope").SelectOptionAsync("read");
        await window.Page.GetByLabel("Name").FillAsync("nightly-report");
        await window.Page.GetByLabel("Note").FillAsync("The report of every night");
        await window.Page.GetByLabel("Expires").FillAsync("2100-01-01T00:00:00Z");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Make" }).ClickAsync();
        var token = await window.Page.Locator(".secret").InnerTextAsync();
        Assert.StartsWith("acl_nightly-report_", token, StringComparison.Ordinal);
        Assert.EndsWith("/keys", window.Page.Url, StringComparison.Ordinal);
        await window.RequireAccessibleAsync();
        await window.PictureAsync("keys");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(site, token));

        await window.Page.GetByRole(AriaRole.Link, new() { Name = "I have kept it" }).ClickAsync();
        Assert.DoesNotContain(token, await window.Page.ContentAsync(), StringComparison.Ordinal);
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Delete… nightly-report" }).ClickAsync();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(site, token));
        await window.RequireAccessibleAsync();
        await window.PictureAsync("keys-delete");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Delete nightly-report" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByText("There are no keys.")).ToBeVisibleAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(site, token));
    }

    [Theory]
    [InlineData("id", "Not An Id", "id")]
    [InlineData("subject", "nobody", "subject")]
    [InlineData("expires", "soon", "expires")]
    [InlineData("scope", "everything", "scope")]
    public async Task Make_WithABadField_SaysSoBesideIt(string field, string value, string id)
    {
        await using var site = await Site.StartAsync("qubole-scheduler", "[]");
        using var visitor = await site.SignInAsync();
        var fields = new Dictionary<string, string> { ["do"] = "make", ["scope"] = "read", [field] = value };

        var answer = await visitor.SubmitAsync(Keys, [.. fields.Select(pair => (pair.Key, pair.Value))]);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Matches($"id=\"{id}\"[^>]*aria-invalid=\"true\"", answer.Text);
        Assert.Contains("There are no keys.", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Make_OfAKeyThatIsThere_LeavesItAsItIs()
    {
        await using var site = await Site.StartAsync("qubole-scheduler", "[]");
        using var visitor = await site.SignInAsync();
        Assert.Contains("acl_ci_", (await visitor.SubmitAsync(Keys, ("do", "make"), ("id", "ci"), ("scope", "read"))).Text, StringComparison.Ordinal);

        var again = await visitor.SubmitAsync(Keys, ("do", "make"), ("id", "ci"), ("scope", "administer"));

        Assert.Equal(HttpStatusCode.PreconditionFailed, again.Status);
        Assert.DoesNotContain("acl_ci_", again.Text, StringComparison.Ordinal);
        Assert.Contains("there already", again.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_AreForAdministrators()
    {
        await using var site = await Site.StartAsync("qubole-scheduler", "[]");
        using var reader = await site.SignInAsync(site.TokenOf("ann", "acl:read"));
        using var administrator = await site.SignInAsync(site.TokenOf("ann", "acl:administer"));

        Assert.Equal(HttpStatusCode.Forbidden, (await reader.GetAsync(Keys)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.PostAsync(Keys, await reader.TokenAsync("/ui"), ("do", "make"), ("scope", "read"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await administrator.GetAsync(Keys)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.GetAsync(Keys + "?delete=ghost")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.GetAsync(Keys + "?delete=%3Cb%3E")).Status);
    }

    private static async Task<HttpStatusCode> StatusAsync(Site site, string token)
    {
        using var http = new HttpClient { BaseAddress = site.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return (await http.GetAsync("/tenants/acme/v1/resources", Cancellation)).StatusCode;
    }
}
