using OrleansAcl.Changes;
using OrleansAcl.Documents;
using OrleansAcl.State;

namespace OrleansAcl.Models.Apolo;

/// <summary>One permission in a list.</summary>
/// <param name="Resource">On what.</param>
/// <param name="Level">The level, roles expanded.</param>
/// <param name="Own">What is held of it without any role; null for nothing.</param>
/// <param name="To">Whose it is in a list of what is shared; null in a list of what one principal has.</param>
internal readonly record struct ApoloPermission(ResourceRef Resource, int Level, int? Own, string? To)
{
    /// <summary>Everything a principal has, roles expanded; of several levels on one URI the highest.</summary>
    public static IEnumerable<ApoloPermission> HeldBy(CommandScope scope, SubjectRef principal) => scope.Levels(principal)
        .SelectMany(held => held.Index.All.Select(l => (Ref: ResourceRef.Uri(l.Type, l.Path), l.Level, IsOwn: IsOf(held, principal))))
        .GroupBy(l => l.Ref)
        .Select(g => new ApoloPermission(g.Key, g.Max(l => l.Level), g.Max(l => l.IsOwn ? l.Level : (int?)null), null));

    /// <summary>Whether it is held by no role, or by the one that is asked about.</summary>
    private static bool IsOf(HeldLevels held, SubjectRef principal) => held.Through is null || held.Through == principal.Id;

    /// <summary>What others were granted on URIs the principal manages.</summary>
    public static IEnumerable<ApoloPermission> SharedBy(CommandScope scope, SubjectRef principal)
    {
        var levels = scope.Levels(principal);
        var manage = scope.Model.Levels!.OwnerLevel;
        bool Manages(ResourceRef resource) => levels.Any(l => l.Index.Highest(resource.Type, resource.Id, out _) >= manage);
        return scope.Grantees()
            .Where(other => other.Ref != principal)
            .SelectMany(other => other.Grants.Where(g => Manages(g.Resource)).Select(g => new ApoloPermission(g.Resource, g.Level, null, other.Ref.Id)));
    }

    /// <summary>
    /// Its line: <c>URI LEVEL</c>, with the grantee after it. As a row <c>[URI, LEVEL, OWN]</c>, empty for nothing, or <c>[URI, LEVEL, GRANTEE]</c>.
    /// </summary>
    public string Line(string uri, CommandScope scope)
    {
        var order = scope.Model.Levels!.Order;
        if (scope.Rows) return Node.List([uri, order[Level], To ?? (Own is { } own ? order[own] : "")]).ToString();
        return To is null ? $"{uri} {order[Level]}" : $"{uri} {order[Level]} {To}";
    }
}
