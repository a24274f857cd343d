using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansAcl.Api.Http;
using OrleansAcl.Api.Security;
using OrleansAcl.Documents;

namespace OrleansAcl.Api.AuthZen;

/// <summary>AuthZEN Authorization API 1.0, access evaluation: for the default tenant at the root, for any under its own path.</summary>
internal static class EvaluationEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var tenant in AclEndpointRoutes.TenantRoots)
        {
            routes.MapAcl(HttpMethods.Post, tenant + AuthZenPaths.Evaluation, Access.Decide.OrOwn, OneAsync, errors: ErrorShapes.Message);
            routes.MapAcl(HttpMethods.Post, tenant + AuthZenPaths.Evaluations, Access.Decide.OrOwn, ManyAsync, errors: ErrorShapes.Message);
        }
    }

    private static async ValueTask<Reply> OneAsync(AclCall call) => await OneAsync(call, await call.ReadAsync());

    private static async ValueTask<Reply> OneAsync(AclCall call, Node body)
    {
        var request = EvaluationReader.Read(body);
        return Reply.Json(EvaluationWriter.Write(await call.Service.CheckAsync(call.Tenant, request, call.Cancellation)));
    }

    private static async ValueTask<Reply> ManyAsync(AclCall call)
    {
        var body = await call.ReadAsync();
        _ = body.AsMap();
        var semantic = EvaluationSemantics.Read(body);

        // Without items it is one evaluation and is answered as one.
        if (body["evaluations"] is not { } list || list.AsList().Count == 0) return await OneAsync(call, body);
        if (list.Items.Count > AclLimits.BatchItems)
            throw list.Refused(ErrorCodes.LimitExceeded, $"there are more than {AclLimits.BatchItems} items");
        EvaluationReader.RequireDefaults(body);
        var outcomes = await CheckBatch.AskAsync(call, list.Items, item => EvaluationReader.Read(item, body));
        return Reply.Json(EvaluationWriter.Write(semantic.Cut(outcomes)));
    }
}
