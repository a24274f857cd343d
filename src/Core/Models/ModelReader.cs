using System.Collections.Frozen;
using OrleansAcl.Documents;
using OrleansAcl.Operations;
using OrleansAcl.Selectors;
using OrleansAcl.State;

namespace OrleansAcl.Models;

/// <summary>What model files may name: the formats of documents and the command lines.</summary>
public interface IModelParts
{
    /// <summary>The document format of a name; null when there is none.</summary>
    IDocumentFormat? Format(string name);

    /// <summary>The command line of a name; null when there is none.</summary>
    internal ICommandLine? Commands(string name);
}

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
            "grants", "commands", "ladder!", "operations", "first", "guards");
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
        node.RequireMap("all", "specific_first");
        return new AclRules(node["all"]?.AsName() ?? "*", node["specific_first"]?.AsBoolean() ?? false);
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

/// <summary>Reads <c>types</c>.</summary>
internal sealed class TypeReader(Node types)
{
    /// <summary>The types in order, the system type last.</summary>
    public List<ResourceType> Read()
    {
        var read = types.AsMap().Select((e, i) => Type(e.Key, e.Value, i)).ToList();
        if (read.Any(t => t.Name == ModelReader.SystemType)) throw types.Invalid($"`{ModelReader.SystemType}` is a type every model has");
        read.Add(new ResourceType { Name = ModelReader.SystemType, Index = read.Count, Actions = ["administer"], Reach = Reach.Internal });
        return read;
    }

    private static ResourceType Type(string name, Node node, int index)
    {
        node.RequireMap("actions", "create", "open", "vocabulary", "id", "split", "parents", "reach", "decided_as", "namespace", "untagged");
        return new ResourceType
        {
            Name = name,
            Index = index,
            Actions = node["actions"]?.AsStrings() ?? [],
            Creation = node["create"]?.AsName(),
            OpenActions = node["open"]?.AsBoolean() ?? false,
            Vocabulary = (node["vocabulary"]?.AsMap() ?? Node.Map().Entries)
                .ToDictionary(e => e.Key, e => (IReadOnlyList<string>)e.Value.AsStrings(), StringComparer.Ordinal),
            Components = node["id"]?.AsStrings() ?? [],
            SplitAtLast = node["split"]?.AsName() switch
            {
                null or "first" => false,
                "last" => true,
                _ => throw node["split"]!.Invalid("expected `first` or `last`"),
            },
            Parents = node["parents"]?.AsStrings(),
            Reach = node["reach"]?.AsName() switch
            {
                null or "asked" => Reach.Asked,
                "stored" => Reach.Stored,
                "internal" => Reach.Internal,
                _ => throw node["reach"]!.Invalid("expected `asked`, `stored` or `internal`"),
            },
            DecidedAs = node["decided_as"] is { } seen ? Template.Parse(seen) : null,
            InNamespace = node["namespace"] is { } ns ? Template.Parse(ns) : null,
            Untagged = node["untagged"]?.AsBoolean() ?? false,
        };
    }
}

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
