using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Operations;

/// <summary>An operation as it is asked for by a form, whose fields are the query.</summary>
/// <param name="call">The request.</param>
/// <param name="name">The operation's name.</param>
/// <param name="declared">What it takes; null when the caller may not read that, and gives the arguments as one text.</param>
internal sealed class OperationQuestion(PageCall call, string name, OperationText? declared)
{
    /// <summary>What stands before an argument's name in its field.</summary>
    public const string Argument = "arg.";

    /// <summary>The mark behind what is only read, of what is mounted.</summary>
    public const string ReadOnly = " (read only)";

    private const string Mount = "mount:";

    /// <summary>The question.</summary>
    /// <exception cref="AclException">When a field holds something else than it should; the place is the field.</exception>
    public OperationRequest Read() => new(name, In("subject", Subject))
    {
        Arguments = declared is null ? Map("args") : Node.Map(declared.Arguments.Select(argument => (argument.Name, Value(argument)))),
        Items = In("items", () => Lines(call.RawQuery("items")).Select(ResourceRef.Parse).ToArray()),
        Namespace = call.Query("namespace"),
        Context = Map("context"),
    };

    private SubjectRef Subject() => Subject(call) is { } text
        ? SubjectRef.Parse(text)
        : throw new AclException(ErrorCodes.InvalidDocument, "expected somebody, such as user:ann");

    /// <summary>Whom it is about: whoever asks, unless he may ask about others and names one.</summary>
    public static string? Subject(PageCall call) => call.MayDecide ? call.Query("subject") : call.Self?.ToString();

    private Node? Value(OperationArgumentText argument)
    {
        var (kind, isList) = (argument.Declared.Kind, argument.Declared.IsList);
        if (isList)
        {
            var lines = Lines(call.RawQuery(Argument + argument.Name)).ToArray();
            return lines.Length == 0 ? null : Node.List(lines.Select(line => One(kind, line)));
        }

        return call.Query(Argument + argument.Name) is { } text ? One(kind, text) : null;
    }

    private static Node One(string kind, string text)
    {
        if (!kind.StartsWith(Mount, StringComparison.Ordinal)) return Node.Of(text);
        var isReadOnly = text.EndsWith(ReadOnly, StringComparison.Ordinal);
        return Node.Map(("uri", Node.Of(isReadOnly ? text[..^ReadOnly.Length].TrimEnd() : text)), ("readOnly", Node.Of(isReadOnly)));
    }

    private Node? Map(string field) => call.RawQuery(field) is { } text && text.Trim().Length > 0 ? In(field, () =>
    {
        var map = Yaml.Parse(text);
        map.AsMap();
        return map;
    }) : null;

    private static IEnumerable<string> Lines(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static T In<T>(string field, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (AclException e)
        {
            throw new AclException(e.Code, e.Place is { } place ? $"{e.Detail} ({place})" : e.Detail, field, e);
        }
    }
}
