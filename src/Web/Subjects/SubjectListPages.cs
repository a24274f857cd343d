using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansAcl.Api.Security;
using OrleansAcl.Requests;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Subjects;

/// <summary>A page of users, groups or roles.</summary>
/// <param name="Tenant">The tenant they are in.</param>
/// <param name="Kind">Which.</param>
/// <param name="Kinds">The kinds there are.</param>
/// <param name="Text">What was searched for.</param>
/// <param name="Page">What was found.</param>
public sealed record SubjectsView(TenantInfo Tenant, string Kind, IReadOnlyList<string> Kinds, string? Text, ObjectPage Page)
{
    /// <summary>Whether this is not the first page.</summary>
    public bool IsBehind { get; init; }
}

/// <summary>Users, groups and roles, to be searched.</summary>
internal static class SubjectListPages
{
    private const int PageItems = 50;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPage(PagePaths.TenantRoute + "/subjects", Access.Read, ListAsync);

    private static async ValueTask<IResult> ListAsync(PageCall call)
    {
        var (tenant, text, after) = (await call.TenantAsync(), call.Query("q"), call.Query("after"));
        string[] kinds = [.. ((string[])[ObjectRef.User, ObjectRef.Group, ObjectRef.Role]).Where(kind => Has(tenant, kind))];
        var kind = call.Query("kind") ?? ObjectRef.User;
        if (!kinds.Contains(kind)) throw new AclException(ErrorCodes.InvalidDocument, $"expected {string.Join(", ", kinds.Select(k => $"`{k}`"))}", "kind");
        var page = await call.Service.BrowseAsync(call.Tenant, new BrowseRequest(kind) { Text = text, After = after, Limit = PageItems }, call.Cancellation);
        return call.Show<SubjectsPage, SubjectsView>(new SubjectsView(tenant, kind, kinds, text, page) { IsBehind = after is not null });
    }

    private static bool Has(TenantInfo tenant, string kind) => kind switch
    {
        ObjectRef.User => true,
        ObjectRef.Group => tenant.Counts?.Kinds.ContainsKey(kind) ?? true,
        _ => tenant.Documents.Contains(kind),
    };
}
