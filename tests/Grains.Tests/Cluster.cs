using Orleans.Hosting;
using Orleans.TestingHost;
using OrleansAcl.Client.Orleans;

namespace OrleansAcl.Grains.Tests;

/// <summary>Silos in this process, with storage that they share.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;

    private Cluster(InProcessTestCluster cluster, SharedStorage storage)
    {
        _cluster = cluster;
        Storage = storage;
    }

    /// <summary>Where the grains are stored.</summary>
    public SharedStorage Storage { get; }

    /// <summary>The service as an external client sees it.</summary>
    public IAclService Service => new OrleansAclService(_cluster.Client);

    /// <summary>The silos.</summary>
    public IReadOnlyList<InProcessSiloHandle> Silos => _cluster.Silos;

    /// <summary>The service as a silo's own code sees it.</summary>
    public IAclService On(InProcessSiloHandle silo) => new OrleansAclService((IGrainFactory)silo.ServiceProvider.GetService(typeof(IGrainFactory))!);

    /// <summary>Starts silos.</summary>
    public static async Task<Cluster> StartAsync(short silos)
    {
        var builder = new InProcessTestClusterBuilder(silos);
        var storage = new SharedStorage();
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddAclGrains(new AclGrainOptions { Lease = TimeSpan.FromSeconds(2) });
            silo.Services.AddSharedStorage(storage);
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new Cluster(cluster, storage);
    }

    /// <summary>Kills a silo without letting it say so.</summary>
    public Task KillAsync(InProcessSiloHandle silo) => _cluster.KillSiloAsync(silo);

    /// <summary>Starts one more silo.</summary>
    public Task<InProcessSiloHandle> AddAsync() => _cluster.StartAdditionalSiloAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();
}
