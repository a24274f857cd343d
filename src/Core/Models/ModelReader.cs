using System.Collections.Frozen;
using OrleansAcl.Conditions;
using OrleansAcl.Documents;

namespace OrleansAcl.Models;

/// <summary>Reads a model file. The grammar is in docs/models.md; every complaint names the field and the line.</summary>
public static class ModelReader
{
    /// <summary>The type every model has for checks about the tenant itself, such as <c>administer system:</c>.</summary>
    internal const string SystemType = "system";

    /// <summary>Reads a model file's text.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidModel"/>.</exception>
    public static Model Read(string yaml, IModelParts parts)
    {
        try
        {
            return Read(Yaml.Parse(yaml), yaml, parts);
        }
        catch (AclException e) when (e.Code is ErrorCodes.InvalidDocument or ErrorCodes.UnknownAction or ErrorCodes.UnknownType)
        {
            throw new AclException(ErrorCodes.InvalidModel, e.Detail, e.Place, e);
        }
    }

    private static Model Read(Node file, string source, IModelParts parts)
    {
        file.RequireMap("model!", "description", "settings", "ignore_case", "uris", "types!", "acl", "levels", "principals", "documents",
            "facts", "grants", "commands", "ladder!", "operations", "first", "guards");
        var types = new TypeReader(file["types"]!).Read();
        var bits = types.SelectMany(t => t.Creation is { } c ? t.Actions.Append(c) : t.Actions).Distinct(StringComparer.Ordinal).ToList();
        if (bits.Count > AclLimits.ActionsPerModel) throw file["types"]!.Invalid($"a model may declare at most {AclLimits.ActionsPerModel} actions, not {bits.Count}");
        var model = new Model
        {
            Name = file["model"]!.AsName(),
            Description = file["description"]?.AsString() ?? "",
            Source = source,
            Settings = file["settings"] is { } settings ? RequireMap(settings) : Node.Map(),
            IgnoresCase = file["ignore_case"]?.AsBoolean() ?? false,
            ActionBits = bits.Select((name, i) => (name, 1UL << i)).ToFrozenDictionary(b => b.name, b => b.Item2, StringComparer.Ordinal),
            Documents = Documents(file["documents"], parts),
            Principals = Principals(file["principals"]),
            Acl = file["acl"] is { } acl ? Acl(acl) : null,
            Levels = file["levels"] is { } levels ? LevelReader.Read(levels) : null,
            Uris = file["uris"] is { } uris ? Uris(uris) : null,
            Commands = file["commands"] is { } commands
                ? parts.Commands(commands.AsName()) ?? throw commands.Invalid($"there is no command line `{commands.Text}`")
                : null,
            Facts = file["facts"] is { } facts ? FactTypes.Read(facts) : FactTypes.Open,
            Grants = Grants(file["grants"]),
        };
        var comparer = model.IgnoresCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        model.AllTypes = types;
        if (types.GroupBy(t => t.Name, comparer).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw file["types"]!.Invalid($"`{twice.Key}` stands twice when case is ignored");
        model.TypesByName = types.ToFrozenDictionary(t => t.Name, comparer);
        foreach (var type in types)
        {
            var actions = type.Creation is { } creation ? type.Actions.Append(creation).Distinct(comparer) : type.Actions.Distinct(comparer);
            type.ActionsByName = actions.ToFrozenDictionary(a => a, a => (a, model.ActionBits[a]), comparer);
        }

        new LadderReader(model, file["ladder"]!).Read();
        var operations = new OperationReader(model, file["first"]);
        model.Operations = operations.Read(file["operations"]).ToFrozenDictionary(StringComparer.Ordinal);
        model.Guards = operations.ReadGuards(file["guards"]).ToFrozenDictionary(StringComparer.Ordinal);
        new ModelValidator(model, file).Validate();
        return model;
    }

    private static Node RequireMap(Node node)
    {
        node.AsMap();
        return node;
    }

    private static FrozenDictionary<string, IDocumentFormat> Documents(Node? node, IModelParts parts) =>
        (node?.AsMap() ?? Node.Map().Entries).ToFrozenDictionary(
            e => e.Key,
            e => parts.Format(e.Value.AsName()) ?? throw e.Value.Invalid($"there is no document format `{e.Value.Text}`"),
            StringComparer.Ordinal);

    private static PrincipalRules Principals(Node? node)
    {
        if (node is null) return new PrincipalRules();
        node.RequireMap("groups", "token_roles", "builtin_roles", "bind");
        return new PrincipalRules
        {
            Groups = node["groups"]?.AsBoolean() ?? true,
            TokenRolesReplaceAll = node["token_roles"] is { } token && (token.AsName() switch
            {
                "replace_all" => true,
                "replace_direct" => false,
                _ => throw token.Invalid("expected `replace_all` or `replace_direct`"),
            }),
            BuiltInRoles = node["builtin_roles"]?.AsStrings() ?? [],
            Binds = (node["bind"]?.AsMap() ?? Node.Map().Entries).ToDictionary(e => e.Key, e => e.Value.AsStrings()),
        };
    }

    private static AclRules Acl(Node node)
    {
        node.RequireMap("all", "specific_first", "complete");
        return new AclRules(node["all"]?.AsName() ?? "*", node["specific_first"]?.AsBoolean() ?? false, node["complete"]?.AsBoolean() ?? false);
    }

    private static UriRules Uris(Node node)
    {
        node.RequireMap("relative_to!", "absolute_only");
        return new UriRules(node["relative_to"]!.AsStrings(), node["absolute_only"]?.AsStrings() ?? []);
    }

    private static GrantTarget Grants(Node? node) => node?.AsName() switch
    {
        null or "none" => GrantTarget.None,
        "acl" => GrantTarget.Acl,
        "role" => GrantTarget.Role,
        "levels" => GrantTarget.Levels,
        _ => throw node.Invalid("expected `none`, `acl`, `role` or `levels`"),
    };
}
