namespace OrleansAcl.Web;

/// <summary>Where the pages are, each below the path that the application itself is served at.</summary>
public static class PagePaths
{
    /// <summary>What every page's path begins with.</summary>
    public const string Root = "/ui";

    /// <summary>The form to sign in with.</summary>
    public const string SignIn = Root + "/sign-in";

    /// <summary>Where signing out is posted to.</summary>
    public const string SignOut = Root + "/sign-out";

    /// <summary>Styles, script and pictures.</summary>
    public const string Assets = Root + "/assets";

    /// <summary>The processes that serve this.</summary>
    public const string Server = Root + "/server";

    /// <summary>What the pages of a tenant begin with, as a route.</summary>
    public const string TenantRoute = Root + "/tenants/{tenant}";

    /// <summary>A page of a tenant with a query; parts of it that are null are left out.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="page">What comes behind the tenant: <c>resources</c>; empty for its first page.</param>
    /// <param name="query">Names and values, in order.</param>
    public static string Of(TenantId tenant, string page, params IReadOnlyList<(string Name, string? Value)> query) =>
        WithQuery($"{Root}/tenants/{Uri.EscapeDataString(tenant.ToString())}{(page.Length > 0 ? "/" : "")}{page}", query);

    /// <summary>A path as a header can say it, whoever it came from: whatever a URI has no room for is escaped.</summary>
    internal static string InHeader(string path) => string.Concat(path.EnumerateRunes().Select(rune => rune.Value is > ' ' and < 0x7F ? rune.ToString() : Uri.EscapeDataString(rune.ToString())));

    /// <summary>A path with a query; parts of it that are null are left out.</summary>
    public static string WithQuery(string path, IReadOnlyList<(string Name, string? Value)> query)
    {
        var parts = query.Where(part => part.Value is not null).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}").ToArray();
        return parts.Length == 0 ? path : $"{path}?{string.Join('&', parts)}";
    }
}
