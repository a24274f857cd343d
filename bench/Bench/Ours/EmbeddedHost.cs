using OrleansAcl.Embedded;

namespace OrleansAcl.Bench.Ours;

/// <summary>The one place that knows which host is measured.</summary>
internal sealed class EmbeddedHost : IAsyncDisposable
{
    /// <summary>The tenant that holds the world.</summary>
    public static readonly TenantId Tenant = TenantId.Default;

    private readonly EmbeddedAclService _service;

    private EmbeddedHost(EmbeddedAclService service) => _service = service;

    public IAclService Service => _service;

    /// <summary>Opens the embedded host on a data folder, or in memory only when there is none.</summary>
    public static async Task<EmbeddedHost> OpenAsync(string? folder) =>
        new(await EmbeddedAclService.OpenAsync(new EmbeddedOptions { DataFolder = folder }));

    public ValueTask DisposeAsync() => _service.DisposeAsync();
}
