using OrleansAcl.Requests;

namespace OrleansAcl.Transfer;

/// <summary>A service that takes exports as they were written and need not be told step by step: one that is reached over a network.</summary>
public interface IStreamImport
{
    /// <summary>Makes a tenant of an export, as <see cref="TenantImport.RunAsync"/> does.</summary>
    ValueTask<TenantInfo> ImportAsync(TenantId tenant, Stream ndjson, CancellationToken cancellation = default);
}
