using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OrleansAcl.Api.Security;
using OrleansAcl.Requests;
using OrleansAcl.Web.Serving;
using OrleansAcl.Web.Sessions;

namespace OrleansAcl.Web.Changes;

/// <summary>
/// Tells an open page of new changes by server-sent events, each only the revision: the page then fetches itself. Whether its reader may still read is
/// looked at anew before each. It ends when he has gone, may no longer, or the server stops.
/// </summary>
internal sealed class LiveChanges(PageCall call, long since) : IResult
{
    /// <summary>Where an earlier stream ended, or the query says that the page is.</summary>
    public static long? Since(PageCall call) =>
        Numbers.Read(call.Context.Request.Headers["Last-Event-ID"]) ?? Numbers.Read(call.Query("since"));

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = "text/event-stream";
        if (HttpMethods.IsHead(httpContext.Request.Method)) return;
        var streams = httpContext.RequestServices.GetRequiredService<OpenStreams>();
        if (!streams.TryEnter())
        {
            httpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(
            httpContext.RequestAborted, httpContext.RequestServices.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? default);
        try
        {
            await WriteAsync(httpContext, end.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or AclException)
        {
            // Nobody listens any more, or he may not: the page says so once it asks again.
        }
        finally
        {
            streams.Leave();
        }
    }

    private async Task WriteAsync(HttpContext context, CancellationToken cancellation)
    {
        await SendAsync(context, ": listening\n\n", cancellation);
        for (var seen = since; ;)
        {
            var page = await call.Service.ChangesAsync(call.Tenant, new ChangesRequest(seen) { Limit = AclLimits.PageItems, Wait = AclLimits.ChangesWait }, cancellation);
            Access.Read.Require(await context.RequestServices.GetRequiredService<SessionCallers>().RequireAsync(context));
            seen = page.Changes.Count > 0 ? page.Changes[^1].Revision : seen;
            await SendAsync(context, page.Changes.Count > 0 ? $"id: {seen}\nevent: change\ndata: {seen}\n\n" : ": alive\n\n", cancellation);
        }
    }

    private static async Task SendAsync(HttpContext context, string text, CancellationToken cancellation)
    {
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), cancellation);
        await context.Response.Body.FlushAsync(cancellation);
    }
}
