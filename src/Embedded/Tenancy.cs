using OrleansAcl.Documents;
using OrleansAcl.Embedded.Storage;
using OrleansAcl.Requests;
using OrleansAcl.State;

namespace OrleansAcl.Embedded;

/// <summary>A tenant with the definition it was made from.</summary>
internal sealed class Tenancy(TenantId tenant, TenantBlueprint blueprint)
{
    /// <summary>All that is known of it.</summary>
    public TenantState State { get; } = blueprint.Build(tenant);

    /// <summary>What it is.</summary>
    public TenantInfo Info => blueprint.Info(State.Tenant, State.Current.Clock, State.Current.Version);

    /// <summary>The definition as stored.</summary>
    public StoredRecord Record => new(State.Tenant.Value, TenantRecords.Definition, "", blueprint.Definition.ToString());

    /// <summary>Whether both were made from the same definition.</summary>
    public bool IsSameAs(TenantBlueprint other) => blueprint.Definition.ValueEquals(other.Definition);
}
