using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansAcl.Api.Security;
using OrleansAcl.Requests;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Resources;

/// <summary>A page of resources.</summary>
/// <param name="Tenant">The tenant they are in.</param>
/// <param name="Type">The type that was asked for; null for all.</param>
/// <param name="Page">The resources.</param>
public sealed record ResourcesView(TenantInfo Tenant, string? Type, ObjectPage Page);

/// <summary>The resources of a tenant.</summary>
internal static class ResourcePages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(PagePaths.TenantRoute + "/resources", Access.Read, ListAsync);
    }

    private static async ValueTask<IResult> ListAsync(PageCall call)
    {
        var tenant = await call.TenantAsync();
        var type = call.Query("type");
        var page = await call.Service.BrowseAsync(
            call.Tenant, new BrowseRequest(ObjectRef.Resource) { Type = type, After = call.Query("after"), Limit = 50 }, call.Cancellation);
        return call.Show<ResourcesPage, ResourcesView>(new ResourcesView(tenant, type, page));
    }
}
