using OrleansAcl.Documents;

namespace OrleansAcl.Models.Apolo;

/// <summary>Reads Apolo roles: a name and the permissions it holds, each a URI with a level.</summary>
internal sealed class ApoloRoleFormat : ILevelRoleFormat
{
    /// <inheritdoc/>
    public string? Lacking(Model model) => model.Levels is null ? "`levels`" : null;

    /// <inheritdoc/>
    public DocumentContent Read(string verb, Node document, Model model, Node settings)
    {
        document.RequireMap("name!", "permissions");
        var permissions = new List<(Node, Node)>();
        foreach (var permission in document["permissions"]?.AsList() ?? [])
        {
            permission.RequireMap("uri!", "action!");
            permissions.Add((permission["uri"]!, permission["action"]!));
        }

        return new DocumentContent.LevelRole(document["name"]!.AsName(), permissions);
    }

    /// <inheritdoc/>
    public Node Write(string name, IEnumerable<(string Resource, string Level)> permissions) => Node.Map(
        ("name", Node.Of(name)),
        ("permissions", Node.List(permissions.Select(p => Node.Map(("uri", Node.Of(p.Resource)), ("action", Node.Of(p.Level)))))));
}
