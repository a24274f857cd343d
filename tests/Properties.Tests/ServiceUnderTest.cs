using OrleansAcl.Embedded;

namespace OrleansAcl.Properties.Tests;

/// <summary>The one place that says which host the oracle is compared with.</summary>
internal static class ServiceUnderTest
{
    /// <summary>Opens a service without tenants; whoever asked for it closes it.</summary>
    public static async Task<Opened> OpenAsync()
    {
        var host = await EmbeddedAclService.OpenAsync();
        return new Opened(host, host);
    }

    /// <summary>A service and what closes it.</summary>
    public sealed record Opened(IAclService Service, IAsyncDisposable Host) : IAsyncDisposable
    {
        /// <inheritdoc/>
        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }
}
