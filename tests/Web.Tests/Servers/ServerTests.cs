using System.Net;
using Microsoft.Playwright;

namespace OrleansAcl.Web.Tests.Servers;

/// <summary>What runs here, for the administrator.</summary>
public sealed class ServerTests(Chromium chromium)
{
    [Fact]
    public async Task Browser_SeesTheProcessAndItsTenants()
    {
        await using var site = await Site.StartAsync("qubole-scheduler", """[{"user": {"id": "ann"}}, {"resource": {"id": "scheduler:1", "owner": "user:ann"}}]""");
        await using var window = await chromium.OpenAsync(site);
        await window.SignInAsync();
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Server" }).ClickAsync();

        await Assertions.Expect(window.Page.GetByRole(AriaRole.Row, new() { Name = "acme qubole-scheduler 1 1 0 0 1" })).ToBeVisibleAsync();
        await Assertions.Expect(window.Page.GetByText($"{Environment.MachineName}, process {Environment.ProcessId}")).ToBeVisibleAsync();
        await Assertions.Expect(window.Page.GetByText("nothing survives the process")).ToBeVisibleAsync();
        await window.RequireAccessibleAsync();
        await window.PictureAsync("server");
    }

    [Fact]
    public async Task Server_IsTheAdministratorsAlone()
    {
        await using var site = await Site.StartAsync("qubole-scheduler", """[{"user": {"id": "ann"}}]""");
        using var ann = await site.SignInAsync(site.TokenOf("ann", "acl:administer"));
        Assert.Equal(HttpStatusCode.Forbidden, (await ann.GetAsync("/ui/server")).Status);
        Assert.DoesNotContain(">Server<", await ann.ReadAsync("/ui/tenants/acme/changes"), StringComparison.Ordinal);
    }
}
