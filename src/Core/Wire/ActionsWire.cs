using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Wire;

/// <summary>Which actions: <c>{subject, resource, namespace, context, limit, after, at_least_as_fresh, assuming}</c>, answered by <c>{actions: [..], ..}</c>.</summary>
public static class ActionsWire
{
    /// <summary>Reads the question.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static ActionsRequest Read(Node body)
    {
        body.RequireMap("subject!", "resource!", "namespace", "context", PageWire.Limit, PageWire.After, Fields.AtLeastAsFresh, StepWire.Assuming);
        var (subject, subjectProperties) = SubjectWire.ReadWithProperties(body.Require("subject"));
        var (resource, resourceProperties) = ResourceWire.ReadWithProperties(body.Require("resource"));
        return body.Paged(new ActionsRequest(subject, resource)
        {
            Namespace = body.OptionalText("namespace"),
            SubjectProperties = subjectProperties,
            ResourceProperties = resourceProperties,
            Context = body.OptionalMap("context"),
            AtLeastAsFresh = body.Fresh(),
            Assuming = StepWire.ReadAssumed(body),
        });
    }

    /// <summary>Writes the question.</summary>
    public static Node Write(ActionsRequest request) => Node.Map(
    [
        ("subject", SubjectWire.Write(request.Subject, request.SubjectProperties)),
        ("resource", ResourceWire.Write(request.Resource, request.ResourceProperties)),
        ("namespace", Fields.Text(request.Namespace)),
        ("context", request.Context?.Copy()),
        .. PageWire.Written(request),
        (Fields.AtLeastAsFresh, Fields.Number(request.AtLeastAsFresh)),
        (StepWire.Assuming, StepWire.WriteAssumed(request.Assuming)),
    ]);

    /// <summary>Reads the answer.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static Listed<string> ReadResult(Node body) => PageWire.ReadAnswer(body, "actions", action => action.AsString());

    /// <summary>Writes the answer, and if it is asked for what was looked at for it.</summary>
    public static Node WriteResult(Listed<string> actions, bool cost) => PageWire.WriteAnswer(actions, "actions", action => Node.Of(action), cost);
}
