using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansAcl.Api.Http;
using OrleansAcl.Api.Security;
using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Wire;

namespace OrleansAcl.Api.Management;

/// <summary>
/// API keys: <c>{id, scope, subject, note, expires}</c> under <c>keys</c>. Making one is answered with its <c>token</c> as well, that once;
/// a key is never changed, only taken back.
/// </summary>
internal static class KeyEndpoints
{
    private const string Keys = "keys";
    private const string Id = "id";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var root = $"{AclPaths.Management("{tenant}")}/{Keys}";
        routes.MapAcl(HttpMethods.Post, root, Access.Administer, MakeAsync);
        routes.MapAcl(HttpMethods.Get, root, Access.Administer, ListAsync);
        routes.MapAcl(HttpMethods.Get, $"{root}/{{{Id}}}", Access.Administer, GetAsync);
        routes.MapAcl(HttpMethods.Delete, $"{root}/{{{Id}}}", Access.Administer, RevokeAsync);
    }

    private static async ValueTask<Reply> MakeAsync(AclCall call)
    {
        var (token, shown) = await ApiKeys.MakeAsync(call.Service, call.Tenant, await call.ReadAsync(), call.Cancellation);
        // Relative to the request's own address: what stands before that is the word of the caller, and of those between.
        return Reply.Json(shown, StatusCodes.Status201Created).With("Location", $"{Keys}/{token.Id}").With("Cache-Control", "no-store");
    }

    private static async ValueTask<Reply> ListAsync(AclCall call)
    {
        var request = new BrowseRequest(ObjectRef.ApiKey) { After = call.Query("after") };
        if (call.QueryNumber("limit") is { } limit) request = request with { Limit = (int)Math.Clamp(limit, 0, int.MaxValue) };
        var page = await call.Service.BrowseAsync(call.Tenant, request, call.Cancellation);
        return Reply.Json(Node.Map(
            ("keys", Node.List(page.Items.Select(key => key.Document.Copy()))), ("next", page.Next is { } next ? Node.Of(next) : null)));
    }

    private static async ValueTask<Reply> GetAsync(AclCall call) =>
        await call.Service.GetAsync(call.Tenant, Named(call), call.Cancellation) is { } key
            ? Reply.Json(key.Document)
            : throw new AclException(ErrorCodes.NotFound, $"there is no key `{Named(call).Id}`");

    private static async ValueTask<Reply> RevokeAsync(AclCall call)
    {
        await ApiKeys.RevokeAsync(call.Service, call.Tenant, Named(call), call.Cancellation);
        return Reply.NoContent;
    }

    private static ObjectRef Named(AclCall call) => ApiKeys.Named(call.Segment(Id));
}
