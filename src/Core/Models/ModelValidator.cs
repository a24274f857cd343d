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

    /// <summary>The events there are, each with what the places of its guard's checks may name.</summary>
    private static readonly Dictionary<string, string[]> Events = new(StringComparer.Ordinal)
    {
        ["user.create"] = ["name", "user"], ["user.update"] = ["name", "user"], ["user.delete"] = ["name", "user"],
        ["user.admin"] = ["name", "user"],
        ["group.create"] = ["name", "group"], ["group.update"] = ["name", "group"], ["group.members"] = ["name", "group"],
        ["group.delete"] = ["name", "group"],
        ["role.create"] = ["name"], ["role.update"] = ["name"], ["role.content"] = ["name", "resource"], ["role.delete"] = ["name"],
        ["policy.create"] = ["name"], ["policy.update"] = ["name"], ["policy.delete"] = ["name"],
        ["policy_collection.create"] = ["name"], ["policy_collection.update"] = ["name"], ["policy_collection.delete"] = ["name"],
        ["object_policy"] = ["resource", "type"],
        ["resource.create"] = ["resource", "type", "parent", "owner"], ["resource.adopt"] = ["resource", "type", "parent", "owner"],
        ["resource.update"] = ["resource", "type", "parent", "owner"], ["resource.move"] = ["resource", "type", "parent", "owner"],
        ["resource.own"] = ["resource", "type", "parent", "owner"], ["resource.delete"] = ["resource", "type"],
        ["acl"] = ["resource", "type"],
        ["bind"] = ["name", "to", "to_type", "to_id"], ["unbind"] = ["name", "to", "to_type", "to_id"],
        ["grant"] = ["resource", "type", "to", "to_type", "to_id"], ["revoke"] = ["resource", "type", "to", "to_type", "to_id"],
        ["principal.see"] = ["resource"],
    };

    /// <summary>Refuses a model whose sections do not fit together.</summary>
    public void Validate()
    {
        if (model.Grants == GrantTarget.Acl && model.Acl is null) throw file["grants"]!.Invalid("grants of entries need `acl`");
        if (model.Grants == GrantTarget.Levels && model.Levels is null) throw file["grants"]!.Invalid("grants of levels need `levels`");
        if (model.Levels is not null && model.Uris is null) throw file["levels"]!.Invalid("levels need `uris`");
        foreach (var verb in file["documents"]?.Entries ?? Node.Map().Entries)
            if (!DocumentVerbs.Contains(verb.Key)) throw verb.Value.Invalid($"there is no verb `{verb.Key}`; expected {string.Join(", ", DocumentVerbs)}");
        foreach (var (verb, format) in model.Documents)
            if (format.Lacking(model) is { } lacking) throw file["documents"]![verb]!.Invalid($"documents of this format need {lacking}");
        if (model.Commands?.Lacking(model) is { } missing) throw file["commands"]!.Invalid($"these commands need {missing}");
        foreach (var setting in file.At("uris", "relative_to")?.Items ?? [])
            if (model.Settings[setting.Text] is null) throw setting.Invalid($"there is no setting `{setting.Text}`");
        if (model.Grants == GrantTarget.Role && model.Documents.GetValueOrDefault("role") is not IGrantableFormat)
            throw file["grants"]!.Invalid("grants on roles need `role` documents of a format that can be granted to");
        foreach (var kind in file.At("principals", "bind")?.Entries ?? Node.Map().Entries)
            if (kind.Key is not ("role" or "policy")) throw kind.Value.Invalid("only a `role` or a `policy` is bound");
        foreach (var (name, node) in file["types"]!.Entries) Type(model.TypesByName[name], node);
        foreach (var (name, node) in file["operations"]?.Entries ?? Node.Map().Entries) Operation(model.Operations[name], node);
        foreach (var (name, node) in file["guards"]?.Entries ?? Node.Map().Entries) Guard(name, node);
    }

    private void Type(ResourceType type, Node node)
    {
        // A reference ends its type at the first colon: `a:b` + `1` and `a` + `b:1` would be one text.
        if (type.Name.Length == 0 || type.Name.Contains(':') || type.Name.Any(char.IsControl)) throw node.Invalid("a type's name is not empty and has no `:` and no control characters");
        // `delete: user:ann` means the principal, so a resource of that name could not be deleted once it was stored.
        if (model.Uris is null && !type.Unstored && type.Name is ("user" or "group" or "role" or "policy" or "policy_collection"))
            throw node.Invalid($"`{type.Name}` is what principals and documents are called; a type of that name must have `reach: unstored`");
        if (type.Components.Count > 2) throw node["id"]!.Invalid("an id has at most two parts");
        if (node["shown_by"] is { } shown && !type.OpenActions && !type.Actions.Contains(shown.AsName()))
            throw shown.Invalid($"there is no action `{shown.Text}` of `{type.Name}`");
        foreach (var parent in node["parents"]?.Items ?? []) RequireType(parent);
        Require((type.DecidedAs?.Names ?? []).Concat(type.InNamespace?.Names ?? []), ["id", .. type.Components], node);
        if (type.DecidedAs is not { } seen) return;
        var colon = seen.Text.IndexOf(':');
        if (colon <= 0 || !model.TypesByName.ContainsKey(seen.Text[..colon]))
            throw node["decided_as"]!.Invalid("expected `type:` of this model, then what its id is to be");
    }

    private void RequireType(Node name)
    {
        if (!model.TypesByName.ContainsKey(name.AsName())) throw name.Invalid($"there is no type `{name.Text}`");
    }

    private void Operation(Operation operation, Node node)
    {
        // A name is a segment of a path.
        if (operation.Name is "" or "." or ".." || operation.Name.AsSpan().ContainsAny('/', '%')) throw node.Invalid("an operation's name is not empty, no `.` or `..`, and has no `/` and no `%`");
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
        // A guard of several events may name only what all of them have.
        var covered = Events.Where(e => name == "*" || e.Key == name || (name.EndsWith(".*", StringComparison.Ordinal) && e.Key.StartsWith(name[..^1], StringComparison.Ordinal))).ToList();
        if (covered.Count == 0) throw node.Invalid($"there is no event `{name}`; expected {string.Join(", ", Events.Keys)}, a verb with .*, or *");
        var values = covered.Select(e => (IEnumerable<string>)e.Value).Aggregate((all, values) => all.Intersect(values));
        Checks(model.Guards[name].Checks, node, [.. Anywhere, .. values], []);
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
        Reference(check, node);
    }

    /// <summary>The type and the action of a check, as far as they stand there and are not filled in.</summary>
    private void Reference(OperationCheck check, Node node)
    {
        var colon = check.Resource.Text.IndexOf(':');
        var name = colon > 0 ? check.Resource.Text[..colon] : "{";
        ResourceType? type = null;
        if (!name.Contains('{') && !model.TypesByName.TryGetValue(name, out type)) throw node.Invalid($"there is no type `{name}`");
        if (check.Action.Names.Any()) return;
        var types = type is null ? model.AllTypes : [type];
        if (!types.Any(t => t.OpenActions || t.ActionsByName.ContainsKey(check.Action.Text)))
            throw node.Invalid($"there is no action `{check.Action}`{(type is null ? "" : $" of `{type.Name}`")}");
    }

    private static void Condition(OperationCondition condition, string[] names, Node node) =>
        Require(condition.Left.Names.Concat(condition.Right?.Names ?? []), names, node);

    private static void Require(IEnumerable<string> places, string[] names, Node node)
    {
        foreach (var place in places)
            if (!names.Contains(place)) throw node.Invalid($"`{{{place}}}` is nothing here; expected one of {string.Join(", ", names)}");
    }
}
