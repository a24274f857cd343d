using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansAcl.Api.Http;
using OrleansAcl.Api.Security;
using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Wire;

namespace OrleansAcl.Api.Management;

/// <summary>
/// The tenant's model under <c>/tenants/{tenant}/v1/model</c>: what it is, its versions, and another one, which is planned, compared and put.
/// The number of the version is the entity tag.
/// </summary>
internal static class ModelEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var root = AclPaths.Management("{tenant}");
        routes.MapAcl(HttpMethods.Get, $"{root}/{AclPaths.Model}", Access.Read, GetAsync);
        routes.MapAcl(HttpMethods.Put, $"{root}/{AclPaths.Model}", Access.Administer, PutAsync);
        routes.MapAcl(HttpMethods.Get, $"{root}/{AclPaths.ModelVersions}", Access.Read, VersionsAsync);
        routes.MapAcl(HttpMethods.Post, $"{root}/{AclPaths.ModelPlan}", Access.Administer, PlanAsync);
        routes.MapAcl(HttpMethods.Post, $"{root}/{AclPaths.ModelCompare}", Access.Administer, CompareAsync);
    }

    private static async ValueTask<Reply> GetAsync(AclCall call)
    {
        call.RequireQuery();
        var version = (await call.Service.ListModelsAsync(call.Tenant, call.Cancellation))[^1];
        return Tagged(Reply.Json(ModelWire.WriteVersion(version)), version.Version);
    }

    private static async ValueTask<Reply> VersionsAsync(AclCall call)
    {
        call.RequireQuery();
        return Reply.Json(ModelWire.WriteVersions(await call.Service.ListModelsAsync(call.Tenant, call.Cancellation)));
    }

    private static async ValueTask<Reply> PutAsync(AclCall call)
    {
        call.RequireQuery(ChangeHead.DryRun);
        var request = ChangeHead.Complete(call, ModelWire.ReadRequest(await call.ReadAsync()));
        var result = await call.Service.PutModelAsync(call.Tenant, request, call.Cancellation);
        return result.Applied
            ? Tagged(Reply.Json(Node.Map(ModelWire.WriteResult(result))), result.Tenant.ModelVersion)
            : ErrorShapes.Problem(Refusal.Of(result.Refusal()), ModelWire.WriteResult(result));
    }

    private static async ValueTask<Reply> PlanAsync(AclCall call)
    {
        call.RequireQuery();
        return Reply.Json(ModelPlanWire.Write(await call.Service.PlanModelAsync(call.Tenant, ModelWire.ReadChange(await call.ReadAsync()), call.Cancellation)));
    }

    private static async ValueTask<Reply> CompareAsync(AclCall call)
    {
        call.RequireQuery();
        var (change, checks) = ModelPlanWire.ReadQuestion(await call.ReadAsync());
        return Reply.Json(ModelPlanWire.WriteComparison(await call.Service.CompareAsync(call.Tenant, change, checks, call.Cancellation)));
    }

    private static Reply Tagged(Reply reply, long version) => reply.With("ETag", ETags.Header(version));
}
