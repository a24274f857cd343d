using OrleansAcl.Documents;

namespace OrleansAcl.Wire;

/// <summary>An action in JSON: its name, or <c>{name, properties}</c>.</summary>
internal static class ActionWire
{
    /// <summary>Reads an action and the properties sent with it, null when there are none.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static (string Action, Node? Properties) Read(Node node)
    {
        if (node.Kind == NodeKind.String) return (node.AsString(), null);
        node.RequireMap("name!", "properties");
        return (node["name"]!.AsString(), node.OptionalMap("properties"));
    }

    /// <summary>Writes an action.</summary>
    public static Node Write(string action, Node? properties) =>
        properties is null ? Node.Of(action) : Node.Map(("name", Node.Of(action)), ("properties", properties.Copy()));
}
