using OrleansAcl.Documents;
using OrleansAcl.Embedded.Storage;
using OrleansAcl.State;

namespace OrleansAcl.Embedded;

/// <summary>Which record holds what. The kinds sort in the order they must be loaded in.</summary>
internal static class TenantRecords
{
    /// <summary>The tenant's definition.</summary>
    public const string Definition = "1-tenant";

    /// <summary>Its revision and where its clock stands.</summary>
    public const string Revision = "2-revision";

    /// <summary>A user, group or role; the key is its reference.</summary>
    public const string Principal = "3-principal";

    /// <summary>A permission set; the key is its kind, a colon and its id.</summary>
    public const string Set = "4-set";

    /// <summary>A resource; the key is its reference.</summary>
    public const string Resource = "5-resource";

    /// <summary>The writes that make a draft durable.</summary>
    public static List<StoredRecord> Of(Draft draft)
    {
        var tenant = draft.Tenant.Tenant.Value;
        var records = new List<StoredRecord>();
        foreach (var slot in draft.Touched)
        {
            records.Add(slot switch
            {
                PrincipalSlot p => new(tenant, Principal, p.Ref.ToString(), StateCodec.Write(p.At(draft.Version))?.ToString()),
                SetSlot s => new(tenant, Set, $"{s.Key.Kind}:{s.Key.Id}", StateCodec.Write(s.At(draft.Version))?.ToString()),
                ResourceSlot r => new(tenant, Resource, r.Ref.ToString(), StateCodec.Write(r.At(draft.Version))?.ToString()),
                _ => throw new InvalidOperationException($"a {slot.GetType().Name} has no record"),
            });
        }

        var clock = draft.Clock is { } c ? Node.Of(c.ToString("O")) : null;
        records.Add(new StoredRecord(tenant, Revision, "", Node.Map(("revision", Node.Of(draft.Version)), ("clock", clock)).ToString()));
        return records;
    }
}
