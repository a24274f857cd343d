using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansAcl.Api.Http;
using OrleansAcl.Api.Security;
using OrleansAcl.Wire;

namespace OrleansAcl.Api.Management;

/// <summary>What runs here, <c>GET /server</c>, for the administrator's token.</summary>
internal static class ServerEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapAcl(HttpMethods.Get, "/server", Access.Server, ReadAsync);

    private static async ValueTask<Reply> ReadAsync(AclCall call)
    {
        call.RequireQuery();
        var info = call.Info ?? throw new AclException(ErrorCodes.NotFound, "this server says nothing of itself");
        return Reply.Json(ServerWire.Write(await info.ReadAsync(call.Cancellation)));
    }
}
