using System.Net;
using Orleans.Hosting;

namespace OrleansAcl.Silo;

/// <summary>One machine and its memory, for trying a cluster: what is acknowledged survives a request, not the silos.</summary>
internal sealed class LocalBackend : IBackend
{
    /// <summary>What it is called as clustering.</summary>
    public const string Clustering = "localhost";

    /// <summary>What it is called as storage.</summary>
    public const string Storage = "memory";

    /// <inheritdoc/>
    public string Name => Clustering;

    /// <inheritdoc/>
    public Task RequireUsableAsync(SiloOptions options, CancellationToken cancellation) => Task.CompletedTask;

    /// <inheritdoc/>
    public void UseClustering(ISiloBuilder silo, SiloOptions options) =>
        silo.UseDevelopmentClustering(new IPEndPoint(options.AdvertisedAddress, options.PrimaryPort ?? options.SiloPort));

    /// <inheritdoc/>
    public void UseStorage(ISiloBuilder silo, SiloOptions options) => silo.AddMemoryGrainStorageAsDefault();
}
