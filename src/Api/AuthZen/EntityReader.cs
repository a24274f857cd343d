using OrleansAcl.Documents;
using OrleansAcl.Wire;

namespace OrleansAcl.Api.AuthZen;

/// <summary>
/// Reads the entities that every AuthZEN request is made of. Types are strict, members the standard does not know are ignored. What is refused is
/// <see cref="ErrorCodes.InvalidDocument"/> naming the member.
/// </summary>
internal static class EntityReader
{
    /// <summary>A subject, and the properties sent with it, null when there are none.</summary>
    public static (SubjectRef Subject, Node? Properties) Subject(Node node) => (SubjectWire.ReadParts(node), Map(node, "properties"));

    /// <summary>A resource, and the properties sent with it, null when there are none.</summary>
    public static (ResourceRef Resource, Node? Properties) Resource(Node node) => (ResourceWire.ReadParts(node), Map(node, "properties"));

    /// <summary>An action's name, and the properties sent with it, null when there are none.</summary>
    public static (string Name, Node? Properties) Action(Node node)
    {
        var properties = Map(node, "properties");
        return (node.Require("name").AsName(), properties);
    }

    /// <summary>The type of what is sought. Nothing else that is said of it counts.</summary>
    public static string SoughtType(Node node)
    {
        _ = Map(node, "properties");
        return node.Require("type").AsName();
    }

    /// <summary>An object, or null when it is left out.</summary>
    public static Node? Map(Node node, string key)
    {
        var value = node[key];
        _ = value?.AsMap();
        return value;
    }
}
