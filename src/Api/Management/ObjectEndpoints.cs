using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansAcl.Api.Http;
using OrleansAcl.Api.Security;
using OrleansAcl.Requests;
using OrleansAcl.Wire;

namespace OrleansAcl.Api.Management;

/// <summary>Stored objects of any kind, for clients that speak of all of them in one way: <c>GET objects/{kind}?id=..</c>, <c>POST objects</c> for pages.</summary>
internal static class ObjectEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var root = $"{AclPaths.Management("{tenant}")}/{AclPaths.Objects}";
        routes.MapAcl(HttpMethods.Get, root + "/{kind}", Access.Read.OrOwn, GetAsync);
        routes.MapAcl(HttpMethods.Post, root, Access.Read.OrOwn, BrowseAsync);
    }

    private static async ValueTask<Reply> GetAsync(AclCall call)
    {
        var reference = new ObjectRef(call.Segment("kind"), call.Query("id") ?? throw new AclException(ErrorCodes.InvalidDocument, "the id is missing", "id"));
        return await call.Service.GetAsync(call.Tenant, reference, call.Cancellation) is { } found
            ? Reply.Json(ObjectWire.Write(found))
            : throw new AclException(ErrorCodes.NotFound, $"{reference} is not stored");
    }

    private static async ValueTask<Reply> BrowseAsync(AclCall call)
    {
        BrowseRequest request = ObjectWire.ReadRequest(await call.ReadAsync());
        return Reply.Json(ObjectWire.WritePage(await call.Service.BrowseAsync(call.Tenant, request, call.Cancellation)));
    }
}
