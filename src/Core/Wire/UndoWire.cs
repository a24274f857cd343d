using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Wire;

/// <summary>
/// Undoing: asked for by <c>{reason, dry_run, digest}</c>, answered by <c>{undone, possible, digest, steps, objects: [{kind, id, steps, refusal, newer}],
/// refusals, dry_run, results, revision}</c>, of which the last two are there when the steps were tried.
/// </summary>
public static class UndoWire
{
    /// <summary>Reads what is asked for.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static UndoRequest ReadRequest(long revision, Node? body)
    {
        body?.RequireMap("reason", "dry_run", "digest");
        return new UndoRequest(revision)
        {
            Reason = body?.OptionalText("reason"), DryRun = body?["dry_run"]?.AsBoolean() ?? false, Digest = body?.OptionalText("digest"),
        };
    }

    /// <summary>The members of an answer.</summary>
    public static IEnumerable<(string Key, Node? Value)> Write(UndoResult result) =>
    [
        ("undone", Node.Of(result.Change.Revision)),
        ("possible", Node.Of(result.Applied)),
        ("digest", Node.Of(result.Digest)),
        ("steps", Node.List(result.Steps.Select(StepWire.Write))),
        ("objects", Node.List(result.Objects.Select(WriteObject))),
        ("refusals", Fields.Texts(result.Refusals)),
        .. result.Result is { } tried ? ApplyWire.Write(tried).Where(member => member.Key != "objects") : [],
    ];

    private static Node WriteObject(UndoneObject undone) => Node.Map(
        ("kind", Node.Of(undone.Ref.Kind)), ("id", Node.Of(undone.Ref.Id)),
        ("steps", undone.Steps.Count == 0 ? null : Node.List(undone.Steps.Select(StepWire.Write))),
        ("refusal", Fields.Text(undone.Refusal)), ("newer", undone.Newer is { } newer ? Node.Of(newer) : null));
}
