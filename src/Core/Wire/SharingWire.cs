using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Wire;

/// <summary>
/// By what rights on single resources are given: <c>{lists: {all, specific_first, complete}, levels: {order, grantable, default, role_type}, binds}</c>, and
/// who may do everything with resources of a type: <c>{flag, groups, roles}</c>.
/// </summary>
internal static class SharingWire
{
    /// <summary>Reads the one; nothing is given where it is left out.</summary>
    public static SharingInfo Read(Node? node)
    {
        if (node is null) return new SharingInfo();
        node.RequireMap("lists", "levels", "binds");
        return new SharingInfo
        {
            Lists = node["lists"] is { } lists ? ReadLists(lists) : null,
            Levels = node["levels"] is { } levels ? ReadLevels(levels) : null,
            Binds = (node["binds"]?.AsMap() ?? Node.Map().Entries).ToDictionary(kind => kind.Key, IReadOnlyList<string> (kind) => kind.Value.AsStrings()),
        };
    }

    /// <summary>Writes it; nothing where nothing is given.</summary>
    public static Node? Write(SharingInfo sharing) => sharing is { Lists: null, Levels: null, Binds.Count: 0 } ? null : Node.Map(
        ("lists", sharing.Lists is { } lists ? Node.Map(
            ("all", Node.Of(lists.All)), ("specific_first", Node.Of(lists.NamedFirst)), ("complete", Node.Of(lists.Complete))) : null),
        ("levels", sharing.Levels is { } levels ? Node.Map(
            ("order", Node.List(levels.Order)), ("grantable", Node.List(levels.Grantable)), ("default", Node.Of(levels.Default)), ("role_type", Node.Of(levels.RoleType))) : null),
        ("binds", sharing.Binds.Count == 0 ? null : Node.Map(sharing.Binds.Select(kind => (kind.Key, (Node?)Node.List(kind.Value))))));

    /// <summary>Reads the other; nobody where it is left out.</summary>
    public static AdministratorInfo ReadAdministrators(Node? node)
    {
        if (node is null) return AdministratorInfo.None;
        node.RequireMap("flag!", "groups!", "roles!");
        return new AdministratorInfo(node["flag"]!.AsBoolean(), node["groups"]!.AsStrings(), node["roles"]!.AsStrings());
    }

    /// <summary>Writes it; nothing where there is nobody.</summary>
    public static Node? Write(AdministratorInfo administrators) => !administrators.IsAny ? null : Node.Map(
        ("flag", Node.Of(administrators.Flag)), ("groups", Node.List(administrators.Groups)), ("roles", Node.List(administrators.Roles)));

    private static ListRules ReadLists(Node node)
    {
        node.RequireMap("all!", "specific_first!", "complete!");
        return new ListRules(node["all"]!.AsString(), node["specific_first"]!.AsBoolean(), node["complete"]!.AsBoolean());
    }

    private static GrantedLevels ReadLevels(Node node)
    {
        node.RequireMap("order!", "grantable!", "default!", "role_type!");
        return new GrantedLevels(node["order"]!.AsStrings(), node["grantable"]!.AsStrings(), node["default"]!.AsString(), node["role_type"]!.AsString());
    }
}
