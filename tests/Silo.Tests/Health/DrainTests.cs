using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;

namespace OrleansAcl.Silo.Tests.Health;

/// <summary>The order in which a silo that is told to stop does so.</summary>
public sealed class DrainTests
{
    private readonly ManualTime _time = new();
    private readonly SlowServer _server = new();
    private readonly Lifetime _lifetime = new();
    private readonly SiloOptions _options = new() { DrainNotice = TimeSpan.FromSeconds(5), DrainRequests = TimeSpan.FromSeconds(30) };
    private readonly SiloReadiness _readiness;
    private readonly Drain _drain;

    public DrainTests()
    {
        _readiness = new SiloReadiness(() => SiloStatus.Active, [], _time);
        _drain = new Drain(_readiness, _server, _options, _lifetime, _time);
    }

    private async Task<bool> IsReadyAsync() => await _readiness.WhyNotAsync(TestContext.Current.CancellationToken) is null;

    /// <summary>What cuts requests off, once the server was told to stop, which must be before the host goes on.</summary>
    private async Task<CancellationToken> ToldToStopAsync(Task stopping)
    {
        Assert.Same(_server.Stopping, await Task.WhenAny(_server.Stopping, stopping));
        return await _server.Stopping;
    }

    [Fact]
    public async Task TheNoticeComesFirst_ThenRequestsFinish_ThenTheHostGoesOn()
    {
        await _drain.StartedAsync(CancellationToken.None);
        Assert.True(await IsReadyAsync());
        _lifetime.StopApplication();
        Assert.False(await IsReadyAsync());

        var stopping = _drain.StoppingAsync(CancellationToken.None);
        Assert.False(_server.Stopping.IsCompleted);
        _time.Advance(_options.DrainNotice);
        var limit = await ToldToStopAsync(stopping);
        Assert.False(stopping.IsCompleted);

        _server.Finish();
        await stopping;
        Assert.False(limit.IsCancellationRequested);
    }

    [Fact]
    public async Task Requests_ThatDoNotFinish_AreCutOffAtTheLimit()
    {
        var stopping = _drain.StoppingAsync(CancellationToken.None);
        _time.Advance(_options.DrainNotice);
        var limit = await ToldToStopAsync(stopping);
        _time.Advance(_options.DrainRequests - TimeSpan.FromTicks(1));
        Assert.False(limit.IsCancellationRequested);
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.True(limit.IsCancellationRequested);
        _server.Finish();
        await stopping;
    }

    /// <summary>A server whose requests finish when the test says.</summary>
    private sealed class SlowServer : IServer
    {
        private readonly TaskCompletionSource<CancellationToken> _stopping = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Completes with what cuts requests off, once the server was told to stop.</summary>
        public Task<CancellationToken> Stopping => _stopping.Task;

        public IFeatureCollection Features { get; } = new FeatureCollection();

        public void Finish() => _finished.SetResult();

        public Task StopAsync(CancellationToken cancellationToken)
        {
            _stopping.SetResult(cancellationToken);
            return _finished.Task;
        }

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }

    private sealed class Lifetime : IHostApplicationLifetime
    {
        private readonly CancellationTokenSource _stopping = new();

        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => _stopping.Token;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => _stopping.Cancel();
    }
}
