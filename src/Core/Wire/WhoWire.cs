using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Wire;

/// <summary>
/// Which subjects: <c>{action, resource, type, namespace, parent, context, at_least_as_fresh, assuming}</c>, where the type left out is
/// <c>user</c>, answered by <c>{subjects: [..], revision}</c>.
/// </summary>
public static class WhoWire
{
    /// <summary>Reads the question.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static WhoRequest Read(Node body)
    {
        body.RequireMap("action!", "resource!", "type", "namespace", "parent", "context", Fields.AtLeastAsFresh, StepWire.Assuming);
        var (resource, properties) = ResourceWire.ReadWithProperties(body.Require("resource"));
        return new WhoRequest(body.Require("action").AsString(), resource, body.OptionalText("type") ?? SubjectRef.User)
        {
            Namespace = body.OptionalText("namespace"),
            Parent = body["parent"] is { } parent ? ResourceWire.Read(parent) : null,
            ResourceProperties = properties,
            Context = body.OptionalMap("context"),
            AtLeastAsFresh = body.Fresh(),
            Assuming = StepWire.ReadAssumed(body),
        };
    }

    /// <summary>Writes the question.</summary>
    public static Node Write(WhoRequest request) => Node.Map(
        ("action", Node.Of(request.Action)),
        ("resource", ResourceWire.Write(request.Resource, request.ResourceProperties)),
        ("type", Node.Of(request.Type)),
        ("namespace", Fields.Text(request.Namespace)),
        ("parent", request.Parent is { } parent ? ResourceWire.Write(parent) : null),
        ("context", request.Context?.Copy()),
        (Fields.AtLeastAsFresh, Fields.Number(request.AtLeastAsFresh)),
        (StepWire.Assuming, StepWire.WriteAssumed(request.Assuming)));

    /// <summary>Reads the answer.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static Listed<SubjectRef> ReadResult(Node body) =>
        new(body.RequireMap("subjects!", Fields.Revision).OptionalList("subjects", SubjectWire.Read), body.RevisionOf());

    /// <summary>Writes the answer.</summary>
    public static Node WriteResult(Listed<SubjectRef> subjects) =>
        Node.Map(("subjects", Node.List(subjects.Select(subject => SubjectWire.Write(subject)))), (Fields.Revision, Node.Of(subjects.Revision)));
}
