using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansAcl.Api.Http;
using OrleansAcl.Api.Security;
using OrleansAcl.Requests;
using OrleansAcl.Wire;

namespace OrleansAcl.Api.Management;

/// <summary>The change log: <c>GET changes?since=&amp;limit=&amp;wait=</c>, the wait in milliseconds.</summary>
internal static class ChangeLogEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapAcl(HttpMethods.Get, $"{AclPaths.Management("{tenant}")}/{AclPaths.Changes}", Access.Read, PageAsync);

    private static async ValueTask<Reply> PageAsync(AclCall call)
    {
        var request = new ChangesRequest(call.QueryNumber("since") ?? 0) { Wait = TimeSpan.FromMilliseconds(call.QueryNumber("wait") ?? 0) };
        if (call.QueryNumber("limit") is { } limit) request = request with { Limit = (int)Math.Clamp(limit, 0, int.MaxValue) };
        return Reply.Json(ChangeWire.WritePage(await call.Service.ChangesAsync(call.Tenant, request, call.Cancellation)));
    }
}
