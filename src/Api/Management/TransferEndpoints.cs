using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansAcl.Api.Http;
using OrleansAcl.Api.Security;
using OrleansAcl.Documents;
using OrleansAcl.Transfer;
using OrleansAcl.Wire;

namespace OrleansAcl.Api.Management;

/// <summary>A whole tenant out, <c>GET export</c>, and in, <c>POST import</c>: NDJSON, see <see cref="TransferWire"/>.</summary>
internal static class TransferEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var root = AclPaths.Management("{tenant}");
        routes.MapAcl(HttpMethods.Get, $"{root}/{AclPaths.Export}", Access.Administer, ExportAsync);
        routes.MapAcl(HttpMethods.Post, $"{root}/{AclPaths.Import}", Access.Server, ImportAsync);
    }

    private static async ValueTask<Reply> ExportAsync(AclCall call)
    {
        var lines = call.Service.ExportAsync(call.Tenant, call.Cancellation).GetAsyncEnumerator(call.Cancellation);
        try
        {
            // The first line is there, or the refusal is, before the status is sent.
            if (!await lines.MoveNextAsync()) throw new AclException(ErrorCodes.Internal, "the export is empty");
        }
        catch
        {
            await lines.DisposeAsync();
            throw;
        }

        return Reply.Stream(TransferWire.MediaType, stream => WriteAsync(lines, stream, call.Cancellation));
    }

    private static async Task WriteAsync(IAsyncEnumerator<Node> lines, Stream stream, CancellationToken cancellation)
    {
        await using var disposed = lines;
        var count = 0L;
        do
        {
            await WriteAsync(lines.Current, stream, cancellation);
            count++;
        }
        while (await lines.MoveNextAsync());
        await WriteAsync(TransferWire.WriteEnd(count), stream, cancellation);
    }

    private static ValueTask WriteAsync(Node line, Stream stream, CancellationToken cancellation) =>
        stream.WriteAsync(Encoding.UTF8.GetBytes(Json.Write(line) + "\n"), cancellation);

    private static async ValueTask<Reply> ImportAsync(AclCall call)
    {
        var lines = NdjsonReader.ReadAsync(call.ReadStream(TransferWire.MediaType), call.Cancellation);
        var info = await TenantImport.RunAsync(call.Service, call.Tenant, lines, cancellation: call.Cancellation);
        return Reply.Json(TenantWire.Write(info), StatusCodes.Status201Created);
    }
}
