using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
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
        Service = new OrleansAclService(cluster.Client!);
    }

    /// <summary>How long a silo of these tests may answer without hearing from the tenant's grain.</summary>
    public static TimeSpan Lease { get; } = TimeSpan.FromSeconds(2);

    /// <summary>Where the grains are stored.</summary>
    public SharedStorage Storage { get; }

    /// <summary>The service as an external client sees it.</summary>
    public IAclService Service { get; }

    /// <summary>The client's grains.</summary>
    public IGrainFactory Grains => _cluster.Client!;

    /// <summary>The silos.</summary>
    public IReadOnlyList<InProcessSiloHandle> Silos => _cluster.Silos;

    /// <summary>The service as a silo's own code sees it.</summary>
    public IAclService On(InProcessSiloHandle silo) => new OrleansAclService(silo.ServiceProvider.GetRequiredService<IGrainFactory>());

    /// <summary>The service as every silo's own code and an external client see it.</summary>
    public IAclService[] Everywhere() => [.. Silos.Select(On), Service];

    /// <summary>Starts silos.</summary>
    /// <param name="silos">How many.</param>
    /// <param name="storage">Where they store; left out, a storage of their own.</param>
    /// <param name="patience">How long a call is waited for; left out, longer than a test.</param>
    public static async Task<Cluster> StartAsync(short silos, SharedStorage? storage = null, TimeSpan? patience = null)
    {
        var builder = new InProcessTestClusterBuilder(silos);
        storage ??= new SharedStorage();
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddAclGrains(new AclGrainOptions { Lease = Lease });
            silo.Services.AddSharedStorage(storage);
            if (patience is { } wait) silo.Services.Configure<SiloMessagingOptions>(o => o.ResponseTimeout = wait);
        });
        if (patience is { } most) builder.ConfigureClient(client => client.Services.Configure<ClientMessagingOptions>(o => o.ResponseTimeout = most));
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new Cluster(cluster, storage);
    }

    /// <summary>The silo that has a tenant's grain; the tenant has just been changed, so that there is one.</summary>
    public async Task<InProcessSiloHandle> SiloOfAsync(TenantId tenant)
    {
        var at = await Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(Grains.GetGrain<ITenantGrain>(tenant.Value));
        return Silos.Single(silo => silo.SiloAddress.Equals(at));
    }

    /// <summary>Moves a tenant's grain to a silo.</summary>
    public Task MoveAsync(TenantId tenant, InProcessSiloHandle silo) =>
        _cluster.MigrateAsync(Grains.GetGrain<ITenantGrain>(tenant.Value), silo.SiloAddress);

    /// <summary>Kills a silo without letting it say so.</summary>
    public Task KillAsync(InProcessSiloHandle silo) => _cluster.KillSiloAsync(silo);

    /// <summary>Starts one more silo.</summary>
    public Task<InProcessSiloHandle> AddAsync() => _cluster.StartAdditionalSiloAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();
}
