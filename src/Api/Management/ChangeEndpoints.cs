using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansAcl.Api.Http;
using OrleansAcl.Api.Security;
using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Wire;

namespace OrleansAcl.Api.Management;

/// <summary>Changes: steps of the scenario vocabulary, all or nothing. A refusal is about the first refused step and carries all results.</summary>
internal static class ChangeEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapAcl(HttpMethods.Post, $"{AclPaths.Management("{tenant}")}/{AclPaths.Apply}", Access.Administer.OrOwn, ApplyAsync);

    private static async ValueTask<Reply> ApplyAsync(AclCall call)
    {
        call.RequireQuery(ChangeHead.DryRun);
        var request = ChangeHead.Complete(call, StepWire.ReadRequest(await call.ReadAsync()));
        var result = await call.Service.ApplyAsync(call.Tenant, request, call.Cancellation);
        return result.Applied
            ? Reply.Json(Node.Map(ApplyWire.Write(result)))
            : ErrorShapes.Problem(Refusal.Of(Numbered(result)), ApplyWire.Write(result));
    }

    /// <summary>The error of the first refused step, which is placed by its number unless it says more itself.</summary>
    private static AclException Numbered(ApplyResult result)
    {
        var (number, error) = StepRefusals.First(result);
        return error.Place is not null ? error : new AclException(error.Code, error.Detail, $"steps[{number}]");
    }
}
