using OrleansAcl.Models;
using OrleansAcl.State;

namespace OrleansAcl.Lists;

/// <summary>
/// Where candidates come from: the index, where all of a tenant is in memory; elsewhere the rosters that are stored with it, of which only those
/// that are asked for are loaded.
/// </summary>
/// <param name="view">The tenant at the version of the list.</param>
/// <param name="subject">Whose list it is.</param>
internal sealed class Sources(TenantView view, Closure subject)
{
    /// <summary>How many places whose states are not in memory are gone through at least before they are loaded, however short the page.</summary>
    private const int LoadedAtOnce = 16;

    private readonly TenantState _tenant = view.Tenant;
    private Dictionary<int, (SubjectRef Subject, int Generation)>? _lives;

    /// <summary>Whether it can be told what mentions somebody, and what lies in something.</summary>
    public bool AreComplete => !_tenant.IsSparse || _tenant.MentionsKept;

    /// <summary>Everything of a type.</summary>
    public IPlaces Of(ResourceType type) => Of(_tenant, type, view.Version);

    /// <summary>Everything of a type.</summary>
    public static IPlaces Of(TenantState tenant, ResourceType type, long version) => tenant.IsWhole(EntityKey.AllOf(type).Key)
        ? tenant.Index.Of(type)
        : new RosterPlaces(tenant, RosterKey.Index(EntityKey.AllOf(type).Key), version);

    /// <summary>
    /// Where places are in memory, until too many of them are not: with those the question has no answer, and is asked again when they are loaded. It
    /// may go on to half of what it had gone through, so that a long list is not begun again for every few.
    /// </summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="places">The places.</param>
    /// <param name="limit">Most items of the page; null for all.</param>
    public static IEnumerable<ResourceSlot> InMemory(TenantState tenant, IEnumerable<IPlace> places, int? limit)
    {
        var (seen, atOnce) = (0, Math.Max(LoadedAtOnce, limit ?? AclLimits.PageItems));
        foreach (var place in places)
        {
            if (Misses.Count > Math.Max(atOnce, seen / 2)) yield break;
            seen++;
            yield return place as ResourceSlot ?? ((NamedPlace)place).In(tenant);
        }
    }

    /// <summary>
    /// Places of a type of principals behind an id, rising. Where not all of them are in memory, only those in it, until too many are not: with those the
    /// question has no answer, as in <see cref="InMemory"/>.
    /// </summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="type">The type.</param>
    /// <param name="after">The id; null for the first.</param>
    /// <param name="version">The version that is asked.</param>
    /// <param name="limit">Most items of the page; null for all.</param>
    public static IEnumerable<PrincipalSlot> Principals(TenantState tenant, string type, string? after, long version, int? limit)
    {
        tenant.RequirePrincipals(type);
        var index = EntityKey.AllOf(type).Key;
        if (tenant.IsWhole(index)) return tenant.Principals(type, after);
        return Known(new RosterPlaces(tenant, RosterKey.Index(index), version, static reference => new NamedSubject(reference)).Rising(type, after));

        IEnumerable<PrincipalSlot> Known(IEnumerable<IPlace> places)
        {
            var (seen, atOnce) = (0, Math.Max(LoadedAtOnce, limit ?? AclLimits.PageItems));
            foreach (var place in places)
            {
                if (Misses.Count > Math.Max(atOnce, seen / 2)) yield break;
                seen++;
                if (tenant.FindPrincipal(((NamedSubject)place).Ref) is { } slot) yield return slot;
            }
        }
    }

    /// <summary>What of a type may mention somebody in his present life; null for nothing.</summary>
    public static IPlaces? Mentioning(TenantState tenant, ResourceType type, PrincipalState state, long version) => !tenant.IsSparse
        ? tenant.Index.Mentioning(state.SubjectId)
        : tenant.MentionsKept ? new RosterPlaces(tenant, RosterKey.Mentioning(state.Ref, state.Generation), version) : Of(tenant, type, version);

    /// <summary>What mentions somebody of the closure; null for nothing.</summary>
    public IPlaces? Mentioning(int subjectId)
    {
        if (!_tenant.IsSparse) return _tenant.Index.Mentioning(subjectId);
        return (_lives ??= Lives()).TryGetValue(subjectId, out var life)
            ? new RosterPlaces(_tenant, RosterKey.Mentioning(life.Subject, life.Generation), view.Version)
            : null;
    }

    /// <summary>What lies in a resource; null for nothing.</summary>
    public IPlaces? Inside(IPlace parent) => parent switch
    {
        ResourceSlot slot when !_tenant.IsSparse => _tenant.Index.Inside(slot),
        ResourceSlot slot => new RosterPlaces(_tenant, RosterKey.Inside(slot.Ref), view.Version),
        NamedPlace named => new RosterPlaces(_tenant, RosterKey.Inside(named.Ref), view.Version),
        _ => null,
    };

    /// <summary>The place of an id; null when nothing ever had it.</summary>
    public IPlace? Slot(ResourceType type, string id) => _tenant.IsSparse
        ? _tenant.Slot(type, _tenant.Model.Uris is null ? ResourceRef.Plain(type.Name, id) : ResourceRef.Uri(type.Name, id))
        : _tenant.FindResource(type, id);

    private Dictionary<int, (SubjectRef, int)> Lives()
    {
        var lives = new Dictionary<int, (SubjectRef, int)>();
        foreach (var who in subject.Groups.Prepend(subject.Self))
            if (_tenant.FindPrincipal(who)?.At(view.Version) is { } state) lives[state.SubjectId] = (who, state.Generation);
        return lives;
    }
}
