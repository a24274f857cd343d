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
        var request = StepWire.ReadRequest(await call.ReadAsync());
        var result = await call.Service.ApplyAsync(call.Tenant, request, call.Cancellation);
        return result.Applied
            ? Reply.Json(Node.Map(ApplyWire.Write(result)))
            : ErrorShapes.Problem(Refusal.Of(FirstRefused(result)), ApplyWire.Write(result));
    }

    private static AclException FirstRefused(ApplyResult result)
    {
        for (var i = 0; i < result.Results.Count; i++)
        {
            var step = result.Results[i];
            var place = step.Place ?? $"steps[{i}]";
            if (step.Status == StepStatus.Denied)
                return new AclException(ErrorCodes.Denied, step.Message ?? "the step is not allowed", place);
            if (step.Status == StepStatus.Error)
                return new AclException(step.Code ?? ErrorCodes.Internal, step.Message ?? "the step was refused", place);
        }

        return new AclException(ErrorCodes.Internal, "nothing was applied, though no step was refused");
    }
}
