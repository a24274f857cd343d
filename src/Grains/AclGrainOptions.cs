namespace OrleansAcl.Grains;

/// <summary>How the grains work together.</summary>
public sealed record AclGrainOptions
{
    /// <summary>
    /// How long a silo may answer from its copy of a tenant without hearing from the tenant's grain. A change waits no longer than this for
    /// a silo that does not answer. Default: 10 s.
    /// </summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How many entities a silo's copy of one tenant takes in before it is dropped and begun anew (BOUNDED). More than the tenant's checks need
    /// within minutes, or much is loaded again and again. One question may exceed it, and is answered. Default: 1,000,000.
    /// </summary>
    public int CopyEntities { get; init; } = 1_000_000;

    /// <summary>How long one call waits for a tenant to be read for its export, before it is to be called again. Well below what a call may take. Default: 5 s.</summary>
    public TimeSpan ExportWait { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many checks a second one resource's grain takes before it has callers ask any silo. Default: 5,000.</summary>
    public int BusyChecks { get; init; } = 5_000;
}
