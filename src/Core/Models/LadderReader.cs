using OrleansAcl.Documents;
using OrleansAcl.Ladders;
using OrleansAcl.Policies;

namespace OrleansAcl.Models;

/// <summary>Reads <c>ladder</c> and gives each type the rungs that speak of it, from the bottom up.</summary>
internal sealed class LadderReader(Model model, Node ladder)
{
    /// <summary>Sets the ladder of every type.</summary>
    public void Read()
    {
        var rungs = ladder.AsList();
        if (rungs.Count > AclLimits.Rungs) throw ladder.Invalid($"a ladder has at most {AclLimits.Rungs} rungs");
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rung in rungs) RequireRung(rung);
        var named = rungs.Select(r => Name(r, names)).ToList();
        foreach (var type in model.AllTypes)
        {
            Rung[] below = [];
            for (var i = rungs.Count - 1; i >= 0; i--)
                if (Applies(rungs[i], type)) below = [Make(named[i], Kind(rungs[i]).Key, Kind(rungs[i]).Value, type, below), .. below];
            type.Ladder = below;
        }
    }

    private static KeyValuePair<string, Node> Kind(Node rung) => rung.Entries.First();

    private static void RequireRung(Node rung)
    {
        if (rung.AsMap().Count != 1) throw rung.Invalid("a rung is a mapping with one key, its kind");
        var (kind, node) = Kind(rung);
        string[] keys = kind switch
        {
            "administrator" => ["flag", "groups", "roles"],
            "owner" => ["of", "unless"],
            "acl" => ["subjects", "inherit", "combine"],
            "roles" => ["combine"],
            "levels" => [],
            "boundary" => ["property!"],
            "prerequisite" => ["action!", "when!"],
            "everyone" => ["parent", "effect"],
            _ => throw node.Invalid($"`{References.Shown(kind)}` is not a kind of rung; expected administrator, owner, acl, roles, levels, boundary, prerequisite or everyone"),
        };
        node.RequireMap([.. keys, "name", "types", "actions", "except", .. kind == "prerequisite" ? (string[])[] : ["when"]]);
    }

    private static string Name(Node rung, HashSet<string> taken)
    {
        var (kind, node) = Kind(rung);
        var own = node["name"]?.AsName() ?? kind;
        var name = own;
        for (var i = 2; !taken.Add(name); i++) name = $"{own} {i}";
        return name;
    }

    /// <summary>Without <c>types</c> a rung speaks of every type that can be asked about; an administrator of internal ones too.</summary>
    private bool Applies(Node rung, ResourceType type)
    {
        var (kind, node) = Kind(rung);
        if (node["types"] is not { } types) return type.Reach != Reach.Internal || (kind == "administrator" && node["actions"] is null);
        foreach (var name in types.AsList())
            if (!model.TypesByName.ContainsKey(name.AsName())) throw name.Invalid($"there is no type `{name.Text}`");
        return types.Items.Any(name => ReferenceEquals(model.TypesByName[name.Text], type));
    }

    private Rung Make(string name, string kind, Node node, ResourceType type, Rung[] below)
    {
        var (actions, undeclared) = (Actions(node), node["actions"] is null);
        var when = kind != "prerequisite" && node["when"] is { } condition ? Terms.Parse(condition, model) : null;
        model.HasConditions |= when is not null;
        model.ReadsClock |= when is { ReadsClock: true };
        return kind switch
        {
            "administrator" => new AdministratorRung(
                node["flag"]?.AsBoolean() ?? false, node["groups"]?.AsStrings() ?? [], node["roles"]?.AsStrings() ?? [])
                { Name = name, Actions = actions, UndeclaredActions = undeclared, When = when },
            "owner" => new OwnerRung(
                Choice(node["of"], "self", "parent") == 1, Choice(node["unless"], "never", "denied_by_another") == 1)
                { Name = name, Actions = actions, UndeclaredActions = undeclared, When = when },
            "acl" => new AclRung(
                Choice(node["subjects"], "any", "users", "groups") switch { 1 => SubjectRef.User, 2 => SubjectRef.Group, _ => null },
                node["inherit"]?.AsBoolean() ?? false,
                (Combining)Choice(node["combine"], "deny_overrides", "permit_overrides", "nearest"))
                { Name = name, Actions = actions, UndeclaredActions = undeclared, When = when },
            "roles" => new RolesRung((RoleCombining)Choice(node["combine"], "permit_only", "deny_overrides", "ranked"))
                { Name = name, Actions = actions, UndeclaredActions = undeclared, When = when },
            "levels" => new LevelsRung(model.Levels ?? throw node.Invalid("the model has no `levels`"))
                { Name = name, Actions = actions, UndeclaredActions = undeclared, When = when },
            "boundary" => new BoundaryRung(node["property"]!.AsName()) { Name = name, Actions = actions, UndeclaredActions = undeclared, When = when },
            "prerequisite" => Prerequisite(name, node, type, below, actions),
            _ => new EveryoneRung(Choice(node["parent"], "any", "none") == 1, Choice(node["effect"], "allow", "deny") == 1)
                { Name = name, Actions = actions, UndeclaredActions = undeclared, When = when },
        };
    }

    private PrerequisiteRung Prerequisite(string name, Node node, ResourceType type, Rung[] below, ulong actions)
    {
        if (node["when"]!.AsMap().Count != 1) throw node["when"]!.Invalid("expected one key of the context with its value");
        var (key, value) = node["when"]!.Entries.First();
        var (action, bit) = Action(type, node["action"]!);
        return new PrerequisiteRung(action, key, value.ScalarText ?? throw value.Invalid("expected a plain value"))
        {
            Name = name, Actions = actions, UndeclaredActions = node["actions"] is null, ActionBit = bit, Below = below,
        };
    }

    private (string Name, ulong Bit) Action(ResourceType type, Node name)
    {
        try
        {
            return model.Action(type, name.AsName());
        }
        catch (AclException e) when (e.Place is null)
        {
            throw name.Refused(e.Code, e.Detail);
        }
    }

    private ulong Actions(Node node)
    {
        var actions = node["actions"] is { } only ? Bits(only) : ulong.MaxValue;
        return node["except"] is { } except ? actions & ~Bits(except) : actions;
    }

    private ulong Bits(Node names) => names.AsList().Aggregate(0UL, (bits, name) => bits | (model.ActionBits.TryGetValue(name.AsName(), out var bit)
        ? bit
        : throw name.Invalid($"no type declares the action `{name.Text}`")));

    private static int Choice(Node? node, params string[] choices)
    {
        if (node is null) return 0;
        var at = Array.IndexOf(choices, node.AsName());
        return at >= 0 ? at : throw node.Invalid($"expected {string.Join(", ", choices.Select(c => $"`{c}`"))}");
    }
}
