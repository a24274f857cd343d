using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansAcl.Api.Http;
using OrleansAcl.Api.Security;
using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Wire;

namespace OrleansAcl.Api.Management;

/// <summary>
/// A user or group taken out of everything at once, <c>POST subjects/{reference}/remove</c> with <c>{dry_run, reason}</c> or no body, answered by how
/// much that was: <c>{removal: {memberships, members, bindings, grants, entries, owned}, dry_run, revision}</c>.
/// </summary>
internal static class RemovalEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapAcl(HttpMethods.Post, $"{AclPaths.Management("{tenant}")}/subjects/{{reference}}/remove", Access.Administer.OrOwn, RemoveAsync);

    private static async ValueTask<Reply> RemoveAsync(AclCall call)
    {
        call.RequireQuery(ChangeHead.DryRun);
        var step = new Step("remove", Node.Of(new ObjectPath(call.Path)[1]));
        var body = await call.ReadOptionalAsync();
        body?.RequireMap("dry_run", "reason");
        var request = ChangeHead.Complete(call, new ApplyRequest([step])
        {
            DryRun = body?["dry_run"]?.AsBoolean() ?? false, Reason = body?["reason"]?.AsString(),
        });
        var result = await call.Service.ApplyAsync(call.Tenant, request, call.Cancellation);
        return result.Applied ? Reply.Json(ApplyWire.WriteRemoval(result)) : StepRefusals.One(result);
    }
}
