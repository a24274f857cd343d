using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Wire;

/// <summary>
/// Which subjects: <c>{action, resource, type, namespace, parent, context, limit, after, at_least_as_fresh, assuming}</c>, where the type left out is <c>user</c>,
/// answered by <c>{subjects: [..], ..}</c>.
/// </summary>
public static class WhoWire
{
    /// <summary>Reads the question.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static WhoRequest Read(Node body)
    {
        body.RequireMap("action!", "resource!", "type", "namespace", "parent", "context", PageWire.Limit, PageWire.After, Fields.AtLeastAsFresh, StepWire.Assuming);
        var (resource, properties) = ResourceWire.ReadWithProperties(body.Require("resource"));
        var (action, actionProperties) = ActionWire.Read(body.Require("action"));
        return body.Paged(new WhoRequest(action, resource, body.OptionalText("type") ?? SubjectRef.User)
        {
            ActionProperties = actionProperties,
            Namespace = body.OptionalText("namespace"),
            Parent = body["parent"] is { } parent ? ResourceWire.Read(parent) : null,
            ResourceProperties = properties,
            Context = body.OptionalMap("context"),
            AtLeastAsFresh = body.Fresh(),
            Assuming = StepWire.ReadAssumed(body),
        });
    }

    /// <summary>Writes the question.</summary>
    public static Node Write(WhoRequest request) => Node.Map(
    [
        ("action", ActionWire.Write(request.Action, request.ActionProperties)),
        ("resource", ResourceWire.Write(request.Resource, request.ResourceProperties)),
        ("type", Node.Of(request.Type)),
        ("namespace", Fields.Text(request.Namespace)),
        ("parent", request.Parent is { } parent ? ResourceWire.Write(parent) : null),
        ("context", request.Context?.Copy()),
        .. PageWire.Written(request),
        (Fields.AtLeastAsFresh, Fields.Number(request.AtLeastAsFresh)),
        (StepWire.Assuming, StepWire.WriteAssumed(request.Assuming)),
    ]);

    /// <summary>Reads the answer.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static Listed<SubjectRef> ReadResult(Node body) => PageWire.ReadAnswer(body, "subjects", SubjectWire.Read);

    /// <summary>Writes the answer, and if it is asked for what was looked at for it.</summary>
    public static Node WriteResult(Listed<SubjectRef> subjects, bool cost) => PageWire.WriteAnswer(subjects, "subjects", subject => SubjectWire.Write(subject), cost);
}
