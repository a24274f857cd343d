namespace OrleansAcl.Grains;

/// <summary>How the grains work together.</summary>
public sealed record AclGrainOptions
{
    /// <summary>
    /// How long a silo may answer from its copy of a tenant without hearing from the tenant's grain. A change waits no longer than this for
    /// a silo that does not answer. Default: 10 s.
    /// </summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(10);
}
