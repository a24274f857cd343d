using OrleansAcl.Documents;

namespace OrleansAcl.Wire;

/// <summary>A subject in JSON: the text <c>user:ann</c>, or <c>{type, id, properties}</c>.</summary>
public static class SubjectWire
{
    /// <summary>Reads a subject that carries no properties.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static SubjectRef Read(Node node)
    {
        if (node.Kind == NodeKind.String) return node.Parsed(SubjectRef.Parse);
        node.RequireMap("type!", "id!");
        return ReadParts(node);
    }

    /// <summary>Reads a subject and the properties sent with it, null when there are none.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static (SubjectRef Subject, Node? Properties) ReadWithProperties(Node node)
    {
        if (node.Kind == NodeKind.String) return (node.Parsed(SubjectRef.Parse), null);
        node.RequireMap("type!", "id!", "properties");
        return (ReadParts(node), node.OptionalMap("properties"));
    }

    /// <summary>Writes a subject as text where that reads back as the same, otherwise as a mapping.</summary>
    public static Node Write(SubjectRef subject, Node? properties = null)
    {
        var text = subject.ToString();
        if (properties is null && SubjectRef.Parse(text) == subject) return Node.Of(text);
        return Node.Map(("type", Node.Of(subject.Type)), ("id", Node.Of(subject.Id)), ("properties", properties?.Copy()));
    }

    /// <summary>Reads the members <c>type</c> and <c>id</c> of a mapping, whatever else it holds.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static SubjectRef ReadParts(Node node) =>
        node.Located(() => new SubjectRef(node.Require("type").AsString(), node.Require("id").AsString()));
}
