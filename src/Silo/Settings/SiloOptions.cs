using System.Net;
using OrleansAcl.Api;

namespace OrleansAcl.Silo;

/// <summary>
/// How a silo is run. Each comes from a flag (<c>--Acl:Port=7070</c> or <c>--port 7070</c>), an environment variable (<c>Acl__Port</c>) or
/// <c>appsettings.json</c> beside the executable; the first of these that is there counts. <see cref="SiloSettings"/> reads them.
/// </summary>
public sealed record SiloOptions
{
    /// <summary>The section they stand in.</summary>
    public const string Section = "Acl";

    /// <summary>The address the HTTP API listens on. Default: 127.0.0.1.</summary>
    public IPAddress Listen { get; init; } = IPAddress.Loopback;

    /// <summary>The TCP port of the HTTP API, 0 for any free one. Default: 7070.</summary>
    public int Port { get; init; } = 7070;

    /// <summary>The address other silos and clients reach this one at; it must be one of this machine's. Default: 127.0.0.1.</summary>
    public IPAddress AdvertisedAddress { get; init; } = IPAddress.Loopback;

    /// <summary>The TCP port silos talk to each other on. Default: 11111.</summary>
    public int SiloPort { get; init; } = 11111;

    /// <summary>The TCP port Orleans clients connect to. Default: 30000.</summary>
    public int GatewayPort { get; init; } = 30000;

    /// <summary>With clustering <c>localhost</c>: the silo port of the first silo; the others name it. Default: this silo is the first.</summary>
    public int? PrimaryPort { get; init; }

    /// <summary>The name of the cluster: silos that share it and the clustering find each other. Default: acl.</summary>
    public string ClusterId { get; init; } = "acl";

    /// <summary>The name that what is stored is kept under; it stays the same for as long as the data is to be found. Default: acl.</summary>
    public string ServiceId { get; init; } = "acl";

    /// <summary>Where silos find each other: <c>localhost</c>, <c>adonet</c> (PostgreSQL) or <c>azure</c> (tables). Default: localhost.</summary>
    public string Clustering { get; init; } = "localhost";

    /// <summary>Where grains store their state: <c>memory</c>, <c>adonet</c> (PostgreSQL) or <c>azure</c> (tables). Default: memory.</summary>
    public string Storage { get; init; } = "memory";

    /// <summary>The connection string of PostgreSQL or of the storage account, or the https address of the account's tables.</summary>
    public string? Connection { get; init; }

    /// <summary>The administrator's token; every silo of a cluster takes the same. Default: that of <see cref="TokenFile"/>.</summary>
    public string? Token { get; init; }

    /// <summary>A file that holds the token. Default: <c>admin.token</c> in <see cref="Data"/>, which is made when it is not there.</summary>
    public string? TokenFile { get; init; }

    /// <summary>The folder of <c>admin.token</c>. Default: <c>data</c>.</summary>
    public string Data { get; init; } = "data";

    /// <summary>The https address callers reach the API at, for AuthZEN metadata; null for none.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>The OpenID Connect issuer whose tokens are taken; its settings are <c>Oidc:Issuer</c> and so on. Default: none.</summary>
    public OidcOptions? Oidc { get; init; }

    /// <summary>A file to write decisions to, one JSON object a line; each silo needs its own. Default: none.</summary>
    public string? DecisionLog { get; init; }

    /// <summary>The share of decisions that is written to it, 0 to 1. Default: 1.</summary>
    public double DecisionSample { get; init; } = 1;

    /// <summary>How long a silo may answer from its copy without hearing from the tenant's grain. Default: 10 s.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long another silo may be silent before it is taken for dead. Default: 6 s.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>How long a silo that was told to stop says so at <c>/healthz/ready</c> while it still takes requests. Default: 5 s.</summary>
    public TimeSpan DrainNotice { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long requests under way may go on after that; then they are cut off and the silo leaves. Default: 30 s.</summary>
    public TimeSpan DrainRequests { get; init; } = TimeSpan.FromSeconds(30);
}
