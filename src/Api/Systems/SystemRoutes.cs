using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansAcl.Api.Http;
using OrleansAcl.Api.Security;
using OrleansAcl.Requests;
using OrleansAcl.Wire;

namespace OrleansAcl.Api.Systems;

/// <summary>Answers one call of a system's own interface.</summary>
internal delegate ValueTask<Reply> SystemHandler(SystemCall call);

/// <summary>
/// The paths of a system's own interface: as they were for the default tenant, and below <c>/tenants/{tenant}</c> for every one. To a
/// tenant with a model of another kind they are not there.
/// </summary>
/// <param name="routes">Where they are mapped.</param>
/// <param name="prefix">What they begin with.</param>
/// <param name="fits">Whether a tenant's model is of the kind.</param>
/// <param name="errors">How errors are written; problem details when left out.</param>
internal sealed class SystemRoutes(IEndpointRouteBuilder routes, string prefix, Func<TenantInfo, bool> fits, ErrorShape? errors = null)
{
    /// <summary>Maps a handler for reading, or else for a change; a user calls both as himself, and the model says what he may.</summary>
    public void Map(string method, string path, SystemHandler handler) =>
        Map(method, path, (HttpMethods.IsGet(method) ? Access.Read : Access.Administer).OrOwn, handler);

    /// <summary>Maps a handler.</summary>
    public void Map(string method, string path, Access access, SystemHandler handler)
    {
        foreach (var tenant in (string[])["", "/" + AclPaths.Tenant("{tenant}")])
            routes.MapAcl(method, tenant + prefix + path, access, async call => await handler(new SystemCall(call, await TenantAsync(call))), errors);
    }

    private async ValueTask<TenantInfo> TenantAsync(AclCall call)
    {
        // Who names somebody he may not name learns nothing of the tenant either.
        _ = SystemCall.Named(call);
        var tenant = await call.Fresh.GetTenantAsync(call.Tenant, call.Cancellation)
            ?? throw new AclException(ErrorCodes.UnknownTenant, $"there is no tenant `{call.Tenant}`");
        return fits(tenant) ? tenant : throw new AclException(
            ErrorCodes.NotFound, $"the model of tenant `{call.Tenant}` is `{tenant.Model}`, which has nothing at this path");
    }
}
