using OrleansAcl.Documents;
using OrleansAcl.Selectors;

namespace OrleansAcl.Models;

/// <summary>Reads <c>levels</c>.</summary>
internal static class LevelReader
{
    /// <summary>The rules.</summary>
    public static LevelRules Read(Node node)
    {
        node.RequireMap("order!", "default!", "owner!", "grantable", "shown_upwards", "implied", "roles!");
        var order = node["order"]!.AsStrings();
        var roles = node["roles"]!.RequireMap("type!", "expand_at!", "name!", "defaults", "user_role");
        var pattern = roles["name"]!;
        return new LevelRules
        {
            Order = order,
            Default = Level(order, node["default"]!),
            OwnerLevel = Level(order, node["owner"]!),
            Grantable = [.. (node["grantable"]?.AsList() ?? node["order"]!.Items).Select(l => Level(order, l))],
            ShownUpwards = node["shown_upwards"]?.AsName(),
            RoleType = roles["type"]!.AsName(),
            ExpandAt = Level(order, roles["expand_at"]!),
            RoleName = RegexSelector.TryCreate(pattern.AsName(), out var problem) ?? throw pattern.Invalid(problem),
            Implied = [.. (node["implied"]?.AsMap() ?? Node.Map().Entries).Select(e => Split(e.Key, e.Value, order))],
            DefaultRoleTemplates = roles["defaults"] is { } defaults ? defaults.AsMap().ToDictionary(e => e.Key, e => Fixed(e.Value, order)) : [],
            UserRoleTemplate = roles["user_role"]?.AsName(),
        };
    }

    private static int Level(string[] order, Node name) => Array.IndexOf(order, name.AsName()) is >= 0 and var level
        ? level
        : throw name.Invalid($"expected one of {string.Join(", ", order)}");

    private static (string, string, int) Split(string uri, Node level, string[] order)
    {
        var at = uri.IndexOf("://", StringComparison.Ordinal);
        return at > 0 ? (uri[..at], uri[(at + 3)..], Level(order, level)) : throw level.Invalid($"`{uri}` is no URI");
    }

    private static List<(string, string, int)> Fixed(Node node, string[] order) =>
        [.. node.AsMap().Select(e => Split(e.Key, e.Value, order))];
}
