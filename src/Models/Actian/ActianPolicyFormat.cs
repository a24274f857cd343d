using OrleansAcl.Documents;
using OrleansAcl.Policies;
using OrleansAcl.Selectors;

namespace OrleansAcl.Models.Actian;

/// <summary>Reads Actian access control policies, whose blocks only add.</summary>
internal sealed class ActianPolicyFormat : IDocumentFormat
{
    private const string Templates = "jobtemplates";
    private const string Configs = "jobconfigs";
    private const string Children = "template:";

    /// <inheritdoc/>
    public string? Lacking(Model model) =>
        model.TypesByName.ContainsKey(Templates) && model.TypesByName.ContainsKey(Configs) ? null : $"the types `{Templates}` and `{Configs}`";

    /// <inheritdoc/>
    public DocumentContent Read(string verb, Node document, Model model, Node settings)
    {
        document.RequireMap("name!", "description", "permissions!");
        document["description"]?.AsString();
        var strict = settings["strict"]?.AsBoolean() ?? false;
        var warnings = new List<string>();
        return new DocumentContent.Set(new PermissionSet
        {
            Key = new SetKey(SetKey.Policy, document["name"]!.AsName()),
            Statements = [.. document["permissions"]!.AsList().SelectMany(b => Block(b, model, strict, warnings))],
            Warnings = warnings,
        });
    }

    private static List<Statement> Block(Node block, Model model, bool strict, List<string> warnings)
    {
        block.RequireMap("resourceType!", "allowed!", "resourceIds!");
        var type = block["resourceType"]!;
        var allowed = block["allowed"]!.AsList();
        var ids = block["resourceIds"]!.AsList();
        type.AsName();
        foreach (var id in ids) id.AsName();
        var known = model.TypesByName.TryGetValue(type.Text, out var found) && found.Reach == Reach.Asked ? found : null;
        // The actions are the same whatever the type, so a block for an unlisted one is still held to them.
        var actions = Actions(model, allowed);
        if (known is null)
        {
            if (strict) throw type.Refused(ErrorCodes.UnknownType, $"`{References.Shown(type.Text)}` is not a type of this model");
            warnings.Add($"{type.Place}: `{References.Shown(type.Text)}` is not a type of this model, so the block gives nothing");
            return [];
        }

        return [.. ids.SelectMany(id => Statements(model, known, actions, id, strict, warnings))];
    }

    private static ulong Actions(Model model, IReadOnlyList<Node> allowed)
    {
        var type = model.Type(Configs);
        return allowed.Aggregate(0UL, (bits, action) => bits | (action.AsString() switch
        {
            "*" => model.Bits(type),
            var name when type.Actions.Contains(name) => model.ActionBits[name],
            var name => throw action.Refused(ErrorCodes.UnknownAction, $"`{References.Shown(name)}` cannot be allowed; expected {string.Join(", ", type.Actions)} or *"),
        }));
    }

    private static IEnumerable<Statement> Statements(Model model, ResourceType type, ulong actions, Node id, bool strict, List<string> warnings)
    {
        if (!id.Text.StartsWith(Children, StringComparison.Ordinal))
        {
            Selector selector = id.Text == "*" ? AnySelector.Instance : new ExactSelector(id.Text);
            return [new Statement(Effect.Allow, type.Name, ActionSet.Of(actions), selector)];
        }

        if (type.Name != Configs)
        {
            if (strict) throw id.Invalid($"`{Children}` has a meaning in a {Configs} block only");
            warnings.Add($"{id.Place}: `{Children}` has a meaning in a {Configs} block only, so it matches nothing");
            return [];
        }

        // Full access to the children of a template includes making them.
        if (actions == model.Bits(type)) actions |= model.ActionBits[type.Creation!];
        var parent = new ResourceRef(Templates, id.Text[Children.Length..]);
        return [new Statement(Effect.Allow, type.Name, ActionSet.Of(actions), new ParentSelector(parent, id.Text))];
    }
}
