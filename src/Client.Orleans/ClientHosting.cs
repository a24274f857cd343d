using Microsoft.Extensions.DependencyInjection;

namespace OrleansAcl.Client.Orleans;

/// <summary>Adds the service to an app that is an Orleans client or a silo.</summary>
public static class ClientHosting
{
    /// <summary>Makes <see cref="IAclService"/> available, over the app's own connection to the cluster.</summary>
    public static IServiceCollection AddOrleansAcl(this IServiceCollection services) =>
        services.AddSingleton<IAclService>(provider => new OrleansAclService(provider.GetRequiredService<IGrainFactory>()));
}
