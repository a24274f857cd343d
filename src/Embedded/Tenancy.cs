using OrleansAcl.Documents;
using OrleansAcl.Embedded.Storage;
using OrleansAcl.Requests;
using OrleansAcl.State;

namespace OrleansAcl.Embedded;

/// <summary>A tenant with the definition it was made from.</summary>
internal sealed class Tenancy(TenantBlueprint blueprint, TenantState state)
{
    /// <summary>A tenant that is empty.</summary>
    public Tenancy(TenantId tenant, TenantBlueprint blueprint) : this(blueprint, blueprint.Build(tenant))
    {
    }

    /// <summary>The same tenant, no longer being filled.</summary>
    public Tenancy Opened(TenantBlueprint definition) => new(definition, State);

    /// <summary>All that is known of it.</summary>
    public TenantState State => state;

    /// <summary>What it was made from, or has become.</summary>
    public TenantBlueprint Blueprint => blueprint;

    /// <summary>The definition as stored.</summary>
    public Node Definition => blueprint.Definition;

    /// <summary>Whether it is still being filled.</summary>
    public bool Importing => blueprint.Importing;

    /// <summary>What it is.</summary>
    public TenantInfo Info
    {
        get
        {
            var now = State.Current;
            return blueprint.Info(State.Tenant, now.Clock, now.Version, now.Counts);
        }
    }

    /// <summary>The definition as stored.</summary>
    public StoredRecord Record => new(State.Tenant.Value, TenantRecords.Definition, "", blueprint.Definition.ToString());

    /// <summary>Whether both were made from the same definition.</summary>
    public bool IsSameAs(TenantBlueprint other) => blueprint.IsSameAs(other);
}
