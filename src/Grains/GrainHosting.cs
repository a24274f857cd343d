using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;
using OrleansAcl.Models;

namespace OrleansAcl.Grains;

/// <summary>What a silo needs to host the grains.</summary>
public static class GrainHosting
{
    /// <summary>Adds the silo's copies and what tells them of changes. Grain storage is the silo's to choose, under the default name.</summary>
    public static IServiceCollection AddAclGrains(this IServiceCollection services, AclGrainOptions? options = null)
    {
        services.AddSingleton(options ?? new AclGrainOptions());
        // Whoever may ask may ask of ever new names, each a grain: when memory runs short, those asked longest ago go before their time.
        services.Configure<GrainCollectionOptions>(collection => collection.EnableActivationSheddingOnMemoryPressure = true);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IModelLibrary>(BuiltInModels.Library);
        services.AddSingleton<Replicas>();
        services.AddSingleton<ILocalChecks>(provider => provider.GetRequiredService<Replicas>());
        services.AddGrainService<ReplicaService>();
        services.AddSingleton<IReplicaClient, ReplicaClient>();
        return services;
    }
}
