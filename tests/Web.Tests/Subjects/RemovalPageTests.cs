using System.Net;
using Microsoft.Playwright;
using OrleansAcl.Requests;
using static Microsoft.Playwright.Assertions;

namespace OrleansAcl.Web.Tests.Subjects;

public sealed class RemovalPageTests(Chromium chromium)
{
    private const string Path = "/ui/tenants/acme/remove?ref=user%3Aann";

    private const string World = """
        [{"user": {"id": "ann"}}, {"group": {"id": "ops", "members": ["user:ann"]}},
         {"resource": {"id": "scheduler:1", "owner": "user:ann"}}, {"resource": {"id": "scheduler:2"}},
         {"acl": {"resource": "scheduler:2", "entries": [{"subject": "user:ann", "effect": "allow", "actions": ["read"]}]}}]
        """;

    [Fact]
    public async Task Pages_OfAnIdThatEndsInASpace_AreNotThoseOfTheOneWithout()
    {
        await using var site = await Site.StartAsync("qubole-scheduler", """
            [{"user": {"id": "ann "}}, {"user": {"id": "ann"}}, {"resource": {"id": "scheduler:1 ", "owner": "user:ann "}}, {"resource": {"id": "scheduler:1", "owner": "user:ann"}}]
            """);
        using var visitor = await site.SignInAsync();

        Assert.Contains("ref=scheduler%3A1%20", await visitor.ReadAsync("/ui/tenants/acme/permissions?resource=scheduler%3A1%20"), StringComparison.Ordinal);
        Assert.Contains("resource=scheduler%3A1%20", await visitor.ReadAsync("/ui/tenants/acme/resource?ref=scheduler%3A1%20"), StringComparison.Ordinal);
        var removed = await visitor.SubmitAsync("/ui/tenants/acme/remove?ref=user%3Aann%20", ("confirm", "user:ann "));

        Assert.Equal(HttpStatusCode.Redirect, removed.Status);
        Assert.Null(await StoredAsync("ann "));
        Assert.NotNull(await StoredAsync("ann"));
        Assert.True(await site.MayAsync("user:ann", "read", "scheduler:1"));

        ValueTask<StoredObject?> StoredAsync(string id) => site.Service.GetAsync(site.Tenant, new ObjectRef(ObjectRef.User, id), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Removal_InTheBrowser_IsPreviewedConfirmedAndMade()
    {
        await using var site = await Site.StartAsync("qubole-scheduler", World);
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync();
        await window.OpenAsync("subject", ("ref", "user:ann"));
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Remove everywhere…" }).ClickAsync();

        await Expect(window.Page.Locator(".removal dd")).ToHaveTextAsync(["1", "0", "0", "0", "1", "1"]);
        await Expect(window.Page.Locator("caption")).ToHaveTextAsync(["What is lost"]);
        await window.RequireAccessibleAsync();
        await window.PictureAsync("remove-preview");
        await window.Page.GetByLabel("Type user:ann to confirm").FillAsync("user:ann");
        await window.Page.GetByLabel("Reason").FillAsync("left");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Remove everywhere" }).ClickAsync();

        await Expect(window.Page.GetByText("Saved, revision 2.")).ToBeVisibleAsync();
        await Expect(window.Page.GetByText("not stored")).ToBeVisibleAsync();
        Assert.False(await site.MayAsync("user:ann", "read", "scheduler:1"));
        var change = Assert.Single((await site.Service.ChangesAsync(site.Tenant, new ChangesRequest(1), TestContext.Current.CancellationToken)).Changes);
        Assert.Equal("left", change.Reason);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ann")]
    [InlineData("user:bob")]
    public async Task Removal_NotConfirmed_RemovesNothing(string typed)
    {
        await using var site = await Site.StartAsync("qubole-scheduler", World);
        using var visitor = await site.SignInAsync();

        var answer = await visitor.SubmitAsync(Path, ("confirm", typed), ("reason", "left & gone"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("id=\"confirm-error\"", answer.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"left & gone\"", answer.Text, StringComparison.Ordinal);
        Assert.True(await site.MayAsync("user:ann", "read", "scheduler:1"));
    }

    [Fact]
    public async Task Removal_OfNobody_IsNotFound()
    {
        await using var site = await Site.StartAsync("qubole-scheduler", World);
        using var visitor = await site.SignInAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/ui/tenants/acme/remove?ref=user%3Anone")).Status);
    }

    [Theory]
    [InlineData("ann", "")]
    [InlineData("rita", "acl:read")]
    public async Task Removal_ByOneWhoDoesNotAdminister_IsRefused(string user, string scope)
    {
        await using var site = await Site.StartAsync("qubole-scheduler", World);
        using var visitor = await site.SignInAsync(site.TokenOf(user, scope));

        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.GetAsync(Path)).Status);
        var answer = await visitor.PostAsync(Path, await visitor.TokenAsync("/ui/tenants/acme/check"), ("confirm", "user:ann"));
        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.True(await site.MayAsync("user:ann", "read", "scheduler:1"));
    }
}
