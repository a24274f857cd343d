using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansAcl.Api.Http;
using OrleansAcl.Api.Security;
using OrleansAcl.Wire;

namespace OrleansAcl.Api.Management;

/// <summary>Tenants themselves: <c>/tenants</c> and <c>/tenants/{tenant}</c>.</summary>
internal static class TenantEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var one = AclPaths.Tenant("{tenant}");
        routes.MapAcl(HttpMethods.Get, AclPaths.Tenants, Access.Server, ListAsync);
        routes.MapAcl(HttpMethods.Get, one, Access.Read, GetAsync);
        routes.MapAcl(HttpMethods.Put, one, Access.Server, PutAsync);
        routes.MapAcl(HttpMethods.Delete, one, Access.Server, DeleteAsync);
    }

    private static async ValueTask<Reply> ListAsync(AclCall call) =>
        Reply.Json(TenantWire.WriteMany(await call.Service.ListTenantsAsync(call.Cancellation)));

    private static async ValueTask<Reply> GetAsync(AclCall call) =>
        await call.Service.GetTenantAsync(call.Tenant, call.Cancellation) is { } info
            ? Reply.Json(TenantWire.Write(info))
            : throw Unknown(call.Tenant);

    private static async ValueTask<Reply> PutAsync(AclCall call)
    {
        var definition = TenantWire.ReadDefinition(await call.ReadAsync());

        // Two that make the same tenant at once may both be told that they made it; the tenant is the same one.
        var known = await call.Service.GetTenantAsync(call.Tenant, call.Cancellation) is not null;
        var info = await call.Service.PutTenantAsync(call.Tenant, definition, call.Cancellation);
        return Reply.Json(TenantWire.Write(info), known ? StatusCodes.Status200OK : StatusCodes.Status201Created);
    }

    private static async ValueTask<Reply> DeleteAsync(AclCall call) =>
        await call.Service.DeleteTenantAsync(call.Tenant, call.Cancellation) ? Reply.NoContent : throw Unknown(call.Tenant);

    private static AclException Unknown(TenantId tenant) => new(ErrorCodes.UnknownTenant, $"there is no tenant `{tenant}`");
}
