using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Storage;
using OrleansAcl.Api;
using OrleansAcl.Api.Decisions;
using OrleansAcl.Client.Orleans;
using OrleansAcl.Grains;
using OrleansAcl.Servers;
using OrleansAcl.Web;

namespace OrleansAcl.Silo;

/// <summary>One silo: the grains, and the HTTP API over them.</summary>
internal static class SiloHost
{
    /// <summary>Puts together what the options say; nothing is started.</summary>
    public static WebApplication Build(WebApplicationBuilder builder, SiloOptions options, BackendList backends, string token)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(options.Listen, options.Port);
        });
        builder.UseOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (options.ClusterId, options.ServiceId));
            silo.ConfigureEndpoints(options.AdvertisedAddress, options.SiloPort, options.GatewayPort);
            silo.Configure<ClusterMembershipOptions>(membership => Suspect(membership, options));
            backends.ForClustering(options).UseClustering(silo, options);
            backends.ForStorage(options).UseStorage(silo, options);
            silo.Services.AddAclGrains(new AclGrainOptions { Lease = options.Lease });
            // By aliases and ids of fields, which stay when types are renamed; the one of JSON stores the types' names.
            silo.Services.AddSingleton<IGrainStorageSerializer, OrleansGrainStorageSerializer>();
        });
        builder.Services.AddOrleansAcl();
        var api = new AclApiOptions
        {
            Token = token, PublicBaseUrl = options.PublicUrl, Oidc = options.Oidc is { } issuer ? [issuer] : [],
            DecisionLog = options.DecisionLog is { } log ? new DecisionLogOptions { Path = log, Sample = options.DecisionSample } : null,
        };
        builder.Services.AddAclApi(api).AddAclPages(api);
        AddHealth(builder.Services, options);
        AddInfo(builder.Services);
        var application = builder.Build();
        application.MapAclApi();
        application.MapAclPages();
        return application;
    }

    /// <summary>
    /// Until a silo that died is missed nobody can reach its grains; nothing but availability hangs on a wrong suspicion. The longest probe counts: for as
    /// long as all probes could take, a silo that was heard of is not suspected.
    /// </summary>
    private static void Suspect(ClusterMembershipOptions membership, SiloOptions options) =>
        membership.ProbeTimeout = membership.MaxProbeTimeout = options.Silence / membership.NumMissedProbesLimit;

    /// <summary>What is told to those who run it.</summary>
    private static void AddInfo(IServiceCollection services)
    {
        services.AddSingleton(provider => new HttpAddresses(() =>
            [.. provider.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? []]));
        services.AddSingleton<IServerInfo, ClusterInfo>();
    }

    private static void AddHealth(IServiceCollection services, SiloOptions options)
    {
        services.Configure<HostOptions>(host => host.ShutdownTimeout = Drain.Whole(options));
        services.AddSingleton(provider =>
        {
            var silo = provider.GetRequiredService<ISiloStatusOracle>();
            return new SiloReadiness(() => silo.CurrentStatus, SiloDependencies.Of(provider), provider.GetRequiredService<TimeProvider>());
        });
        services.AddSingleton<IReadiness>(provider => provider.GetRequiredService<SiloReadiness>());
        services.AddHostedService(provider => new Drain(
            provider.GetRequiredService<SiloReadiness>(), provider.GetRequiredService<IServer>(), options,
            provider.GetRequiredService<IHostApplicationLifetime>(), provider.GetRequiredService<TimeProvider>()));
    }
}
