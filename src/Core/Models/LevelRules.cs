using OrleansAcl.Documents;
using OrleansAcl.Selectors;
using OrleansAcl.State;

namespace OrleansAcl.Models;

/// <summary>Ordered levels on subtrees, and roles that are themselves shared by level.</summary>
internal sealed record LevelRules
{
    /// <summary>The levels, lowest first; each allows the action of its name and of every lower one. The first allows nothing.</summary>
    public required IReadOnlyList<string> Order { get; init; }

    /// <summary>The level of a grant that names none.</summary>
    public required int Default { get; init; }

    /// <summary>What an owner has on what he owns and below.</summary>
    public required int OwnerLevel { get; init; }

    /// <summary>The levels people may give; the system may record any.</summary>
    public required IReadOnlyList<int> Grantable { get; init; }

    /// <summary>The action that is also allowed above something that allows it.</summary>
    public string? ShownUpwards { get; init; }

    /// <summary>The type whose resources are roles.</summary>
    public required string RoleType { get; init; }

    /// <summary>The level on exactly a role that gives what the role has.</summary>
    public required int ExpandAt { get; init; }

    /// <summary>What a role's name must look like.</summary>
    public required Selector RoleName { get; init; }

    /// <summary>What every user has, <c>{user}</c> being his id.</summary>
    public IReadOnlyList<(string Type, string Id, int Level)> Implied { get; init; } = [];

    /// <summary>Roles that exist without being stored, with fixed levels; settings in braces.</summary>
    public Dictionary<string, List<(string Type, string Id, int Level)>> DefaultRoleTemplates { get; init; } = [];

    /// <summary>The name of the role that has always exactly the levels of a user, <c>{user}</c> being his id and last; null for none.</summary>
    public string? UserRoleTemplate { get; init; }

    /// <summary>The level an action needs.</summary>
    public int Needed(string action)
    {
        for (var i = 0; i < Order.Count; i++)
            if (Order[i] == action) return i;
        return int.MaxValue;
    }

    /// <summary>The level of a name.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.UnknownAction"/>.</exception>
    public int Level(Node name) => Needed(name.AsString()) is var level and < int.MaxValue
        ? level
        : throw name.Refused(ErrorCodes.UnknownAction, $"`{References.Shown(name.Text)}` is not a level; expected one of {string.Join(", ", Order)}");

    /// <summary>What a user has by being one.</summary>
    public IEnumerable<LevelGrant> ImpliedFor(string user) =>
        Implied.Select(i => new LevelGrant(ResourceRef.Uri(i.Type, i.Id.Replace("{user}", user, StringComparison.Ordinal)), i.Level));

    /// <summary>The levels of a role that exists without being stored; null when the name is not one.</summary>
    public IReadOnlyList<LevelGrant>? DefaultRole(string role, Node settings)
    {
        foreach (var (name, levels) in DefaultRoleTemplates)
            if (Fill(name, settings) == role) return [.. levels.Select(l => new LevelGrant(ResourceRef.Uri(l.Type, Fill(l.Id, settings)), l.Level))];
        return null;
    }

    /// <summary>The name of the default role that has always exactly the levels of a user; null for none.</summary>
    public string? RoleOf(string user, Node settings) =>
        UserRoleTemplate is { } template ? Fill(template, settings).Replace("{user}", user, StringComparison.Ordinal) : null;

    /// <summary>The user whose levels a default role has; null when the name is not one.</summary>
    public SubjectRef? UserOf(string role, Node settings)
    {
        if (UserRoleTemplate is not { } template) return null;
        var prefix = Fill(template, settings).Replace("{user}", "", StringComparison.Ordinal);
        return role.StartsWith(prefix, StringComparison.Ordinal) && role.Length > prefix.Length
            ? new SubjectRef(SubjectRef.User, role[prefix.Length..])
            : null;
    }

    private static string Fill(string template, Node settings) => settings.Entries.Aggregate(
        template, (text, s) => text.Replace($"{{{s.Key}}}", s.Value.ScalarText, StringComparison.Ordinal));
}
