using System.Collections.Immutable;
using OrleansAcl.Documents;
using OrleansAcl.Embedded.Storage;
using OrleansAcl.Models;
using OrleansAcl.Policies;
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
            var node = Json.Parse(System.Text.Encoding.UTF8.GetBytes(record.Body!), int.MaxValue);
            if (record.Kind == TenantRecords.Definition)
                _tenants[record.Tenant] = Tenancy.From(TenantId.Parse(record.Tenant), node, models);
            else if (record.Kind == TenantRecords.Revision)
                _revisions[record.Tenant] = (node["revision"]!.AsInteger(), node["clock"]?.AsInstant());
            else
                Read(_tenants[record.Tenant].State, record, node);
        }
        catch (Exception e) when (e is AclException or KeyNotFoundException or NullReferenceException)
        {
            throw new AclException(ErrorCodes.StoreFailed, $"the record {record.Kind} `{record.Key}` of tenant `{record.Tenant}` cannot be read: {e.Message}", null, e);
        }
    }

    /// <summary>Everything is put at version 0, under whatever is published once all of it is there.</summary>
    private static void Read(TenantState tenant, StoredRecord record, Node node)
    {
        switch (record.Kind)
        {
            case TenantRecords.Principal:
                var principal = SubjectRef.Parse(record.Key);
                tenant.PrincipalSlot(principal).Stage(StateCodec.ReadPrincipal(node, principal, tenant), 0, 0);
                break;
            case TenantRecords.Set:
                var colon = record.Key.IndexOf(':');
                var key = new SetKey(record.Key[..colon], record.Key[(colon + 1)..]);
                tenant.SetSlot(key).Stage(StateCodec.ReadSet(node, key, tenant), 0, 0);
                break;
            case TenantRecords.Resource:
                var (type, reference) = tenant.Model.Resolve(ResourceRef.Parse(record.Key), tenant.Settings, Reach.Stored);
                tenant.ResourceSlot(type, reference).Stage(StateCodec.ReadResource(node, tenant, type), 0, 0);
                break;
            default:
                throw new AclException(ErrorCodes.StoreFailed, "its kind is unknown");
        }
    }

    /// <summary>The members of groups, from the memberships kept at the members; and what owners own.</summary>
    private static void Derive(TenantState tenant, long version)
    {
        var members = new Dictionary<SubjectRef, ImmutableHashSet<SubjectRef>.Builder>();
        foreach (var slot in ((string[])[SubjectRef.User, SubjectRef.Group]).SelectMany(tenant.Principals))
            foreach (var membership in slot.At(version).MemberOf)
                if (tenant.IsAlive(membership.Group, membership.Generation, version))
                    Of(members, membership.Group).Add(slot.Ref);
        foreach (var (group, set) in members) Put(tenant, group, s => s with { Members = set.ToImmutable() });
        foreach (var slot in tenant.Model.AllTypes.SelectMany(tenant.Resources))
            if (slot.At(version) is { Stored: true, ParentSlot: { } parent }) parent.Children++;
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
