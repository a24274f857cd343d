using OrleansAcl.Documents;

namespace OrleansAcl.Cli.Scenarios;

/// <summary>The demands on the form of a file, each complaint with its line and key.</summary>
internal static class Form
{
    /// <summary>The line a complaint about this node names: its key's, or else its own.</summary>
    public static int LineOf(Node node) => node.KeyLine > 0 ? node.KeyLine : node.Line;

    /// <summary>Refuses anything but a mapping with these keys only.</summary>
    public static void RequireKeys(Node node, string what, IEnumerable<string> keys)
    {
        var known = keys.ToArray();
        foreach (var (key, value) in RequireMap(node, what).Entries)
            if (!known.Contains(key))
                throw new MalformedFileException(LineOf(value), $"unknown key `{key}` in {what}; expected {string.Join(", ", known)}");
    }

    /// <summary>Refuses anything but a mapping.</summary>
    public static Node RequireMap(Node node, string what) => node.Kind == NodeKind.Map
        ? node
        : throw new MalformedFileException(LineOf(node), $"{what} must be a mapping");

    /// <summary>The entry of that key.</summary>
    public static Node Require(Node map, string key, string what) =>
        map[key] ?? throw new MalformedFileException(map.Line, $"the key `{key}` is missing in {what}");

    /// <summary>The text of a string, number or boolean; null for null.</summary>
    public static string? Text(Node? node, string key) => node is null
        ? null
        : node.ScalarText ?? throw new MalformedFileException(LineOf(node), $"`{key}` must be text");

    /// <summary>The texts of a list; null for null.</summary>
    public static IReadOnlyList<string>? Texts(Node? node, string key)
    {
        if (node is null) return null;
        if (node.Kind != NodeKind.List) throw new MalformedFileException(LineOf(node), $"`{key}` must be a list");
        return [.. node.Items.Select(item => item.ScalarText
            ?? throw new MalformedFileException(item.Line, $"`{key}` must be a list of texts"))];
    }
}
