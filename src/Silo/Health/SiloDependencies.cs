using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Providers;
using Orleans.Runtime;
using Orleans.Storage;
using OrleansAcl.Grains;

namespace OrleansAcl.Silo;

/// <summary>What a silo depends on, asked through the same providers that it works with.</summary>
internal static class SiloDependencies
{
    /// <summary>A state that nobody writes.</summary>
    private static readonly GrainId Nobody = GrainId.Create("acl-health", "nobody");

    /// <summary>The table of members, and the storage.</summary>
    public static IReadOnlyList<Dependency> Of(IServiceProvider services)
    {
        var members = services.GetRequiredService<IMembershipTable>();
        var storage = services.GetRequiredKeyedService<IGrainStorage>(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME);
        return
        [
            new Dependency("the table of the cluster's members", () => members.ReadAllAsync(CancellationToken.None)),
            new Dependency("the storage", () => storage.ReadStateAsync("acl-health", Nobody, new GrainState<EntityGrainState>(new EntityGrainState()))),
        ];
    }
}
