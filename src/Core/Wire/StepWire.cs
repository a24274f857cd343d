using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Wire;

/// <summary>
/// Changes: <c>{steps: [..], reason, idempotency_key, preconditions: [{kind, id, etags}], if_revision, if_lives, dry_run, actor}</c>. A step is of the scenario vocabulary,
/// <c>{verb: value}</c>, with an optional <c>as</c>: a user, or <c>{type, id, properties}</c> with what his token says of him. A precondition
/// without <c>etags</c> wants the object not to be there.
/// </summary>
public static class StepWire
{
    /// <summary>The key of the steps that a question assumes.</summary>
    public const string Assuming = "assuming";

    private const string As = "as";

    /// <summary>Reads a request of at most <see cref="AclLimits.BatchItems"/> steps. Which verbs there are is the engine's to say.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field, or <see cref="ErrorCodes.LimitExceeded"/>.</exception>
    public static ApplyRequest ReadRequest(Node body)
    {
        body.RequireMap("steps!", "reason", "idempotency_key", "preconditions", "if_revision", "if_lives", "dry_run", "actor");
        return new ApplyRequest(body.Batch("steps", Read))
        {
            Reason = body.OptionalText("reason"),
            IdempotencyKey = body.OptionalText("idempotency_key"),
            Preconditions = body["preconditions"] is null ? [] : body.Batch("preconditions", ReadPrecondition),
            IfRevision = body["if_revision"]?.AsInteger(),
            IfLives = ChangeWire.ReadLives(body, "if_lives"),
            DryRun = body["dry_run"]?.AsBoolean() ?? false,
            Actor = body.OptionalText("actor"),
        };
    }

    /// <summary>Writes a request.</summary>
    public static Node WriteRequest(ApplyRequest request) => Node.Map([
        .. WriteMany(request.Steps).Entries.Select(e => (e.Key, (Node?)e.Value.Copy())),
        ("reason", Fields.Text(request.Reason)),
        ("idempotency_key", Fields.Text(request.IdempotencyKey)),
        ("preconditions", request.Preconditions.Count == 0 ? null : Node.List(request.Preconditions.Select(WritePrecondition))),
        ("if_revision", request.IfRevision is { } revision ? Node.Of(revision) : null),
        ("if_lives", ChangeWire.WriteLives(request.IfLives)),
        ("dry_run", request.DryRun ? Node.Of(true) : null),
        ("actor", Fields.Text(request.Actor))]);

    /// <summary>Writes steps alone.</summary>
    public static Node WriteMany(IEnumerable<Step> steps) => Node.Map(("steps", Node.List(steps.Select(Write))));

    /// <summary>Reads a step.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static Step Read(Node node)
    {
        var verbs = node.AsMap().Where(entry => entry.Key != As).ToList();
        if (verbs.Count != 1) throw node.Invalid($"expected one verb, not {verbs.Count}");
        if (node[As] is not { } caller) return new Step(verbs[0].Key, verbs[0].Value);
        var (subject, properties) = SubjectWire.ReadWithProperties(caller);
        return new Step(verbs[0].Key, verbs[0].Value, subject) { AsProperties = properties };
    }

    /// <summary>Reads the steps that a question assumes; none when it does not say.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field, or <see cref="ErrorCodes.LimitExceeded"/>.</exception>
    public static IReadOnlyList<Step> ReadAssumed(Node body) => body[Assuming] is null ? [] : body.Batch(Assuming, Read);

    /// <summary>Writes the steps that a question assumes; nothing when there are none.</summary>
    public static Node? WriteAssumed(IReadOnlyList<Step> steps) => steps.Count == 0 ? null : Node.List(steps.Select(Write));

    /// <summary>Writes a step.</summary>
    public static Node Write(Step step) => Node.Map(
        (step.Verb, step.Value.Copy()),
        (As, step.As is { } subject ? SubjectWire.Write(subject, step.AsProperties) : null));

    private static Precondition ReadPrecondition(Node node)
    {
        node.RequireMap("kind!", "id!", "etags");
        return new Precondition(new ObjectRef(node["kind"]!.AsName(), node["id"]!.AsString()), node["etags"]?.AsStrings());
    }

    private static Node WritePrecondition(Precondition precondition) => Node.Map(
        ("kind", Node.Of(precondition.Ref.Kind)), ("id", Node.Of(precondition.Ref.Id)),
        ("etags", precondition.ETags is { } tags ? Node.List(tags) : null));
}
