using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;
using OrleansAcl.Grains;

namespace OrleansAcl.ClusterBench;

/// <summary>Silos and a client in this process, which talk over TCP on loopback.</summary>
internal sealed class LocalCluster(IHost[] silos, IHost client) : IAsyncDisposable
{
    private const int FirstSiloPort = 11911;
    private const int FirstGatewayPort = 30911;

    /// <summary>A silo's own grain factory: calls to grains on it do not leave the process.</summary>
    public IGrainFactory Hosted => silos[0].Services.GetRequiredService<IGrainFactory>();

    /// <summary>The external client's.</summary>
    public IGrainFactory External => client.Services.GetRequiredService<IClusterClient>();

    /// <summary>Starts them.</summary>
    public static async Task<LocalCluster> StartAsync(int count)
    {
        var silos = new IHost[count];
        for (var i = 0; i < count; i++)
        {
            var number = i;
            var builder = Host.CreateApplicationBuilder();
            builder.Logging.ClearProviders();
            builder.UseOrleans(silo =>
            {
                silo.UseLocalhostClustering(FirstSiloPort + number, FirstGatewayPort + number, new IPEndPoint(IPAddress.Loopback, FirstSiloPort), "bench", "bench");
                silo.AddMemoryGrainStorageAsDefault();
                silo.Services.AddAclGrains();
            });
            silos[i] = builder.Build();
            await silos[i].StartAsync();
        }

        var client = Host.CreateApplicationBuilder();
        client.Logging.ClearProviders();
        client.UseOrleansClient(c => c.UseLocalhostClustering([.. Enumerable.Range(FirstGatewayPort, count)], "bench", "bench"));
        var host = client.Build();
        await host.StartAsync();
        return new LocalCluster(silos, host);
    }

    public async ValueTask DisposeAsync()
    {
        await client.StopAsync();
        foreach (var silo in silos.Reverse()) await silo.StopAsync();
    }
}
