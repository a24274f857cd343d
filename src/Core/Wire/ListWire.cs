using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Wire;

/// <summary>
/// Which resources: <c>{subject, action, type, namespace, context, at_least_as_fresh, assuming}</c>, answered by
/// <c>{resources: [..], revision}</c>.
/// </summary>
public static class ListWire
{
    /// <summary>Reads the question.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static ListRequest Read(Node body)
    {
        body.RequireMap("subject!", "action!", "type!", "namespace", "context", Fields.AtLeastAsFresh, StepWire.Assuming);
        var (subject, properties) = SubjectWire.ReadWithProperties(body.Require("subject"));
        return new ListRequest(subject, body.Require("action").AsString(), body.Require("type").AsString())
        {
            Namespace = body.OptionalText("namespace"),
            SubjectProperties = properties,
            Context = body.OptionalMap("context"),
            AtLeastAsFresh = body.Fresh(),
            Assuming = StepWire.ReadAssumed(body),
        };
    }

    /// <summary>Writes the question.</summary>
    public static Node Write(ListRequest request) => Node.Map(
        ("subject", SubjectWire.Write(request.Subject, request.SubjectProperties)),
        ("action", Node.Of(request.Action)),
        ("type", Node.Of(request.Type)),
        ("namespace", Fields.Text(request.Namespace)),
        ("context", request.Context?.Copy()),
        (Fields.AtLeastAsFresh, Fields.Number(request.AtLeastAsFresh)),
        (StepWire.Assuming, StepWire.WriteAssumed(request.Assuming)));

    /// <summary>Reads the answer.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static Listed<ResourceRef> ReadResult(Node body) =>
        new(body.RequireMap("resources!", Fields.Revision).OptionalList("resources", ResourceWire.ReadAnswer), body.RevisionOf());

    /// <summary>Writes the answer.</summary>
    public static Node WriteResult(Listed<ResourceRef> resources) =>
        Node.Map(("resources", Node.List(resources.Select(ResourceWire.WriteAnswer))), (Fields.Revision, Node.Of(resources.Revision)));
}
