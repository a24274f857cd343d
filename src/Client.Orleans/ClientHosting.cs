using Microsoft.Extensions.DependencyInjection;
using OrleansAcl.Grains;

namespace OrleansAcl.Client.Orleans;

/// <summary>Adds the service to an app that is an Orleans client or a silo.</summary>
public static class ClientHosting
{
    /// <summary>
    /// Makes <see cref="IAclService"/> available, over the app's own connection to the cluster. In a silo that has the grains, checks that it can answer
    /// from its own copy make no call.
    /// </summary>
    public static IServiceCollection AddOrleansAcl(this IServiceCollection services) => services.AddSingleton<IAclService>(
        provider => new OrleansAclService(provider.GetRequiredService<IGrainFactory>(), provider.GetService<ILocalChecks>()));
}
