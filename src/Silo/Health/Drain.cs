using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Hosting;

namespace OrleansAcl.Silo;

/// <summary>
/// What happens between being told to stop and leaving the cluster: first the silo says that it is not ready, for as long as it takes others
/// to notice; then it takes no more requests and lets those under way finish; then the host goes on, and the silo leaves.
/// </summary>
internal sealed class Drain(SiloReadiness readiness, IServer server, SiloOptions options, IHostApplicationLifetime lifetime, TimeProvider time) : IHostedLifecycleService
{
    /// <summary>How long the silo may take to leave, after the requests.</summary>
    public static readonly TimeSpan Leaving = TimeSpan.FromSeconds(20);

    /// <summary>How long all of it may take.</summary>
    public static TimeSpan Whole(SiloOptions options) => options.DrainNotice + options.DrainRequests + Leaving;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStopping.Register(readiness.Leave);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        readiness.Leave();
        await Task.Delay(options.DrainNotice, time, cancellationToken);
        using var limit = new CancellationTokenSource(options.DrainRequests, time);
        // The host stops the server again later, which does nothing any more; here it is bounded apart from what comes after.
        await server.StopAsync(limit.Token);
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
