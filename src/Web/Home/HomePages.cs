using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansAcl.Api.Security;
using OrleansAcl.Requests;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Home;

/// <summary>The tenants one may choose from.</summary>
/// <param name="Tenants">By name; null for those who cannot see them all.</param>
public sealed record TenantsView(IReadOnlyList<TenantInfo>? Tenants);

/// <summary>The first pages: of the server, and of a tenant.</summary>
internal static class HomePages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(PagePaths.Root, Access.Decide.OrOwn, TenantsAsync);
        routes.MapPage(PagePaths.TenantRoute, Access.Decide.OrOwn, call => ValueTask.FromResult(Results.Redirect(call.To(call.MaySeeResources ? "resources" : "operations"))));
    }

    private static async ValueTask<IResult> TenantsAsync(PageCall call)
    {
        if (call.Query("tenant") is { } named) return Results.Redirect(call.Base + PagePaths.Of(TenantId.Parse(named), ""));
        return call.Show<TenantsPage, TenantsView>(new TenantsView(call.MayServe ? await call.Service.ListTenantsAsync(call.Cancellation) : null));
    }
}
