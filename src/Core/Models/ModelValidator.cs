using OrleansAcl.Documents;
using OrleansAcl.Operations;

namespace OrleansAcl.Models;

/// <summary>
/// What the sections of a model file say of each other: a name that means nothing is refused when the model is read, for a check that
/// is silently never asked is a hole.
/// </summary>
internal sealed class ModelValidator(Model model, Node file)
{
    private static readonly string[] Anywhere = ["caller", "namespace"];
    private static readonly string[] DocumentVerbs = ["role", "policy", "policy_collection", "object_policy"];

    /// <summary>What the places of a guard's checks may name, by the verb of its event.</summary>
    private static readonly Dictionary<string, string[]> EventValues = new(StringComparer.Ordinal)
    {
        ["user"] = ["name", "user"],
        ["group"] = ["name", "group"],
        ["role"] = ["name", "resource"],
        ["policy"] = ["name"],
        ["policy_collection"] = ["name"],
        ["object_policy"] = ["resource", "type"],
        ["resource"] = ["resource", "type", "parent", "owner"],
        ["acl"] = ["resource", "type"],
        ["bind"] = ["name", "to", "to_type", "to_id"],
        ["unbind"] = ["name", "to", "to_type", "to_id"],
        ["grant"] = ["resource", "type", "to", "to_type", "to_id"],
        ["revoke"] = ["resource", "type", "to", "to_type", "to_id"],
        ["principal"] = ["resource"],
    };

    /// <summary>The events there are, beside <c>verb.*</c> and <c>*</c>.</summary>
    private static readonly string[] Events =
    [
        "user.create", "user.update", "user.delete", "group.create", "group.update", "group.members", "group.delete",
        "role.create", "role.update", "role.content", "role.delete", "policy.create", "policy.update", "policy.delete",
        "policy_collection.create", "policy_collection.update", "policy_collection.delete", "object_policy",
        "resource.create", "resource.adopt", "resource.update", "resource.move", "resource.own", "resource.delete",
        "acl", "bind", "unbind", "grant", "revoke", "principal.see",
    ];

    /// <summary>Refuses a model whose sections do not fit together.</summary>
    public void Validate()
    {
        if (model.Grants == GrantTarget.Acl && model.Acl is null) throw file["grants"]!.Invalid("grants of entries need `acl`");
        if (model.Grants == GrantTarget.Levels && model.Levels is null) throw file["grants"]!.Invalid("grants of levels need `levels`");
        if (model.Levels is not null && model.Uris is null) throw file["levels"]!.Invalid("levels need `uris`");
        foreach (var verb in file["documents"]?.Entries ?? Node.Map().Entries)
            if (!DocumentVerbs.Contains(verb.Key)) throw verb.Value.Invalid($"there is no verb `{verb.Key}`; expected {string.Join(", ", DocumentVerbs)}");
        foreach (var kind in file.At("principals", "bind")?.Entries ?? Node.Map().Entries)
            if (kind.Key is not ("role" or "policy")) throw kind.Value.Invalid("only a `role` or a `policy` is bound");
        foreach (var (name, node) in file["types"]!.Entries) Type(model.TypesByName[name], node);
        foreach (var (name, node) in file["operations"]?.Entries ?? Node.Map().Entries) Operation(model.Operations[name], node);
        foreach (var (name, node) in file["guards"]?.Entries ?? Node.Map().Entries) Guard(name, node);
    }

    private void Type(ResourceType type, Node node)
    {
        if (type.Components.Count > 2) throw node["id"]!.Invalid("an id has at most two parts");
        foreach (var parent in node["parents"]?.Items ?? []) RequireType(parent);
        if (type.DecidedAs is not { } seen) return;
        var colon = seen.Text.IndexOf(':');
        if (colon <= 0 || !model.TypesByName.TryGetValue(seen.Text[..colon], out _))
            throw node["decided_as"]!.Invalid("expected `type:` of this model, then what its id is to be");
        Require(seen.Names.Concat(type.InNamespace?.Names ?? []), ["id", .. type.Components], node);
    }

    private void RequireType(Node name)
    {
        if (!model.TypesByName.ContainsKey(name.AsName())) throw name.Invalid($"there is no type `{name.Text}`");
    }

    private void Operation(Operation operation, Node node)
    {
        string[] arguments = [.. operation.Arguments.Select(a => a.Name)];
        foreach (var name in node["one_of"]?.Items ?? [])
            if (!arguments.Contains(name.Text)) throw name.Invalid($"there is no argument `{name.Text}`");
        foreach (var argument in operation.Arguments) Argument(argument, node["args"]![argument.Name]!, arguments);
        string[] names = [.. Anywhere, "operation", .. arguments];
        if (operation.Gate is { } gate) Check(gate, [.. names], [], file["first"]!);
        Checks(operation.Checks, node["checks"], names, [.. operation.Arguments.Where(a => a.IsList).Select(a => a.Name), "items"]);
        if (operation.Items is not { } items) return;
        foreach (var type in node.At("items", "types")?.Items ?? []) RequireType(type);
        foreach (var check in items.Checks)
            if (check.Each is not null) throw node["items"]!.Invalid("a check of items is asked of each item already");
        names = [.. names, "item"];
        foreach (var condition in items.Keep.Concat(items.Unless)) Condition(condition, names, node["items"]!);
        foreach (var check in items.Checks) Check(check, names, [], node["items"]!);
    }

    private void Argument(OperationArgument argument, Node node, string[] arguments)
    {
        if (argument.Default is { } fallback) Require(fallback.Names, arguments, node);
        if (model.TypesByName.ContainsKey(argument.Kind) || !argument.Kind.StartsWith(ArgumentKind.Mount, StringComparison.Ordinal)) return;
        var of = argument.Kind.Length > ArgumentKind.Mount.Length + 1 && argument.Kind[ArgumentKind.Mount.Length] == ':' ? argument.Kind[(ArgumentKind.Mount.Length + 1)..] : "";
        if (!model.TypesByName.ContainsKey(of)) throw node.Invalid("expected `mount:` and a type");
    }

    private void Guard(string name, Node node)
    {
        var verb = name.Split('.')[0];
        if (name != "*" && !Events.Contains(name) && !(name == $"{verb}.*" && Events.Any(e => e.StartsWith(verb + ".", StringComparison.Ordinal))))
            throw node.Invalid($"there is no event `{name}`; expected {string.Join(", ", Events)}, a verb with .*, or *");
        Checks(model.Guards[name].Checks, node, [.. Anywhere, .. EventValues.GetValueOrDefault(verb) ?? []], []);
    }

    private void Checks(IReadOnlyList<OperationCheck> checks, Node? node, string[] names, string[] lists)
    {
        for (var i = 0; i < checks.Count; i++) Check(checks[i], names, lists, node!.Items[i]);
    }

    private void Check(OperationCheck check, string[] names, string[] lists, Node node)
    {
        if (check.Each is { } each)
        {
            if (!lists.Contains(each)) throw node.Invalid($"`{each}` is no list argument, nor `items`");
            names = [.. names, "it"];
        }

        Template?[] templates = [check.Action, check.Resource, check.Parent, check.Report, check.Namespace?.Value];
        Require(templates.SelectMany(t => t?.Names ?? []), names, node);
        foreach (var condition in check.If.Concat(check.Unless)) Condition(condition, names, node);
        foreach (var other in check.Or) Check(other, names, lists, node);
        var colon = check.Resource.Text.IndexOf(':');
        var type = colon > 0 ? check.Resource.Text[..colon] : "{";
        if (!type.Contains('{') && !model.TypesByName.ContainsKey(type)) throw node.Invalid($"there is no type `{type}`");
    }

    private static void Condition(OperationCondition condition, string[] names, Node node) =>
        Require(condition.Left.Names.Concat(condition.Right?.Names ?? []), names, node);

    private static void Require(IEnumerable<string> places, string[] names, Node node)
    {
        foreach (var place in places)
            if (!names.Contains(place)) throw node.Invalid($"`{{{place}}}` is nothing here; expected one of {string.Join(", ", names)}");
    }
}
