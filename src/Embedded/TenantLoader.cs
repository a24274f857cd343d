using OrleansAcl.Documents;
using OrleansAcl.Embedded.Storage;
using OrleansAcl.Models;
using OrleansAcl.State;

namespace OrleansAcl.Embedded;

/// <summary>Rebuilds tenants from their records, which come in the order of their kinds, and then what is derived.</summary>
internal sealed class TenantLoader(IModelLibrary models)
{
    private readonly Dictionary<string, Tenancy> _tenants = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long Version, DateTimeOffset? Clock)> _revisions = new(StringComparer.Ordinal);

    /// <summary>Every tenant of a store.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.StoreFailed"/> for a record that cannot be read, naming it.</exception>
    public IEnumerable<Tenancy> Load(IRecordStore store, Action<long, long>? progress)
    {
        store.Load(Read, progress);
        foreach (var (name, tenancy) in _tenants)
        {
            var (version, clock) = _revisions.GetValueOrDefault(name, (0, tenancy.State.Current.Clock));
            Derive(tenancy.State, version);
            tenancy.State.LastStaged = version;
            tenancy.State.StagedClock = clock;
            tenancy.State.Publish(version, true, clock);
        }

        return _tenants.Values;
    }

    private void Read(StoredRecord record)
    {
        try
        {
            // Everything is put at version 0, under whatever is published once all of it is there.
            if (record.Kind == TenantRecords.Definition)
                _tenants[record.Tenant] = new Tenancy(TenantId.Parse(record.Tenant), TenantBlueprint.Read(Json.ParseOwn(record.Body!), models));
            else if (record.Kind == TenantRecords.Revision && Json.Parse(record.Body!) is var node)
                _revisions[record.Tenant] = (node["revision"]!.AsInteger(), node["clock"]?.AsInstant());
            else
                new EntityRecord(new EntityKey(record.Kind, record.Key), record.Body).Load(_tenants[record.Tenant].State, 0);
        }
        catch (Exception e) when (e is AclException or KeyNotFoundException or NullReferenceException or ArgumentException)
        {
            throw new AclException(ErrorCodes.StoreFailed, $"the record {record.Kind} `{record.Key}` of tenant `{record.Tenant}` cannot be read: {e.Message}", null, e);
        }
    }

    /// <summary>The rosters, from what is kept at those who are on them: members of groups, and what owners own.</summary>
    private static void Derive(TenantState tenant, long version)
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
