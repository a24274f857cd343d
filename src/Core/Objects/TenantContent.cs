using OrleansAcl.Policies;
using OrleansAcl.State;

namespace OrleansAcl.Objects;

/// <summary>All that a tenant holds as of one version. States never change, so that it is only a list of them and stays as it is while the tenant goes on.</summary>
internal sealed class TenantContent : ILives
{
    private readonly Dictionary<SubjectRef, int> _lives;
    private readonly Dictionary<SetKey, int> _setLives;

    /// <summary>Gathers it; where only part of a tenant is in memory, all of it is missed.</summary>
    public TenantContent(TenantState tenant, long version)
    {
        (Tenant, Version) = (tenant, version);
        Principals = [.. ((string[])[SubjectRef.User, SubjectRef.Group, SubjectRef.Role]).SelectMany(tenant.Principals).Select(slot => slot.At(version)).Where(s => !s.IsBlank)];
        Sets = [.. tenant.Model.Documents.Keys.Append(ObjectRef.ApiKey).SelectMany(tenant.Sets).Select(slot => (slot.Key, slot.At(version))).Where(s => !s.Item2.IsBlank)];
        Resources = [.. tenant.Model.AllTypes.SelectMany(tenant.Resources).Select(slot => (slot.Ref, slot.At(version))).Where(r => !r.Item2.IsBlank)];
        _lives = Principals.ToDictionary(p => p.Ref, p => p.Generation);
        _setLives = Sets.ToDictionary(s => s.Key, s => s.State.Generation);
    }

    /// <summary>The tenant.</summary>
    public TenantState Tenant { get; }

    /// <summary>The version.</summary>
    public long Version { get; }

    /// <summary>Users, groups and roles of levels, also those of whom only something is said.</summary>
    public List<PrincipalState> Principals { get; }

    /// <summary>Roles, policies and collections, and keys to the API.</summary>
    public List<(SetKey Key, SetState State)> Sets { get; }

    /// <summary>Resources, also those of which only something is said.</summary>
    public List<(ResourceRef Ref, ResourceState State)> Resources { get; }

    /// <inheritdoc/>
    public bool IsAlive(SubjectRef subject, int generation) => _lives.GetValueOrDefault(subject) == generation;

    /// <inheritdoc/>
    public bool IsAlive(SetKey set, int generation) => _setLives.GetValueOrDefault(set) == generation;
}
