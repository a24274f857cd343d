using OrleansAcl.Behaviour;

namespace OrleansAcl.Grains.Tests;

/// <summary>A cluster of two silos that tests which break nothing have in common.</summary>
public sealed class ClusterHost : IHost, IAsyncLifetime
{
    /// <summary>The name of the tests that have it in common.</summary>
    public const string Name = "two silos";

    private Cluster? _cluster;

    public IAclService Service => _cluster!.Service;

    public int Rounds => 1_000;

    /// <summary>The services of one of the silos.</summary>
    public IServiceProvider Silo => _cluster!.Silos[0].ServiceProvider;

    public async ValueTask InitializeAsync() => _cluster = await Cluster.StartAsync(2);

    public ValueTask DisposeAsync() => _cluster!.DisposeAsync();
}

/// <summary>The tests that have the cluster in common.</summary>
[CollectionDefinition(ClusterHost.Name)]
public sealed class ClusterHostCollection : ICollectionFixture<ClusterHost>;

/// <summary>A cluster all of whose silos can go; its storage stays.</summary>
internal sealed class RestartedCluster : IRestartable
{
    private readonly SharedStorage _storage = new();
    private Cluster? _cluster;

    public IAclService Service => _cluster!.Service;

    public int Rounds => 300;

    public static async Task<IRestartable> StartAsync()
    {
        var host = new RestartedCluster();
        host._cluster = await Cluster.StartAsync(2, host._storage);
        return host;
    }

    public async Task RestartAsync()
    {
        await _cluster!.DisposeAsync();
        _cluster = await Cluster.StartAsync(2, _storage);
    }

    public ValueTask DisposeAsync() => _cluster!.DisposeAsync();
}
