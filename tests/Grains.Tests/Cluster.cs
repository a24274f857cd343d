using System.Collections.Concurrent;
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
    private readonly ConcurrentDictionary<InProcessSiloHandle, IAclService> _services = new();

    private Cluster(InProcessTestCluster cluster, SharedStorage storage)
    {
        _cluster = cluster;
        Storage = storage;
        Service = new OrleansAclService(cluster.Client!);
    }

    /// <summary>How long a silo of these tests may answer without hearing from the tenant's grain.</summary>
    public static TimeSpan Lease { get; } = TimeSpan.FromSeconds(1);

    /// <summary>What the grains of these tests work with, unless a test says otherwise.</summary>
    public static AclGrainOptions Options { get; } = new() { Lease = Lease };

    /// <summary>How long a caller waits, in tests where what he waits for may be dead or hanging, before he is told that there is no answer.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(3);

    /// <summary>Where the grains are stored.</summary>
    public SharedStorage Storage { get; }

    /// <summary>The service as an external client sees it.</summary>
    public IAclService Service { get; }

    /// <summary>The client's grains.</summary>
    public IGrainFactory Grains => _cluster.Client!;

    /// <summary>The silos.</summary>
    public IReadOnlyList<InProcessSiloHandle> Silos => _cluster.Silos;

    /// <summary>The service as a silo's own code sees it. It is the same each time: of a silo that has been killed no other could be got.</summary>
    public IAclService On(InProcessSiloHandle silo) => _services.GetOrAdd(silo, static handle => new OrleansAclService(
        handle.ServiceProvider.GetRequiredService<IGrainFactory>(), handle.ServiceProvider.GetRequiredService<ILocalChecks>()));

    /// <summary>The service on a silo as a client there would see it: every check is a call.</summary>
    public static IAclService CallingFrom(InProcessSiloHandle silo) => new OrleansAclService(silo.ServiceProvider.GetRequiredService<IGrainFactory>());

    /// <summary>The service as every silo's own code and an external client see it.</summary>
    public IAclService[] Everywhere() => [.. Silos.Select(On), Service];

    /// <summary>Starts silos.</summary>
    /// <param name="silos">How many.</param>
    /// <param name="storage">Where they store; left out, a storage of their own.</param>
    /// <param name="patience">How long a call is waited for; left out, longer than a test.</param>
    /// <param name="telling">Waited for before a silo is told of a change; what it throws, the telling throws. Left out, all are told.</param>
    /// <param name="options">What the grains work with; left out, <see cref="Options"/>.</param>
    /// <param name="calling">Makes the calls that go out of silos, or holds them up; left out, nothing does.</param>
    /// <param name="time">The silos' time; left out, the system's.</param>
    public static async Task<Cluster> StartAsync(
        short silos, SharedStorage? storage = null, TimeSpan? patience = null, Func<SiloAddress, Task>? telling = null,
        AclGrainOptions? options = null, Func<IOutgoingGrainCallContext, Task>? calling = null, TimeProvider? time = null)
    {
        var builder = new InProcessTestClusterBuilder(silos);
        storage ??= new SharedStorage();
        builder.ConfigureSilo((_, silo) =>
        {
            if (time is not null) silo.Services.AddSingleton(time);
            silo.Services.AddAclGrains(options ?? Options);
            silo.Services.AddSharedStorage(storage);
            if (telling is not null) silo.Services.AddSingleton<IReplicaClient>(provider => new HinderedReplicaClient(new ReplicaClient(provider), telling));
            if (calling is not null) silo.AddOutgoingGrainCallFilter(context => calling(context));
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

    /// <summary>Lets a tenant's grain go; the next call to it activates it again, on whichever silo.</summary>
    public Task DeactivateAsync(TenantId tenant) => _cluster.DeactivateAsync(Grains.GetGrain<ITenantGrain>(tenant.Value));

    /// <summary>Kills a silo without letting it say so.</summary>
    public Task KillAsync(InProcessSiloHandle silo) => _cluster.KillSiloAsync(silo);

    /// <summary>Starts one more silo.</summary>
    public Task<InProcessSiloHandle> AddAsync() => _cluster.StartAdditionalSiloAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    /// <summary>Tells silos of changes, if the test lets it.</summary>
    private sealed class HinderedReplicaClient(IReplicaClient inner, Func<SiloAddress, Task> telling) : IReplicaClient
    {
        public async Task ApplyAsync(SiloAddress silo, Delta delta)
        {
            await telling(silo);
            await inner.ApplyAsync(silo, delta);
        }

        public async Task RevokeAsync(SiloAddress silo, string tenant)
        {
            await telling(silo);
            await inner.RevokeAsync(silo, tenant);
        }

        public Task<Servers.SiloReport> ReportAsync(SiloAddress silo) => inner.ReportAsync(silo);
    }
}
