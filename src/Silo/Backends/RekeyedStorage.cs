using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Providers;
using Orleans.Runtime;
using Orleans.Runtime.Hosting;
using Orleans.Storage;

namespace OrleansAcl.Silo;

/// <summary>
/// Grain storage under other keys than the grains'. Providers take some keys for what they are not: one reads <c>0a1</c> and <c>a1</c> as the
/// same number, another replaces <c>/</c> by <c>_</c>. Two tenants or resources would share a state. So each provider is given keys that it keeps apart.
/// </summary>
/// <param name="inner">The provider.</param>
/// <param name="key">Makes of a grain's key the provider's; never the same of two.</param>
public sealed class RekeyedStorage(IGrainStorage inner, Func<string, string> key) : IGrainStorage
{
    /// <inheritdoc/>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => inner.ReadStateAsync(stateName, Of(grainId), grainState);

    /// <inheritdoc/>
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => inner.WriteStateAsync(stateName, Of(grainId), grainState);

    /// <inheritdoc/>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => inner.ClearStateAsync(stateName, Of(grainId), grainState);

    private GrainId Of(GrainId grain) => GrainId.Create(grain.Type, IdSpan.Create(key(grain.Key.ToString()!)));
}

/// <summary>Puts it into a silo.</summary>
public static class RekeyedStorageHosting
{
    /// <summary>Makes a provider that is registered by another name the default one, under other keys.</summary>
    public static ISiloBuilder UseRekeyed(this ISiloBuilder silo, string provider, Func<string, string> key)
    {
        silo.Services.AddGrainStorage(
            ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME, (services, _) => new RekeyedStorage(services.GetRequiredKeyedService<IGrainStorage>(provider), key));
        return silo;
    }
}
