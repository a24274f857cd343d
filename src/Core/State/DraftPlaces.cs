using OrleansAcl.Lists;
using OrleansAcl.Models;
using OrleansAcl.Policies;

namespace OrleansAcl.State;

/// <summary>
/// The places and numbers that a draft makes for what nothing had named before it. Nobody else sees them: they become the tenant's when the draft is
/// kept (<see cref="TenantState.Adopt"/>), and are gone with it when it is dropped.
/// </summary>
internal sealed class DraftPlaces
{
    /// <summary>Resources.</summary>
    public Dictionary<(ResourceType Type, string Id), ResourceSlot> Resources { get; } = [];

    /// <summary>Users, groups and roles that can be asked about.</summary>
    public Dictionary<SubjectRef, PrincipalSlot> Principals { get; } = [];

    /// <summary>The same in the order of lists.</summary>
    public SortedPlaces<PrincipalSlot> InOrder { get; } = new();

    /// <summary>Permission sets.</summary>
    public Dictionary<SetKey, SetSlot> Sets { get; } = [];

    /// <summary>Shards of rosters.</summary>
    public Dictionary<(RosterKey Roster, int Number), ShardSlot> Shards { get; } = [];

    /// <summary>The numbers of lives.</summary>
    public Dictionary<(SubjectRef Subject, int Generation), int> Numbers { get; } = [];
}
