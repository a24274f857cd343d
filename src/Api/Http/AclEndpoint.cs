using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using OrleansAcl.Api.Security;
using OrleansAcl.Wire;

namespace OrleansAcl.Api.Http;

/// <summary>Answers one request.</summary>
internal delegate ValueTask<Reply> AclHandler(AclCall call);

/// <summary>What every endpoint does around its handler: request id, caller, errors.</summary>
internal sealed partial class AclEndpoint(AclHandler handler, Access access, ErrorShape errors)
{
    private const string RequestId = "X-Request-ID";

    /// <summary>Serves one request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        EchoRequestId(context);
        var reply = await AnswerAsync(context);
        try
        {
            await reply.WriteAsync(context.Response, context.RequestAborted);
        }
        catch (Exception e)
        {
            // The status is sent already; that it ends here is all that can be said. A refusal is not the server's fault.
            if (e is not (AclException or OperationCanceledException) && !context.RequestAborted.IsCancellationRequested) LogFault(Logger(context), e, context.Request.Path);
            context.Abort();
        }
    }

    private async ValueTask<Reply> AnswerAsync(HttpContext context)
    {
        try
        {
            // The token comes first: somebody without one learns nothing, not even which tenants there are.
            var caller = await context.RequestServices.GetRequiredService<Authentication>().AdmitAsync(context, access);
            return await handler(new AclCall(context, access, caller));
        }
        catch (Exception e) when (!context.RequestAborted.IsCancellationRequested)
        {
            var refusal = Refusal.Of(e);
            if (refusal.Status >= StatusCodes.Status500InternalServerError) LogFault(Logger(context), e, context.Request.Path);
            return errors(refusal);
        }
    }

    private static void EchoRequestId(HttpContext context)
    {
        // What a header could not hold in an answer is not echoed: it must not turn an answer into a fault.
        if (context.Request.Headers.TryGetValue(RequestId, out var id) && IsPlain(id)) context.Response.Headers[RequestId] = id;
    }

    private static bool IsPlain(StringValues values) =>
        values is [{ Length: > 0 } text] && text.All(c => c is >= ' ' and <= '~');

    private static ILogger Logger(HttpContext context) => context.RequestServices.GetRequiredService<ILogger<AclEndpoint>>();

    [LoggerMessage(1, LogLevel.Error, "A request to {Path} failed")]
    private static partial void LogFault(ILogger logger, Exception exception, PathString path);
}

/// <summary>Maps handlers to paths.</summary>
internal static class AclEndpointRoutes
{
    /// <summary>What the paths stand below that are not ours alone: nothing for the default tenant, and any tenant's own path.</summary>
    public static IReadOnlyList<string> TenantRoots { get; } = ["", "/" + AclPaths.Tenant("{tenant}")];

    /// <summary>Maps a handler; its errors are problem details unless said otherwise.</summary>
    public static void MapAcl(
        this IEndpointRouteBuilder routes, string method, string pattern, Access access, AclHandler handler, ErrorShape? errors = null) =>
        routes.MapMethods(pattern, [method], new AclEndpoint(handler, access, errors ?? ErrorShapes.Problem).InvokeAsync);
}
