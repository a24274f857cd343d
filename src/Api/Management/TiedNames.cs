using System.Buffers.Text;
using System.Text;
using OrleansAcl.Documents;

namespace OrleansAcl.Api.Management;

/// <summary>Names of objects that tie things together: the JSON list of what they tie, in a path as base64url.</summary>
internal static class TiedNames
{
    /// <summary>The object that ties these.</summary>
    public static ObjectRef Of(string kind, params IEnumerable<string?> parts) =>
        new(kind, Node.List(parts.Select(part => part is null ? Node.Null() : Node.Of(part))).ToString());

    /// <summary>What an object ties.</summary>
    public static string?[] Parts(ObjectRef reference) => [.. Json.Parse(reference.Id).Items.Select(part => part.ScalarText)];

    /// <summary>As it stands in a path.</summary>
    public static string InPath(ObjectRef reference) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(reference.Id));

    /// <summary>Reads what stands in a path.</summary>
    /// <param name="kind">The kind of object.</param>
    /// <param name="text">Base64url of the JSON list.</param>
    /// <param name="strings">How many strings the list begins with.</param>
    /// <param name="nullable">Whether one more follows, which may be null.</param>
    /// <param name="mark">What may follow besides; null for nothing.</param>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> when it is something else.</exception>
    public static ObjectRef Read(string kind, string text, int strings, bool nullable = false, string? mark = null)
    {
        try
        {
            var list = Json.Parse(Base64Url.DecodeFromChars(text)).AsList();
            var isMarked = mark is not null && list.Count == strings + 1 && list[^1].ScalarText == mark;
            var isOne = (isMarked || list.Count == strings + (nullable ? 1 : 0)) && list.Take(strings).All(IsName)
                && list.Skip(strings).All(part => part.Kind == NodeKind.Null || IsName(part));
            if (isOne) return Of(kind, list.Select(part => part.ScalarText));
        }
        catch (Exception e) when (e is FormatException or AclException)
        {
            // Told below what it should be.
        }

        throw new AclException(ErrorCodes.InvalidDocument, $"this is not the id of a {kind}; take it from a list or from `Location`", "path");
    }

    private static bool IsName(Node part) => part is { Kind: NodeKind.String, Text.Length: > 0 };
}
