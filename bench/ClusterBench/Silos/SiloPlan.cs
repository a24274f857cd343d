using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Storage;
using OrleansAcl.Client.Orleans;
using OrleansAcl.Grains;

namespace OrleansAcl.ClusterBench.Silos;

/// <summary>How one silo of a cluster on this machine is set up, in this process or in one of its own.</summary>
/// <param name="SiloPort">The port silos talk to each other on.</param>
/// <param name="GatewayPort">The port clients connect to.</param>
/// <param name="PrimaryPort">The silo port of the first silo.</param>
/// <param name="Storage">A file that all silos store to; null is in memory, which dies with the silos.</param>
internal sealed record SiloPlan(int SiloPort, int GatewayPort, int PrimaryPort, string? Storage)
{
    /// <summary>The cluster's and the service's name.</summary>
    public const string Name = "bench";

    /// <summary>Plans for a number of silos on ports that are free now.</summary>
    public static SiloPlan[] Of(int count, string? storage)
    {
        var ports = FreePorts(count * 2);
        return [.. Enumerable.Range(0, count).Select(i => new SiloPlan(ports[i], ports[count + i], ports[0], storage))];
    }

    /// <summary>Builds it.</summary>
    public IHost Build(Action<ISiloBuilder>? more = null)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(SiloPort, GatewayPort, new IPEndPoint(IPAddress.Loopback, PrimaryPort), Name, Name);
            if (Storage is null) silo.AddMemoryGrainStorageAsDefault();
            else AddStorage(silo.Services, Storage);
            silo.Services.AddAclGrains();
            // By default the grains of a world that was just loaded are nearly all on the silo that loaded it: here every silo is to have its share.
            silo.Services.AddSingleton<PlacementStrategy, RandomPlacement>();
            more?.Invoke(silo);
        });
        builder.Services.AddOrleansAcl();
        return builder.Build();
    }

    private static void AddStorage(IServiceCollection services, string file) => services
        .AddKeyedSingleton<IGrainStorage>("Default", (provider, _) => new SqliteGrainStorage(file, provider.GetRequiredService<Serializer>()))
        .AddSingleton(provider => provider.GetRequiredKeyedService<IGrainStorage>("Default"));

    private static int[] FreePorts(int count)
    {
        TcpListener[] listeners = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        foreach (var listener in listeners) listener.Start();
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        foreach (var listener in listeners) listener.Stop();
        return ports;
    }
}
