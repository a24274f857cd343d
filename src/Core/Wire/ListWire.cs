using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Wire;

/// <summary>Which resources: <c>{subject, action, type, namespace, context, limit, after, at_least_as_fresh, assuming}</c>, answered by <c>{resources: [..], ..}</c>.</summary>
public static class ListWire
{
    /// <summary>Reads the question.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static ListRequest Read(Node body)
    {
        body.RequireMap("subject!", "action!", "type!", "namespace", "context", PageWire.Limit, PageWire.After, Fields.AtLeastAsFresh, StepWire.Assuming);
        var (subject, properties) = SubjectWire.ReadWithProperties(body.Require("subject"));
        var (action, actionProperties) = ActionWire.Read(body.Require("action"));
        return body.Paged(new ListRequest(subject, action, body.Require("type").AsString())
        {
            ActionProperties = actionProperties,
            Namespace = body.OptionalText("namespace"),
            SubjectProperties = properties,
            Context = body.OptionalMap("context"),
            AtLeastAsFresh = body.Fresh(),
            Assuming = StepWire.ReadAssumed(body),
        });
    }

    /// <summary>Writes the question.</summary>
    public static Node Write(ListRequest request) => Node.Map(
    [
        ("subject", SubjectWire.Write(request.Subject, request.SubjectProperties)),
        ("action", ActionWire.Write(request.Action, request.ActionProperties)),
        ("type", Node.Of(request.Type)),
        ("namespace", Fields.Text(request.Namespace)),
        ("context", request.Context?.Copy()),
        .. PageWire.Written(request),
        (Fields.AtLeastAsFresh, Fields.Number(request.AtLeastAsFresh)),
        (StepWire.Assuming, StepWire.WriteAssumed(request.Assuming)),
    ]);

    /// <summary>Reads the answer.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static Listed<ResourceRef> ReadResult(Node body) => PageWire.ReadAnswer(body, "resources", ResourceWire.ReadAnswer);

    /// <summary>Writes the answer, and if it is asked for what was looked at for it.</summary>
    public static Node WriteResult(Listed<ResourceRef> resources, bool cost) => PageWire.WriteAnswer(resources, "resources", ResourceWire.WriteAnswer, cost);
}
