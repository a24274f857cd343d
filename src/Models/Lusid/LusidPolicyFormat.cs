using OrleansAcl.Documents;
using OrleansAcl.Policies;
using OrleansAcl.Selectors;

namespace OrleansAcl.Models.Lusid;

/// <summary>Reads LUSID access policies.</summary>
internal sealed class LusidPolicyFormat : IDocumentFormat
{
    private const string IdSelector = "idSelectorDefinition";
    private const string AllSelector = "matchAllSelectorDefinition";
    private const string MetadataSelector = "metadataSelectorDefinition";
    private const string PolicySelector = "policySelectorDefinition";

    /// <inheritdoc/>
    public DocumentContent Read(string verb, Node document, Model model, Node settings)
    {
        document.RequireMap("code!", "scope", "description", "applications", "grant!", "selectors!", "for", "if", "when", "how", "templateMetadata");
        document["description"]?.AsString();
        document["applications"]?.AsStrings();
        var effect = document["grant"]!.AsString() switch
        {
            "Allow" => Effect.Allow,
            "Deny" => Effect.Deny,
            _ => throw document["grant"]!.Invalid("expected `Allow` or `Deny`"),
        };
        List<Condition> conditions = [];
        if (document["when"] is { } when) conditions.Add(LusidIds.Window(when));
        conditions.AddRange((document["for"]?.AsList() ?? []).Select(LusidConditions.For));
        conditions.AddRange((document["if"]?.AsList() ?? []).Select(LusidConditions.If));
        return new DocumentContent.Set(new PermissionSet
        {
            Key = new SetKey(SetKey.Policy, LusidIds.Of(document)),
            Statements = [.. document["selectors"]!.AsList().SelectMany(s => Selector(s, effect, model))],
            Conditions = conditions,
        });
    }

    private static IEnumerable<Statement> Selector(Node node, Effect effect, Model model)
    {
        node.RequireMap(IdSelector, AllSelector, MetadataSelector, PolicySelector);
        if (node.Entries.Count != 1) throw node.Invalid("a selector has exactly one kind");
        var (kind, definition) = node.Entries.First();
        switch (kind)
        {
            case IdSelector:
                definition.RequireMap("identifier!", "actions!", "name", "description");
                definition["identifier"]!.AsMap();
                return Statements(definition, effect, model, (type, _) => Identifier(definition["identifier"]!, type), null);
            case AllSelector:
                definition.RequireMap("actions!", "name", "description");
                return Statements(definition, effect, model, (_, _) => AnySelector.Instance, null);
            case MetadataSelector:
                definition.RequireMap("expressions!", "actions!", "name", "description");
                return Statements(definition, effect, model, (_, _) => AnySelector.Instance, LusidMetadata.Read(definition["expressions"]!));
            default:
                // Delegated administration of policies: a mapping of its own kind, which selects nothing here.
                definition.AsMap();
                return [];
        }
    }

    private static List<Statement> Statements(
        Node definition, Effect effect, Model model, Func<ResourceType, Node, Selector> selector, Func<Node?, bool>? when)
    {
        var statements = new List<Statement>();
        foreach (var action in definition["actions"]!.AsList())
        {
            action.RequireMap("scope", "activity!", "entity!");
            action["scope"]?.AsString();
            var entity = action["entity"]!.AsName();
            action["activity"]!.AsName();
            // Entities of other applications are accepted and match nothing here.
            if (!model.TypesByName.TryGetValue(entity, out var type) || type.Reach != Reach.Asked) continue;
            statements.Add(new Statement(effect, type.Name, Activities(model, type, action["activity"]!), selector(type, action), when));
        }

        return statements;
    }

    /// <summary>The actions an activity stands for.</summary>
    private static ActionSet Activities(Model model, ResourceType type, Node activity)
    {
        if (string.Equals(activity.Text, "Any", StringComparison.OrdinalIgnoreCase)) return ActionSet.Every;
        var name = type.Actions.FirstOrDefault(a => string.Equals(a, activity.Text, StringComparison.OrdinalIgnoreCase));
        return name is not null
            ? ActionSet.Of(model.ActionBits[name])
            : throw activity.Refused(ErrorCodes.UnknownAction, $"entity `{type.Name}` has no such activity; expected Any or {string.Join(", ", type.Actions)}");
    }

    private static Selector Identifier(Node identifier, ResourceType type)
    {
        var parts = type.Components.Count == 0 ? [] : type.Components;
        identifier.RequireMap([.. parts]);
        var values = parts.Select(part => identifier[part]?.AsString() is { } value && value != "*" ? value : null).ToArray();
        return values.All(v => v is null) ? AnySelector.Instance : new ComponentSelector(values);
    }
}
