using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Wire;

/// <summary>
/// Operations: <c>{subject, args, items, namespace, context, at_least_as_fresh, assuming}</c> under the operation's name, answered by
/// <c>{outcome, error, visible, missing, reason, revision}</c> with the outcome <c>allow</c>, <c>deny</c> or <c>error</c>.
/// </summary>
public static class OperationWire
{
    /// <summary>Reads what an operation is asked with.</summary>
    /// <param name="name">The operation's name, which stands in the path.</param>
    /// <param name="body">The rest.</param>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static OperationRequest Read(string name, Node body)
    {
        body.RequireMap("subject!", "args", "items", "namespace", "context", Fields.AtLeastAsFresh, StepWire.Assuming);
        var (subject, properties) = SubjectWire.ReadWithProperties(body.Require("subject"));
        return new OperationRequest(name, subject)
        {
            Arguments = body.OptionalMap("args"),
            Items = body.OptionalList("items", ResourceWire.Read),
            Namespace = body.OptionalText("namespace"),
            Context = body.OptionalMap("context"),
            SubjectProperties = properties,
            AtLeastAsFresh = body.Fresh(),
            Assuming = StepWire.ReadAssumed(body),
        };
    }

    /// <summary>Writes what an operation is asked with, without its name.</summary>
    public static Node Write(OperationRequest request) => Node.Map(
        ("subject", SubjectWire.Write(request.Subject, request.SubjectProperties)),
        ("args", request.Arguments?.Copy()),
        ("items", request.Items.Count == 0 ? null : Node.List(request.Items.Select(item => ResourceWire.Write(item)))),
        ("namespace", Fields.Text(request.Namespace)),
        ("context", request.Context?.Copy()),
        (Fields.AtLeastAsFresh, Fields.Number(request.AtLeastAsFresh)),
        (StepWire.Assuming, StepWire.WriteAssumed(request.Assuming)));

    /// <summary>Reads an operation's answer.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static OperationResult ReadResult(Node body)
    {
        body.RequireMap("outcome!", "error", "visible!", "missing!", "reason!", Fields.Revision);
        return new OperationResult(
            ReadOutcome(body.Require("outcome")),
            body.OptionalText("error"),
            body.OptionalList("visible", ResourceWire.ReadAnswer),
            body.Require("missing").AsStrings(),
            body.Require("reason").AsString())
        {
            Revision = body.RevisionOf(),
        };
    }

    /// <summary>Writes an operation's answer.</summary>
    public static Node WriteResult(OperationResult result) => Node.Map(
        ("outcome", Node.Of(Name(result.Outcome))),
        ("error", Fields.Text(result.Error)),
        ("visible", Node.List(result.Visible.Select(ResourceWire.WriteAnswer))),
        ("missing", Node.List(result.Missing)),
        ("reason", Node.Of(result.Reason)),
        (Fields.Revision, Node.Of(result.Revision)));

    private static OperationOutcome ReadOutcome(Node node) => node.AsString() switch
    {
        "allow" => OperationOutcome.Allow,
        "deny" => OperationOutcome.Deny,
        "error" => OperationOutcome.Error,
        _ => throw node.Invalid("expected `allow`, `deny` or `error`"),
    };

    private static string Name(OperationOutcome outcome) => outcome switch
    {
        OperationOutcome.Allow => "allow",
        OperationOutcome.Deny => "deny",
        _ => "error",
    };
}
