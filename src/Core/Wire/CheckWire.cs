using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Wire;

/// <summary>
/// Checks, with the keys of the scenario verb: <c>{subject, action, resource, namespace, parent, context, at_least_as_fresh, assuming}</c>.
/// </summary>
public static class CheckWire
{
    /// <summary>The key of an explanation that is to suggest what would allow it.</summary>
    public const string Suggest = "suggest";

    /// <summary>Reads a check.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static CheckRequest Read(Node body) => Read(body, []);

    /// <summary>Reads a check to be explained, which has a key more: <c>suggest</c>.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static CheckRequest ReadExplained(Node body) => Read(body, [Suggest]) with { Suggest = body[Suggest]?.AsBoolean() ?? false };

    private static CheckRequest Read(Node body, string[] more)
    {
        body.RequireMap(["subject!", "action!", "resource!", "namespace", "parent", "context", Fields.AtLeastAsFresh, StepWire.Assuming, .. more]);
        var (subject, subjectProperties) = SubjectWire.ReadWithProperties(body.Require("subject"));
        var (resource, resourceProperties) = ResourceWire.ReadWithProperties(body.Require("resource"));
        var (action, actionProperties) = ActionWire.Read(body.Require("action"));
        return new CheckRequest(subject, action, resource)
        {
            ActionProperties = actionProperties,
            Namespace = body.OptionalText("namespace"),
            Parent = body["parent"] is { } parent ? ResourceWire.Read(parent) : null,
            SubjectProperties = subjectProperties,
            ResourceProperties = resourceProperties,
            Context = body.OptionalMap("context"),
            AtLeastAsFresh = body.Fresh(),
            Assuming = StepWire.ReadAssumed(body),
        };
    }

    /// <summary>Writes a check to be explained.</summary>
    public static Node WriteExplained(CheckRequest request) => request.Suggest
        ? Node.Map([.. Write(request).Entries.Select(e => (e.Key, (Node?)e.Value.Copy())), (Suggest, Node.Of(true))])
        : Write(request);

    /// <summary>Writes a check.</summary>
    public static Node Write(CheckRequest request) => Node.Map(
        ("subject", SubjectWire.Write(request.Subject, request.SubjectProperties)),
        ("action", ActionWire.Write(request.Action, request.ActionProperties)),
        ("resource", ResourceWire.Write(request.Resource, request.ResourceProperties)),
        ("namespace", Fields.Text(request.Namespace)),
        ("parent", request.Parent is { } parent ? ResourceWire.Write(parent) : null),
        ("context", request.Context?.Copy()),
        (Fields.AtLeastAsFresh, Fields.Number(request.AtLeastAsFresh)),
        (StepWire.Assuming, StepWire.WriteAssumed(request.Assuming)));

    /// <summary>
    /// Reads a batch, <c>{checks: [..], assuming: [..]}</c>, of at most <see cref="AclLimits.BatchItems"/>. What the batch assumes goes for each of
    /// its checks that assumes nothing of its own.
    /// </summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field, or <see cref="ErrorCodes.LimitExceeded"/>.</exception>
    public static IReadOnlyList<CheckRequest> ReadMany(Node body)
    {
        var checks = body.RequireMap("checks!", StepWire.Assuming).Batch("checks", Read);
        var assumed = StepWire.ReadAssumed(body);
        return assumed.Count == 0 ? checks : [.. checks.Select(check => check.Assuming.Count == 0 ? check with { Assuming = assumed } : check)];
    }

    /// <summary>Writes a batch.</summary>
    public static Node WriteMany(IReadOnlyList<CheckRequest> requests)
    {
        // What all of them assume alike is sent once.
        var assumed = requests.Count > 0 && requests.All(r => ReferenceEquals(r.Assuming, requests[0].Assuming)) ? requests[0].Assuming : [];
        return Node.Map(
            ("checks", Node.List(requests.Select(r => Write(assumed.Count == 0 ? r : r with { Assuming = [] })))),
            (StepWire.Assuming, StepWire.WriteAssumed(assumed)));
    }
}
