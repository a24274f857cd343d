using OrleansAcl.Documents;

namespace OrleansAcl.Wire;

/// <summary>Fields that may be left out, and lists, as every message has them. A null is no value: left out means left out.</summary>
internal static class Fields
{
    /// <summary>The key of the oldest revision a question may be answered from.</summary>
    public const string AtLeastAsFresh = "at_least_as_fresh";

    /// <summary>The oldest revision a question may be answered from; null when it does not say.</summary>
    public static long? Fresh(this Node body) => body[AtLeastAsFresh]?.AsInteger();

    /// <summary>The key of the revision an answer was given at.</summary>
    public const string Revision = "revision";

    /// <summary>The revision an answer was given at; 0 when it does not say.</summary>
    public static long RevisionOf(this Node body) => body[Revision]?.AsInteger() ?? 0;

    /// <summary>A number, or nothing for null.</summary>
    public static Node? Number(long? value) => value is { } number ? Node.Of(number) : null;

    /// <summary>An instant, or nothing for null.</summary>
    public static Node? Instant(DateTimeOffset? value) => value is { } instant ? Node.Of(instant) : null;

    /// <summary>The text of an entry, or null when it is left out.</summary>
    public static string? OptionalText(this Node body, string key) => body[key]?.AsString();

    /// <summary>An entry that is a mapping, or null when it is left out.</summary>
    public static Node? OptionalMap(this Node body, string key)
    {
        var node = body[key];
        _ = node?.AsMap();
        return node;
    }

    /// <summary>The items of an entry, or none when it is left out.</summary>
    public static IReadOnlyList<T> OptionalList<T>(this Node body, string key, Func<Node, T> read) =>
        body[key] is { } list ? [.. list.AsList().Select(read)] : [];

    /// <summary>The items of an entry that must be there, BOUNDED by <see cref="AclLimits.BatchItems"/>.</summary>
    public static IReadOnlyList<T> Batch<T>(this Node body, string key, Func<Node, T> read)
    {
        var list = body.Require(key);
        if (list.AsList().Count > AclLimits.BatchItems)
            throw list.Refused(ErrorCodes.LimitExceeded, $"there are more than {AclLimits.BatchItems} items");
        return [.. list.Items.Select(read)];
    }

    /// <summary>Text, or nothing for null.</summary>
    public static Node? Text(string? value) => value is null ? null : Node.Of(value);

    /// <summary>A list of strings, left out when empty.</summary>
    public static Node? Texts(IReadOnlyList<string> values) => values.Count == 0 ? null : Node.List(values);

    /// <summary>Runs a reader of text on a string node; what it refuses is refused at the node's place.</summary>
    public static T Parsed<T>(this Node node, Func<string, T> parse) => node.Located(() => parse(node.AsString()));

    /// <summary>Puts a refusal that has no place at this node's place.</summary>
    public static T Located<T>(this Node node, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (AclException e) when (e.Place is null)
        {
            throw node.Refused(e.Code, e.Detail);
        }
    }
}
