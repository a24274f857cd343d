namespace OrleansAcl.State;

/// <summary>The rosters of a tenant that is wholly in memory, worked out from what is kept at those who are on them.</summary>
internal static class DerivedRosters
{
    /// <summary>Puts the members of groups and what owners own into memory.</summary>
    public static void Load(TenantState tenant, long version)
    {
        var rosters = new Dictionary<RosterKey, Dictionary<int, List<string>>>();
        foreach (var slot in ((string[])[SubjectRef.User, SubjectRef.Group]).SelectMany(tenant.Principals))
            foreach (var membership in slot.At(version).MemberOf)
                if (tenant.IsAlive(membership.Group, membership.Generation, version))
                    Shard(rosters, RosterKey.MembersOf(membership.Group, membership.Generation), membership.Shard).Add(slot.Ref.ToString());
        foreach (var slot in tenant.Model.Levels is null ? [] : tenant.Model.Types.SelectMany(tenant.Resources))
            if (slot.At(version) is { Stored: true, Owner: { } owner } state && tenant.IsAlive(owner, state.OwnerGeneration, version))
                Shard(rosters, RosterKey.OwnedBy(owner, state.OwnerGeneration), state.OwnedShard).Add(slot.Ref.ToString());
        foreach (var (key, shards) in rosters) Roster.Load(tenant, key, shards);
    }

    private static List<string> Shard(Dictionary<RosterKey, Dictionary<int, List<string>>> rosters, RosterKey key, int number)
    {
        if (!rosters.TryGetValue(key, out var shards)) rosters[key] = shards = [];
        if (!shards.TryGetValue(number, out var entries)) shards[number] = entries = [];
        return entries;
    }
}
