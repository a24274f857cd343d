using OrleansAcl.Documents;

namespace OrleansAcl.Wire;

/// <summary>
/// Errors: <c>{code, message, place}</c> inside an answer, and the members of problem details (RFC 9457) as an answer of their own:
/// <c>title</c>, <c>status</c>, <c>detail</c>, <c>code</c>, <c>place</c>.
/// </summary>
public static class ErrorWire
{
    /// <summary>Reads an error inside an answer.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static AclException Read(Node node)
    {
        node.RequireMap("code!", "message!", "place");
        return new AclException(node.Require("code").AsString(), node.Require("message").AsString(), node.OptionalText("place"));
    }

    /// <summary>Writes an error inside an answer.</summary>
    public static Node Write(AclException error) => Node.Map(
        ("code", Node.Of(error.Code)),
        ("message", Node.Of(error.Detail)),
        ("place", Fields.Text(error.Place)));

    /// <summary>The error of problem details, or null when they are not of this API. Extension members are ignored, as RFC 9457 has it.</summary>
    public static AclException? ReadProblem(Node body) => body["code"] is { Kind: NodeKind.String } code
        ? new AclException(code.Text, body["detail"]?.ScalarText ?? code.Text, body["place"]?.ScalarText)
        : null;

    /// <summary>Writes problem details.</summary>
    /// <param name="error">What is wrong.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="title">The status's own phrase, as the type <c>about:blank</c> wants it.</param>
    /// <param name="more">Extension members.</param>
    public static Node WriteProblem(AclException error, int status, string title, params IEnumerable<(string Key, Node? Value)> more) =>
        Node.Map([
            ("title", Node.Of(title)),
            ("status", Node.Of(status)),
            ("detail", Node.Of(error.Detail)),
            ("code", Node.Of(error.Code)),
            ("place", Fields.Text(error.Place)),
            .. more,
        ]);
}
