using OrleansAcl.Cli.Output;

namespace OrleansAcl.Cli;

/// <summary>What a client command works with once its common options are read.</summary>
/// <param name="Service">The server, or in process.</param>
/// <param name="Tenant">The tenant asked about.</param>
/// <param name="As">Whom changes are authorized as; null is the system.</param>
/// <param name="Printer">Where answers go.</param>
internal sealed record Session(IAclService Service, TenantId Tenant, SubjectRef? As, Printer Printer);
