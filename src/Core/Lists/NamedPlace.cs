using OrleansAcl.Models;
using OrleansAcl.State;

namespace OrleansAcl.Lists;

/// <summary>A resource that a roster names, in memory or not.</summary>
internal sealed class NamedPlace : IPlace
{
    private readonly ResourceType _type;

    /// <param name="tenant">The tenant.</param>
    /// <param name="reference">The reference, as rosters keep it.</param>
    public NamedPlace(TenantState tenant, string reference) =>
        (_type, Ref) = tenant.Model.Resolve(ResourceRef.Parse(reference), tenant.Settings, Reach.Internal);

    /// <summary>Which resource.</summary>
    public ResourceRef Ref { get; }

    /// <inheritdoc/>
    public string Type => Ref.Type;

    /// <inheritdoc/>
    public string Id => Ref.Id;

    /// <summary>Its place in memory, or one that says that it has yet to be loaded.</summary>
    public ResourceSlot In(TenantState tenant) => tenant.Slot(_type, Ref);
}

/// <summary>A subject that a roster names, in memory or not.</summary>
internal sealed class NamedSubject(string reference) : IPlace
{
    /// <summary>Who.</summary>
    public SubjectRef Ref { get; } = SubjectRef.Parse(reference);

    /// <inheritdoc/>
    public string Type => Ref.Type;

    /// <inheritdoc/>
    public string Id => Ref.Id;
}
