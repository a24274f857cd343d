using System.Net;

namespace OrleansAcl.Silo;

/// <summary>
/// How a silo is run. Each comes from a flag (<c>--Acl:Port=7070</c>), an environment variable (<c>Acl__Port</c>) or <c>appsettings.json</c>.
/// </summary>
public sealed record SiloOptions
{
    /// <summary>The section they stand in.</summary>
    public const string Section = "Acl";

    /// <summary>The address the HTTP API listens on. Default: 127.0.0.1.</summary>
    public string Listen { get; init; } = "127.0.0.1";

    /// <summary>The TCP port of the HTTP API. Default: 7070.</summary>
    public int Port { get; init; } = 7070;

    /// <summary>The TCP port silos talk to each other on. Default: 11111.</summary>
    public int SiloPort { get; init; } = 11111;

    /// <summary>The TCP port Orleans clients connect to. Default: 30000.</summary>
    public int GatewayPort { get; init; } = 30000;

    /// <summary>The silo port of the first silo on this machine; the others name it. Default: this silo is the first.</summary>
    public int? PrimaryPort { get; init; }

    /// <summary>The folder of the token's file <c>admin.token</c>, shared by the silos of a cluster. Default: <c>data</c>.</summary>
    public string Data { get; init; } = "data";

    /// <summary>The https address callers reach the API at, for AuthZEN metadata; null for none.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>How long a silo may answer from its copy without hearing from the tenant's grain. Default: 10 s.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The address to listen on.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidArguments"/> when it is none.</exception>
    public IPAddress Address => IPAddress.TryParse(Listen, out var address)
        ? address
        : throw new AclException(ErrorCodes.InvalidArguments, $"`{Listen}` is not an IP address", $"{Section}:{nameof(Listen)}");
}
