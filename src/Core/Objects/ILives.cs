using OrleansAcl.Policies;
using OrleansAcl.State;

namespace OrleansAcl.Objects;

/// <summary>Whether what something speaks of is still in the life it speaks of; what is not matches nothing and is not shown.</summary>
internal interface ILives
{
    /// <summary>Whether a subject is.</summary>
    bool IsAlive(SubjectRef subject, int generation);

    /// <summary>Whether a permission set is.</summary>
    bool IsAlive(SetKey set, int generation);
}

/// <summary>Lives as of one version of a tenant.</summary>
internal sealed class TenantLives(TenantState tenant, long version) : ILives
{
    /// <inheritdoc/>
    public bool IsAlive(SubjectRef subject, int generation) => tenant.IsAlive(subject, generation, version);

    /// <inheritdoc/>
    public bool IsAlive(SetKey set, int generation) => (tenant.FindSet(set)?.At(version).Generation ?? 0) == generation;
}

/// <summary>Takes everything for alive: for saying what was written, whatever became of what it speaks of.</summary>
internal sealed class AsWritten : ILives
{
    /// <summary>The one there is.</summary>
    public static readonly AsWritten Instance = new();

    /// <inheritdoc/>
    public bool IsAlive(SubjectRef subject, int generation) => true;

    /// <inheritdoc/>
    public bool IsAlive(SetKey set, int generation) => true;
}
