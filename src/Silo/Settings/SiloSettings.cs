using Microsoft.Extensions.Configuration;

namespace OrleansAcl.Silo;

/// <summary>Reads the settings of a silo. Whatever is not what was expected, or not known, is refused by its name.</summary>
internal static class SiloSettings
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>The settings' names, in the order in which help lists them.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. OwnNames.Except([nameof(SiloOptions.Oidc)]), .. OidcSettings.Names.Select(name => $"{nameof(SiloOptions.Oidc)}:{name}")];

    private static IEnumerable<string> OwnNames => typeof(SiloOptions).GetProperties().Select(p => p.Name);

    /// <summary>Reads them.</summary>
    /// <param name="configuration">What flags, environment and file say.</param>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidArguments"/> naming the setting and what was expected of it.</exception>
    public static SiloOptions Read(IConfiguration configuration)
    {
        var settings = new SettingsSection(configuration.GetSection(SiloOptions.Section));
        settings.RequireKnown([.. OwnNames]);
        var defaults = new SiloOptions();
        var options = new SiloOptions
        {
            Listen = settings.Address(nameof(SiloOptions.Listen), defaults.Listen),
            Port = settings.Port(nameof(SiloOptions.Port), defaults.Port, least: 0),
            AdvertisedAddress = settings.Address(nameof(SiloOptions.AdvertisedAddress), defaults.AdvertisedAddress),
            SiloPort = settings.Port(nameof(SiloOptions.SiloPort), defaults.SiloPort),
            GatewayPort = settings.Port(nameof(SiloOptions.GatewayPort), defaults.GatewayPort),
            PrimaryPort = settings.Has(nameof(SiloOptions.PrimaryPort)) ? settings.Port(nameof(SiloOptions.PrimaryPort), 0) : null,
            ClusterId = settings.Text(nameof(SiloOptions.ClusterId)) ?? defaults.ClusterId,
            ServiceId = settings.Text(nameof(SiloOptions.ServiceId)) ?? defaults.ServiceId,
            Clustering = settings.OneOf(nameof(SiloOptions.Clustering), defaults.Clustering, BackendList.Clusterings),
            Storage = settings.OneOf(nameof(SiloOptions.Storage), defaults.Storage, BackendList.Storages),
            Connection = settings.Text(nameof(SiloOptions.Connection)),
            Token = settings.Text(nameof(SiloOptions.Token)),
            TokenFile = settings.Text(nameof(SiloOptions.TokenFile)),
            Data = settings.Text(nameof(SiloOptions.Data)) ?? defaults.Data,
            PublicUrl = settings.HttpsAddress(nameof(SiloOptions.PublicUrl)),
            Oidc = OidcSettings.Read(settings.Section(nameof(SiloOptions.Oidc))),
            DecisionLog = settings.Text(nameof(SiloOptions.DecisionLog)),
            DecisionSample = settings.Share(nameof(SiloOptions.DecisionSample), defaults.DecisionSample),
            Lease = settings.Duration(nameof(SiloOptions.Lease), defaults.Lease, TimeSpan.FromMilliseconds(100), LongestWait),
            Silence = settings.Duration(nameof(SiloOptions.Silence), defaults.Silence, TimeSpan.FromMilliseconds(300), LongestWait),
            DrainNotice = settings.Duration(nameof(SiloOptions.DrainNotice), defaults.DrainNotice, TimeSpan.Zero, LongestWait),
            DrainRequests = settings.Duration(nameof(SiloOptions.DrainRequests), defaults.DrainRequests, TimeSpan.Zero, LongestWait),
        };
        RequireAgreement(settings, options);
        return options;
    }

    /// <summary>Settings that are each in order and yet not together.</summary>
    private static void RequireAgreement(SettingsSection settings, SiloOptions options)
    {
        if (options.SiloPort == options.GatewayPort)
            throw settings.Invalid(nameof(SiloOptions.GatewayPort), $"{options.GatewayPort} is the silo port too; expected another port");
        if (options.Token is not null && options.TokenFile is not null)
            throw settings.Invalid(nameof(SiloOptions.TokenFile), "is given beside a token; expected one of them");
        if (options.PrimaryPort is not null && options.Clustering != LocalBackend.Clustering)
            throw settings.Invalid(nameof(SiloOptions.PrimaryPort), $"is for clustering `{LocalBackend.Clustering}` only; expected none with `{options.Clustering}`");
        // One connection cannot be to two kinds of server.
        var remote = new[] { options.Clustering, options.Storage }.Except([LocalBackend.Clustering, LocalBackend.Storage]).ToArray();
        if (remote.Length > 1)
            throw settings.Invalid(nameof(SiloOptions.Storage), $"`{options.Storage}` does not go with clustering `{options.Clustering}`; expected the same, or `{LocalBackend.Storage}`");
        if (remote.Length == 1 && options.Connection is null)
            throw settings.Invalid(nameof(SiloOptions.Connection), $"is missing; expected a connection string for `{remote[0]}`");
    }
}
