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
        var body = (await call.ReadAsync()).RequireMap(Id, "scope!", "subject", "note", "expires");
        var token = ApiKeyToken.Make(body[Id]?.AsString());
        var more = ((string[])["subject", "note", "expires"]).Select(name => (name, body[name]?.Copy()));
        await ApplyAsync(call, token.ToRequest(body["scope"]!, more));
        var shown = Node.Map([(Id, Node.Of(token.Id)), ("token", Node.Of(token.Text)), ("scope", body["scope"]!.Copy()), .. more]);
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
        await ApplyAsync(call, new ApplyRequest([new Step("delete", Node.Of($"{ObjectRef.ApiKey}:{Named(call).Id}"))]));
        return Reply.NoContent;
    }

    private static ObjectRef Named(AclCall call) => ApiKeyToken.IsId(call.Segment(Id))
        ? new ObjectRef(ObjectRef.ApiKey, call.Segment(Id))
        : throw new AclException(ErrorCodes.NotFound, "a key's id is 1 to 64 of a-z, 0-9 and -", Id);

    private static async ValueTask ApplyAsync(AclCall call, ApplyRequest request)
    {
        var result = await call.Service.ApplyAsync(call.Tenant, request, call.Cancellation);
        if (!result.Applied) throw StepRefusals.InWords(result);
    }
}
