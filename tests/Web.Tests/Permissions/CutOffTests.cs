namespace OrleansAcl.Web.Tests.Permissions;

/// <summary>What does not fit into a dialog is said there, with a way to the rest.</summary>
public sealed class CutOffTests
{
    private const string File = "storage://default/o/p/f";
    private const string StoredFile = """{"resource": {"id": "storage://default/o/p/f", "owner": "user:alice"}}""";
    private const string StoredPipeline = """{"resource": {"id": "object:/Pipelines/nightly", "namespace": "n"}}""";

    [Fact]
    public async Task Levels_MoreRolesAndGrantsAboveThanAreLookedAt_AreSaid()
    {
        var roles = Enumerable.Range(0, 201).Select(i => $$$"""{"role": {"name": "alice/roles/r{{{i:000}}}"}}""");
        var above = Enumerable.Range(0, 51).Select(i => $$$"""{"grant": {"resource": "storage://default/o", "to": "user:u{{{i:00}}}", "level": "read"}}""");
        await using var site = await Site.StartAsync("apolo", $"[{StoredFile}, {string.Join(',', roles.Concat(above))}]");
        using var visitor = await site.SignInAsync();

        var page = await visitor.ReadAsync(PagePaths.Of(site.Tenant, "permissions", ("resource", File)));

        Assert.Contains("There are more roles than the first 200", page, StringComparison.Ordinal);
        Assert.Matches("""More is granted on <a href="[^"]*permissions\?resource=storage%3A%2F%2Fdefault%2Fo">storage://default/o</a>""", page);
        Assert.Contains("More subjects are stored than are proposed here", page, StringComparison.Ordinal);
        Assert.DoesNotContain("user:u50", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Levels_ThatAllFit_SayNothingOfMore()
    {
        await using var site = await Site.StartAsync("apolo", $$$"""[{{{StoredFile}}}, {"role": {"name": "alice/roles/r"}}]""");
        using var visitor = await site.SignInAsync();

        var page = await visitor.ReadAsync(PagePaths.Of(site.Tenant, "permissions", ("resource", File)));

        Assert.DoesNotContain("There are more roles", page, StringComparison.Ordinal);
        Assert.DoesNotContain("More is granted", page, StringComparison.Ordinal);
        Assert.DoesNotContain("are proposed here", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Roles_MoreThanAreProposed_AreSaid()
    {
        var roles = Enumerable.Range(0, 201).Select(i => $$$"""{"role": {"name": "R{{{i:000}}}", "rules": [{"object": "/Pipelines/*", "actions": ["Read"]}]}}""");
        await using var site = await Site.StartAsync("slc-hub", $"[{StoredPipeline}, {string.Join(',', roles)}]");
        using var visitor = await site.SignInAsync();

        var page = await visitor.ReadAsync(PagePaths.Of(site.Tenant, "permissions", ("resource", "object:/Pipelines/nightly")));

        Assert.Contains("More roles are stored than are proposed here", page, StringComparison.Ordinal);
    }
}
