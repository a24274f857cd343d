using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Wire;

/// <summary>
/// What would be decided otherwise: <c>{steps, at, subjects, types, actions, only_losses, context, limit, after, at_least_as_fresh}</c>, answered by
/// <c>{differences: [{subject, action, resource, before, after}], ..}</c>.
/// </summary>
public static class ImpactWire
{
    /// <summary>Reads the question.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field, or <see cref="ErrorCodes.LimitExceeded"/>.</exception>
    public static ImpactRequest Read(Node body)
    {
        body.RequireMap(
            "steps", "at", "subjects", "types", "actions", "only_losses", "context", PageWire.Limit, PageWire.After, Fields.AtLeastAsFresh);
        return body.Paged(new ImpactRequest
        {
            Steps = body["steps"] is null ? [] : body.Batch("steps", StepWire.Read),
            At = body["at"]?.AsInstant(),
            Subjects = body.Texts("subjects"),
            Types = body.Texts("types"),
            Actions = body.Texts("actions"),
            OnlyLosses = body["only_losses"]?.AsBoolean() ?? false,
            Context = body.OptionalMap("context"),
            AtLeastAsFresh = body.Fresh(),
        });
    }

    private static IReadOnlyList<string> Texts(this Node body, string key) => body[key] is null ? [] : body.Batch(key, node => node.AsString());

    /// <summary>Writes the question.</summary>
    public static Node Write(ImpactRequest request) => Node.Map(
    [
        .. request.Steps.Count == 0 ? [] : StepWire.WriteMany(request.Steps).Entries.Select(e => (e.Key, (Node?)e.Value.Copy())),
        ("at", Fields.Instant(request.At)),
        ("subjects", Fields.Texts(request.Subjects)),
        ("types", Fields.Texts(request.Types)),
        ("actions", Fields.Texts(request.Actions)),
        ("only_losses", request.OnlyLosses ? Node.Of(true) : null),
        ("context", request.Context?.Copy()),
        .. PageWire.Written(request),
        (Fields.AtLeastAsFresh, Fields.Number(request.AtLeastAsFresh)),
    ]);

    /// <summary>Reads the answer.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static Listed<ImpactDifference> ReadResult(Node body) => PageWire.ReadAnswer(body, "differences", ReadDifference);

    /// <summary>Writes the answer, and if it is asked for how many decisions were compared.</summary>
    public static Node WriteResult(Listed<ImpactDifference> differences, bool cost) =>
        PageWire.WriteAnswer(differences, "differences", WriteDifference, cost);

    /// <summary>Writes one difference.</summary>
    public static Node WriteDifference(ImpactDifference difference) => Node.Map(
        ("subject", SubjectWire.Write(difference.Subject)),
        ("action", Node.Of(difference.Action)),
        ("resource", ResourceWire.WriteAnswer(difference.Resource)),
        ("before", Node.Of(difference.Before)),
        ("after", Node.Of(difference.After)));

    private static ImpactDifference ReadDifference(Node node)
    {
        node.RequireMap("subject!", "action!", "resource!", "before!", "after!");
        return new ImpactDifference(
            SubjectWire.Read(node["subject"]!), node["action"]!.AsString(), ResourceWire.ReadAnswer(node["resource"]!),
            node["before"]!.AsString(), node["after"]!.AsString());
    }
}
