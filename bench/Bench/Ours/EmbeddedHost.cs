namespace OrleansAcl.Bench.Ours;

/// <summary>The one place that knows which host is measured.</summary>
internal sealed class EmbeddedHost : IAsyncDisposable
{
    /// <summary>The tenant that holds the world.</summary>
    public static readonly TenantId Tenant = TenantId.Default;

    private EmbeddedHost(IAclService service) => Service = service;

    public IAclService Service { get; }

    /// <summary>Opens the embedded host on a data folder, or in memory only when there is none.</summary>
    public static Task<EmbeddedHost> OpenAsync(string? folder) =>
        throw new NotSupportedException("the embedded host is not there yet");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
