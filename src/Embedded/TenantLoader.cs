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
            DerivedRosters.Load(tenancy.State, version);
            tenancy.State.LastStaged = version;
            tenancy.State.StagedClock = clock;
            tenancy.State.StagedCounts = Counts.Of(tenancy.State, version);
            tenancy.State.Publish(version, true, clock, tenancy.State.StagedCounts);
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
}
