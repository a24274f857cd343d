using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansAcl.Api.Http;
using OrleansAcl.Api.Security;
using OrleansAcl.Requests;
using OrleansAcl.Wire;

namespace OrleansAcl.Api.Management;

/// <summary>
/// A change undone by a new one, <c>POST changes/{revision}/undo</c> with <c>{reason, dry_run, digest}</c> or no body. It takes the right to read the change
/// log besides that to make the steps.
/// </summary>
internal static class UndoEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapAcl(HttpMethods.Post, $"{AclPaths.Management("{tenant}")}/{AclPaths.Changes}/{{revision}}/undo", Access.Administer.OrOwn, UndoAsync);

    private static async ValueTask<Reply> UndoAsync(AclCall call)
    {
        call.RequireQuery(ChangeHead.DryRun);
        if (!long.TryParse(call.Segment("revision"), NumberStyles.None, CultureInfo.InvariantCulture, out var revision))
            throw new AclException(ErrorCodes.InvalidDocument, "expected a revision", "revision");
        var request = UndoWire.ReadRequest(revision, await call.ReadOptionalAsync());
        // A change that is undone once more is refused, so that no key is needed; it is read from the head to be refused there.
        var head = ChangeHead.Complete(call, new ApplyRequest([]) { Reason = request.Reason, DryRun = request.DryRun });
        if (head.IdempotencyKey is not null) throw new AclException(ErrorCodes.InvalidDocument, "undoing takes none: done once more, there is nothing to undo", "Idempotency-Key");
        request = request with { Reason = head.Reason, DryRun = head.DryRun, As = AsWhom(call) };
        var result = await call.Service.UndoAsync(call.Tenant, request, call.Cancellation);
        if (result.Applied || (request.DryRun && result.Result is not { Applied: false })) return Reply.Json(Node(result));
        return ErrorShapes.Problem(Refusal.Of(result.Result is { Applied: false } tried
            ? StepRefusals.InWords(tried)
            : new AclException(ErrorCodes.NotUndoable, string.Join("; ", result.Refusals))), UndoWire.Write(result));
    }

    private static Documents.Node Node(UndoResult result) => Documents.Node.Map(UndoWire.Write(result));

    /// <summary>Whom the caller's changes are made as; null for the system.</summary>
    private static SubjectRef? AsWhom(AclCall call) =>
        call.AsCaller(new ApplyRequest([new Step("resource", Documents.Node.Map())])).Steps[0].As;
}
