using OrleansAcl.Api.Management;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Http;

/// <summary>
/// What every change may say beside its body: <c>Idempotency-Key</c> and <c>Acl-Reason</c> in its head, <c>dry_run</c> in its query.
/// </summary>
internal static class ChangeHead
{
    /// <summary>The name in a query that asks what would be.</summary>
    public const string DryRun = "dry_run";

    private const string Key = "Idempotency-Key";
    private const string Reason = "Acl-Reason";

    /// <summary>The request with what head and query say of it. What a body has said already is not to be contradicted.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the header or parameter.</exception>
    public static ApplyRequest Complete(AclCall call, ApplyRequest request) => request with
    {
        IdempotencyKey = Either(request.IdempotencyKey, call.SingleHeader(Key), Key),
        Reason = Either(request.Reason, call.SingleHeader(Reason), Reason),
        DryRun = request.DryRun || call.QueryFlag(DryRun),
    };

    /// <summary>The same for a change of the model: <c>If-Match</c> says of which version it is made. No key is needed, for made twice it is made once.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the header or parameter.</exception>
    public static ModelRequest Complete(AclCall call, ModelRequest request)
    {
        if (call.SingleHeader(Key) is not null)
            throw new AclException(ErrorCodes.InvalidDocument, "a change of the model takes none; use If-Match", Key);
        var versions = ETags.Versions(call);
        if (versions is not null && request.Versions is not null) throw new AclException(ErrorCodes.InvalidDocument, "the body says `versions` too", "If-Match");
        return request with
        {
            Versions = versions ?? request.Versions,
            Reason = Either(request.Reason, call.SingleHeader(Reason), Reason),
            DryRun = request.DryRun || call.QueryFlag(DryRun),
        };
    }

    private static string? Either(string? body, string? header, string name) => body is null || header is null || body == header
        ? body ?? header
        : throw new AclException(ErrorCodes.InvalidDocument, "the body says something else", name);
}
