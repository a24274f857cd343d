using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Wire;

/// <summary>Which actions: <c>{subject, resource, namespace, context}</c>, answered by <c>{actions: [..]}</c>.</summary>
public static class ActionsWire
{
    /// <summary>Reads the question.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static ActionsRequest Read(Node body)
    {
        body.RequireMap("subject!", "resource!", "namespace", "context");
        var (subject, subjectProperties) = SubjectWire.ReadWithProperties(body.Require("subject"));
        var (resource, resourceProperties) = ResourceWire.ReadWithProperties(body.Require("resource"));
        return new ActionsRequest(subject, resource)
        {
            Namespace = body.OptionalText("namespace"),
            SubjectProperties = subjectProperties,
            ResourceProperties = resourceProperties,
            Context = body.OptionalMap("context"),
        };
    }

    /// <summary>Writes the question.</summary>
    public static Node Write(ActionsRequest request) => Node.Map(
        ("subject", SubjectWire.Write(request.Subject, request.SubjectProperties)),
        ("resource", ResourceWire.Write(request.Resource, request.ResourceProperties)),
        ("namespace", Fields.Text(request.Namespace)),
        ("context", request.Context?.Copy()));

    /// <summary>Reads the answer.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static IReadOnlyList<string> ReadResult(Node body) => body.RequireMap("actions!").Require("actions").AsStrings();

    /// <summary>Writes the answer.</summary>
    public static Node WriteResult(IEnumerable<string> actions) => Node.Map(("actions", Node.List(actions)));
}
