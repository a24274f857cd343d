using System.Collections.Immutable;
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
                _tenants[record.Tenant] = new Tenancy(TenantId.Parse(record.Tenant), TenantBlueprint.Read(Whole(record.Body!), models));
            else if (record.Kind == TenantRecords.Revision && Json.Parse(record.Body!) is var node)
                _revisions[record.Tenant] = (node["revision"]!.AsInteger(), node["clock"]?.AsInstant());
            else
                new EntityRecord(new EntityKey(record.Kind, record.Key), record.Body).Put(_tenants[record.Tenant].State, 0, 0);
        }
        catch (Exception e) when (e is AclException or KeyNotFoundException or NullReferenceException or ArgumentException)
        {
            throw new AclException(ErrorCodes.StoreFailed, $"the record {record.Kind} `{record.Key}` of tenant `{record.Tenant}` cannot be read: {e.Message}", null, e);
        }
    }

    /// <summary>A body, which may be longer than any document that comes from outside.</summary>
    private static Node Whole(string body) => Json.Parse(System.Text.Encoding.UTF8.GetBytes(body), int.MaxValue);

    /// <summary>The members of groups, from the memberships kept at the members; and what owners own.</summary>
    private static void Derive(TenantState tenant, long version)
    {
        var members = new Dictionary<SubjectRef, ImmutableHashSet<SubjectRef>.Builder>();
        foreach (var slot in ((string[])[SubjectRef.User, SubjectRef.Group]).SelectMany(tenant.Principals))
            foreach (var membership in slot.At(version).MemberOf)
                if (tenant.IsAlive(membership.Group, membership.Generation, version))
                    Of(members, membership.Group).Add(slot.Ref);
        foreach (var (group, set) in members) Put(tenant, group, s => s with { Members = set.ToImmutable() });
        if (tenant.Model.Levels is null) return;

        var owned = new Dictionary<SubjectRef, ImmutableHashSet<ResourceRef>.Builder>();
        foreach (var slot in tenant.Model.Types.SelectMany(tenant.Resources))
            if (slot.At(version) is { Stored: true, Owner: { } owner } state && tenant.IsAlive(owner, state.OwnerGeneration, version)) Of(owned, owner).Add(slot.Ref);
        foreach (var (owner, set) in owned) Put(tenant, owner, s => s with { Owned = set.ToImmutable() });
    }

    private static ImmutableHashSet<T>.Builder Of<T>(Dictionary<SubjectRef, ImmutableHashSet<T>.Builder> sets, SubjectRef subject)
    {
        if (!sets.TryGetValue(subject, out var set)) sets[subject] = set = ImmutableHashSet.CreateBuilder<T>();
        return set;
    }

    private static void Put(TenantState tenant, SubjectRef subject, Func<PrincipalState, PrincipalState> change)
    {
        var slot = tenant.PrincipalSlot(subject);
        slot.Stage(change(slot.At(0)), 0, 0);
    }
}
