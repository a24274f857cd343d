using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansAcl.Api.Http;
using OrleansAcl.Api.Security;
using OrleansAcl.Requests;
using OrleansAcl.Wire;

namespace OrleansAcl.Api.Systems;

/// <summary>Answers one request of a system's own interface.</summary>
internal delegate ValueTask<Reply> CallerHandler(AclCall call, SystemCaller caller);

/// <summary>Maps a system's own paths: below a tenant, and at the root for the default tenant.</summary>
/// <param name="routes">Where to.</param>
/// <param name="fits">Whether a tenant's model is one that the interface is for; there is nothing at these paths for others.</param>
/// <param name="errors">How refusals are written.</param>
internal sealed class CallerRoutes(IEndpointRouteBuilder routes, Func<TenantInfo, bool> fits, ErrorShape errors)
{
    /// <summary>Maps a handler to one of the system's paths: one that reads, or that changes something.</summary>
    public void Map(string method, string path, CallerHandler handler) =>
        Map(method, path, method == HttpMethods.Get ? Access.Read : Access.Administer, handler);

    /// <summary>Maps a handler to one of the system's paths. Users may call it without the scope: it is answered as the model lets them.</summary>
    public void Map(string method, string path, Access access, CallerHandler handler)
    {
        foreach (var root in (string[])["", $"/{AclPaths.Tenant("{tenant}")}"])
            routes.MapAcl(method, root + path, access.OrOwn, call => AnswerAsync(call, handler), errors);
    }

    private async ValueTask<Reply> AnswerAsync(AclCall call, CallerHandler handler)
    {
        var caller = SystemCaller.Of(call);
        var tenant = await caller.Service.GetTenantAsync(call.Tenant, call.Cancellation)
            ?? throw new AclException(ErrorCodes.UnknownTenant, $"there is no tenant `{call.Tenant}`");
        if (!fits(tenant)) throw new AclException(ErrorCodes.NotFound, $"model `{tenant.Model}` of tenant `{call.Tenant}` has no such interface");
        return await handler(call, caller);
    }
}
