using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;
using OrleansAcl.Grains;

namespace OrleansAcl.ClusterBench.Silos;

/// <summary>Silos in this process, silos in processes of their own, and where there are such a client here that reaches them over TCP.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly List<IHost> _here = [];
    private readonly List<SiloProcess> _apart = [];
    private readonly SiloPlan[] _plans;
    private IHost? _client;

    private Cluster(SiloPlan[] plans) => _plans = plans;

    /// <summary>The silos in this process.</summary>
    public IReadOnlyList<IHost> Here => _here;

    /// <summary>The silos in processes of their own.</summary>
    public IReadOnlyList<SiloProcess> Apart => _apart;

    /// <summary>The grain factory of a silo in this process: calls to grains on it do not leave the process.</summary>
    public IGrainFactory Hosted(int silo = 0) => _here[silo].Services.GetRequiredService<IGrainFactory>();

    /// <summary>What a silo in this process answers without a call.</summary>
    public ILocalChecks Local(int silo = 0) => _here[silo].Services.GetRequiredService<ILocalChecks>();

    /// <summary>The external client's grain factory.</summary>
    public IGrainFactory External => _client!.Services.GetRequiredService<IClusterClient>();

    /// <summary>Starts silos here first, then those apart, then the client.</summary>
    public static async Task<Cluster> StartAsync(int here, int apart, string? storage = null, Action<ISiloBuilder>? more = null)
    {
        var cluster = new Cluster(SiloPlan.Of(here + apart, storage));
        foreach (var plan in cluster._plans.Take(here))
        {
            cluster._here.Add(plan.Build(more));
            await cluster._here[^1].StartAsync();
        }

        foreach (var plan in cluster._plans.Skip(here)) cluster._apart.Add(await SiloProcess.StartAsync(plan));
        if (here == 0) await cluster.ConnectAsync();
        return cluster;
    }

    private async Task ConnectAsync()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleansClient(c => c.UseLocalhostClustering([.. _plans.Select(plan => plan.GatewayPort)], SiloPlan.Name, SiloPlan.Name));
        _client = builder.Build();
        await _client.StartAsync();
    }

    /// <summary>Starts a killed silo again, on the same ports.</summary>
    public async Task RestartAsync(int apart)
    {
        var old = _apart[apart];
        _apart[apart] = await SiloProcess.StartAsync(_plans[_here.Count + apart]);
        await old.DisposeAsync();
    }

    /// <summary>Processor time that this process and the silos apart have used.</summary>
    public TimeSpan ProcessorTime()
    {
        using var self = Process.GetCurrentProcess();
        return self.TotalProcessorTime + _apart.Aggregate(TimeSpan.Zero, (sum, silo) => sum + silo.ProcessorTime);
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is not null) await _client.StopAsync();
        foreach (var silo in Enumerable.Reverse(_apart)) await silo.DisposeAsync();
        foreach (var silo in Enumerable.Reverse(_here)) await silo.StopAsync();
    }
}
