using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansAcl.Api.Http;
using OrleansAcl.Api.Security;
using OrleansAcl.Requests;
using OrleansAcl.Wire;

namespace OrleansAcl.Api.Management;

/// <summary>
/// The change log, <c>GET changes?since=&amp;limit=&amp;wait=</c> with the wait in milliseconds; as a stream of events where the caller accepts
/// <c>text/event-stream</c>.
/// </summary>
internal static class ChangeLogEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapAcl(HttpMethods.Get, $"{AclPaths.Management("{tenant}")}/{AclPaths.Changes}", Access.Read, PageAsync);

    private static async ValueTask<Reply> PageAsync(AclCall call)
    {
        var streams = call.Header("Accept")?.Contains(ChangeStream.MediaType, StringComparison.OrdinalIgnoreCase) == true;
        var request = new ChangesRequest(Since(call)) { Wait = streams ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Bounded(call, "wait", 0)) };
        request = request with { Limit = (int)Bounded(call, "limit", request.Limit) };
        var page = await call.Service.ChangesAsync(call.Tenant, request, call.Cancellation);
        if (!streams) return Reply.Json(ChangeWire.WritePage(page));
        var stream = new ChangeStream(call.Service, call.Tenant, call.RequireStillAllowedAsync);
        return Reply.Stream(ChangeStream.MediaType, body => WriteAsync(stream, page, request.Since, body, call));
    }

    private static async Task WriteAsync(ChangeStream stream, ChangePage page, long since, Stream body, AclCall call)
    {
        using var end = call.UntilStopped();
        await stream.WriteAsync(page, since, body, end.Token);
    }

    private static long Since(AclCall call)
    {
        if (call.Header("Last-Event-ID") is not { } last) return call.QueryNumber("since") ?? 0;
        return long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? revision
            : throw new AclException(ErrorCodes.InvalidDocument, "expected the id of an event of this stream", "Last-Event-ID");
    }

    /// <summary>A number of the query; whatever is too large for anybody is refused by whoever has the limit.</summary>
    private static long Bounded(AclCall call, string name, long byDefault) => Math.Clamp(call.QueryNumber(name) ?? byDefault, -1, int.MaxValue);
}
