using OrleansAcl.Documents;
using OrleansAcl.Embedded.Storage;
using OrleansAcl.State;

namespace OrleansAcl.Embedded;

/// <summary>Which record holds what, beside the entities of <see cref="EntityKey"/>. The kinds sort in the order they must be loaded in.</summary>
internal static class TenantRecords
{
    /// <summary>The tenant's definition.</summary>
    public const string Definition = "1-tenant";

    /// <summary>Its revision and where its clock stands.</summary>
    public const string Revision = "2-revision";

    /// <summary>The writes that make a draft durable.</summary>
    public static List<StoredRecord> Of(Draft draft)
    {
        var tenant = draft.Tenant.Tenant.Value;
        var records = new List<StoredRecord>();
        foreach (var slot in draft.Touched)
        {
            // Who is on a roster says so himself; it is worked out when everything is loaded.
            if (slot is ShardSlot) continue;
            var entity = EntityRecord.Of(slot, draft);
            records.Add(new StoredRecord(tenant, entity.Key.Kind, entity.Key.Key, entity.Body));
        }

        foreach (var entity in draft.Log) records.Add(new StoredRecord(tenant, entity.Key.Kind, entity.Key.Key, entity.Body));

        records.Add(RevisionOf(draft.Tenant.Tenant, draft.Version, draft.Clock));
        return records;
    }

    /// <summary>The write of a tenant's revision and of where its clock stands.</summary>
    public static StoredRecord RevisionOf(TenantId tenant, long version, DateTimeOffset? clock) => new(
        tenant.Value, Revision, "", Node.Map(("revision", Node.Of(version)), ("clock", clock is { } at ? Node.Of(at.ToString("O")) : null)).ToString());
}
