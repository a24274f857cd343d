namespace OrleansAcl.Cli;

/// <summary>A service and its end, whichever way it has one.</summary>
internal sealed class Opened(IAclService service) : IAsyncDisposable
{
    /// <summary>The service.</summary>
    public IAclService Service => service;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (service is IAsyncDisposable slow) await slow.DisposeAsync();
        else (service as IDisposable)?.Dispose();
    }
}
