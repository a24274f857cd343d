using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansAcl.Api.Http;
using OrleansAcl.Api.Security;
using OrleansAcl.Requests;

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
    /// <summary>Maps a handler for reading, or else for a change.</summary>
    public void Map(string method, string path, SystemHandler handler) =>
        Map(method, path, HttpMethods.IsGet(method) ? Access.Read : Access.Administer, handler);

    /// <summary>Maps a handler. A user calls it without the scope as himself, and the model says what he may.</summary>
    public void Map(string method, string path, Access access, SystemHandler handler)
    {
        foreach (var root in AclEndpointRoutes.TenantRoots)
            routes.MapAcl(method, root + prefix + path, access.OrOwn, call => AnswerAsync(call, handler), errors);
    }

    private async ValueTask<Reply> AnswerAsync(AclCall call, SystemHandler handler)
    {
        // Who names somebody he may not name learns nothing, not even of the tenant.
        if (call.Named is { } named) call.Caller.RequireMayName(named, ActAs.Header);
        var tenant = await call.Fresh.GetTenantAsync(call.Tenant, call.Cancellation)
            ?? throw new AclException(ErrorCodes.UnknownTenant, $"there is no tenant `{call.Tenant}`");
        if (!fits(tenant))
            throw new AclException(ErrorCodes.NotFound, $"the model of tenant `{call.Tenant}` is `{tenant.Model}`, which has nothing at this path");
        return await handler(new SystemCall(call, tenant));
    }
}
