using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansAcl.Api.Security;
using OrleansAcl.Requests;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Permissions;

/// <summary>The permissions of one resource, by whatever its model gives them.</summary>
internal static class PermissionPages
{
    private const string Route = PagePaths.TenantRoute + "/permissions";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Route, Access.Read.OrOwn, ShowAsync);
        routes.MapForm(Route, Access.Read.OrOwn, TakeAsync);
    }

    private static async ValueTask<IResult> ShowAsync(PageCall call)
    {
        var (tenant, resource) = await FindAsync(call);
        return Managing.KindOf(tenant, resource) switch
        {
            SharingKind.List => await new ListDialog(new Dialog(call, tenant, resource)).ShowAsync(),
            SharingKind.Levels => await new LevelsDialog(new Dialog(call, tenant, resource)).ShowAsync(),
            SharingKind.Roles => await new RolesDialog(new Dialog(call, tenant, resource)).ShowAsync(),
            _ => await new DocumentsOnly(call, tenant, resource).ShowAsync(),
        };
    }

    private static async ValueTask<IResult> TakeAsync(PageCall call)
    {
        var (tenant, resource) = await FindAsync(call);
        return Managing.KindOf(tenant, resource) switch
        {
            SharingKind.List => await new ListDialog(new Dialog(call, tenant, resource)).TakeAsync(),
            SharingKind.Levels => await new LevelsDialog(new Dialog(call, tenant, resource)).TakeAsync(),
            SharingKind.Roles => await new RolesDialog(new Dialog(call, tenant, resource)).TakeAsync(),
            _ => throw new AclException(ErrorCodes.InvalidDocument, "nothing can be set on this resource"),
        };
    }

    private static async ValueTask<(TenantInfo Tenant, StoredObject Resource)> FindAsync(PageCall call)
    {
        var tenant = await call.TenantAsync();
        var written = call.Named("resource") ?? throw new AclException(ErrorCodes.InvalidDocument, "the resource is missing", "resource");
        return (tenant, await Managing.RequireAsync(call, tenant, written));
    }
}
