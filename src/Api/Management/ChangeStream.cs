using System.Text;
using OrleansAcl.Requests;
using OrleansAcl.Wire;

namespace OrleansAcl.Api.Management;

/// <summary>
/// The change log as server-sent events, for as long as somebody listens: <c>event: change</c> with the revision as its id, so that a listener who
/// comes back with <c>Last-Event-ID</c> goes on where he was. While nothing changes a comment says now and then that the stream is alive.
/// </summary>
internal sealed class ChangeStream(IAclService service, TenantId tenant, Func<CancellationToken, ValueTask> stillAllowed)
{
    /// <summary>The media type.</summary>
    public const string MediaType = "text/event-stream";

    private static readonly byte[] Alive = ": alive\n\n"u8.ToArray();

    /// <summary>Writes a page that is there already, then whatever comes after it.</summary>
    public async Task WriteAsync(ChangePage page, long since, Stream stream, CancellationToken cancellation)
    {
        while (true)
        {
            foreach (var change in page.Changes)
            {
                await stream.WriteAsync(Encoding.UTF8.GetBytes($"id: {change.Revision}\nevent: change\ndata: {ChangeWire.Write(change)}\n\n"), cancellation);
                since = change.Revision;
            }

            if (page.Changes.Count == 0) await stream.WriteAsync(Alive, cancellation);
            // Who is no longer let in hears nothing more.
            await stillAllowed(cancellation);
            page = await service.ChangesAsync(tenant, new ChangesRequest(since) { Wait = AclLimits.ChangesWait }, cancellation);
        }
    }
}
