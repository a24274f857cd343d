using OrleansAcl.Documents;

namespace OrleansAcl.Wire;

/// <summary>
/// A resource in JSON. A request names it as text, which is <em>as written</em> and which the model interprets, or as
/// <c>{type, id, properties}</c>, which is canonical; <c>{ref, properties}</c> is text that carries properties. An answer names
/// canonical resources as text.
/// </summary>
public static class ResourceWire
{
    private const string UriMark = "//";

    /// <summary>Reads a resource of a request that carries no properties.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static ResourceRef Read(Node node)
    {
        if (node.Kind == NodeKind.String) return node.Parsed(ResourceRef.Parse);
        node.RequireMap("type!", "id!");
        return ReadParts(node);
    }

    /// <summary>Reads a resource of a request and the properties sent with it, null when there are none.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static (ResourceRef Resource, Node? Properties) ReadWithProperties(Node node)
    {
        if (node.Kind == NodeKind.String) return (node.Parsed(ResourceRef.Parse), null);
        if (node["ref"] is { } written)
        {
            node.RequireMap("ref!", "properties");
            return (written.Parsed(ResourceRef.Parse), node.OptionalMap("properties"));
        }

        node.RequireMap("type!", "id!", "properties");
        return (ReadParts(node), node.OptionalMap("properties"));
    }

    /// <summary>Writes a resource of a request: text stays the text it was, a canonical one stays canonical.</summary>
    public static Node Write(ResourceRef resource, Node? properties = null)
    {
        if (!resource.IsWritten)
            return Node.Map(("type", Node.Of(resource.Type)), ("id", Node.Of(resource.Id)), ("properties", properties?.Copy()));
        var text = Node.Of(resource.ToString());
        return properties is null ? text : Node.Map(("ref", text), ("properties", properties.Copy()));
    }

    /// <summary>Reads a canonical resource of an answer.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static ResourceRef ReadAnswer(Node node) => node.Kind == NodeKind.String ? node.Parsed(Canonical) : Read(node);

    /// <summary>Writes a resource of an answer as text, or as a mapping where text would read back as another one.</summary>
    public static Node WriteAnswer(ResourceRef resource)
    {
        var text = resource.ToString();
        return resource.IsWritten || Canonical(text) == resource
            ? Node.Of(text)
            : Node.Map(("type", Node.Of(resource.Type)), ("id", Node.Of(resource.Id)));
    }

    private static ResourceRef Canonical(string text)
    {
        var written = ResourceRef.Parse(text);
        return written.Id.StartsWith(UriMark, StringComparison.Ordinal)
            ? ResourceRef.Uri(written.Type, written.Id[UriMark.Length..])
            : ResourceRef.Plain(written.Type, written.Id);
    }

    /// <summary>Reads the members <c>type</c> and <c>id</c> of a mapping as a canonical resource, whatever else it holds.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static ResourceRef ReadParts(Node node) =>
        node.Located(() => new ResourceRef(node.Require("type").AsString(), node.Require("id").AsString()));
}
