using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Wire;

/// <summary>Checks, with the keys of the scenario verb: <c>{subject, action, resource, namespace, parent, context, at_least_as_fresh}</c>.</summary>
public static class CheckWire
{
    /// <summary>Reads a check.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static CheckRequest Read(Node body)
    {
        body.RequireMap("subject!", "action!", "resource!", "namespace", "parent", "context", Fields.AtLeastAsFresh);
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
        };
    }

    /// <summary>Writes a check.</summary>
    public static Node Write(CheckRequest request) => Node.Map(
        ("subject", SubjectWire.Write(request.Subject, request.SubjectProperties)),
        ("action", ActionWire.Write(request.Action, request.ActionProperties)),
        ("resource", ResourceWire.Write(request.Resource, request.ResourceProperties)),
        ("namespace", Fields.Text(request.Namespace)),
        ("parent", request.Parent is { } parent ? ResourceWire.Write(parent) : null),
        ("context", request.Context?.Copy()),
        (Fields.AtLeastAsFresh, Fields.Number(request.AtLeastAsFresh)));

    /// <summary>Reads a batch, <c>{checks: [..]}</c>, of at most <see cref="AclLimits.BatchItems"/>.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field, or <see cref="ErrorCodes.LimitExceeded"/>.</exception>
    public static IReadOnlyList<CheckRequest> ReadMany(Node body) => body.RequireMap("checks!").Batch("checks", Read);

    /// <summary>Writes a batch.</summary>
    public static Node WriteMany(IEnumerable<CheckRequest> requests) =>
        Node.Map(("checks", Node.List(requests.Select(Write))));
}
