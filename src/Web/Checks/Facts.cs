using System.Text.RegularExpressions;
using OrleansAcl.Documents;

namespace OrleansAcl.Web.Checks;

/// <summary>Facts as people type them, lines such as <c>ip: 10.1.2.3</c> or JSON, and a single fact put among them.</summary>
internal static partial class Facts
{
    /// <summary>What a field of facts says; null when it is empty.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="field">The field, for complaints.</param>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> at the field.</exception>
    public static Node? Read(string? text, string field)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        Node facts;
        try
        {
            facts = text.TrimStart() is ['{', ..] ? Json.Parse(text) : Yaml.Parse(text);
        }
        catch (AclException e)
        {
            throw new AclException(e.Code, e.Place is { } place ? $"{e.Detail} ({place})" : e.Detail, field, e);
        }

        return facts.Kind == NodeKind.Map
            ? facts
            : throw new AclException(ErrorCodes.InvalidDocument, "expected lines such as `ip: 10.1.2.3`, or a JSON object", field);
    }

    /// <summary>Facts as lines, each value as JSON.</summary>
    public static string Write(Node facts) => string.Join('\n', facts.Entries.Select(e => $"{(PlainKey().IsMatch(e.Key) ? e.Key : Node.Of(e.Key).ToString())}: {e.Value}"));

    /// <summary>The facts with one more, or another value of one, at a path of names.</summary>
    public static Node With(Node? facts, ReadOnlySpan<string> path, Node value)
    {
        var inner = path.Length == 1 ? value : With(facts?[path[0]], path[1..], value);
        return Node.Merge(facts is { Kind: NodeKind.Map } ? facts : null, Node.Map((path[0], inner)));
    }

    /// <summary>A single value as it was typed: a number or a truth value when it looks like one, otherwise text; text for sure between quotation marks.</summary>
    public static Node Value(string text)
    {
        try
        {
            if (Yaml.Parse(text) is { ScalarText: not null } value) return value;
        }
        catch (AclException)
        {
            // Then it is text as it stands, such as `a: b`.
        }

        return Node.Of(text);
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_-]*$")]
    private static partial Regex PlainKey();
}
