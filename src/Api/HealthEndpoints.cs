using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansAcl.Api.Http;
using OrleansAcl.Api.Security;
using OrleansAcl.Documents;

namespace OrleansAcl.Api;

/// <summary>Whether the process lives, and whether it can answer; both without a token.</summary>
internal static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapAcl(HttpMethods.Get, "/healthz/live", Access.Open, _ => ValueTask.FromResult(Healthy));
        routes.MapAcl(HttpMethods.Get, "/healthz/ready", Access.Open, ReadyAsync);
    }

    private static Reply Healthy => Reply.Json(Node.Map(("status", Node.Of("ok"))));

    /// <summary>
    /// Asks the host, or where it does not say, the service for something small; a fault of it is the answer. The embedded host answers that
    /// from memory, so that its store fails is seen by writers, not here.
    /// </summary>
    private static async ValueTask<Reply> ReadyAsync(AclCall call)
    {
        if (call.Readiness is { } readiness)
            return await readiness.WhyNotAsync(call.Cancellation) is { } reason ? NotReady(reason) : Healthy;
        await call.Host.GetTenantAsync(TenantId.Default, call.Cancellation);
        return Healthy;
    }

    private static Reply NotReady(string reason) =>
        Reply.Json(Node.Map(("status", Node.Of("unavailable")), ("reason", Node.Of(reason))), StatusCodes.Status503ServiceUnavailable);
}
