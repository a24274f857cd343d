namespace OrleansAcl.Servers;

/// <summary>What a host says of itself, for those who run it. Asking looks at what is there already: nothing is counted on the path of a check.</summary>
public interface IServerInfo
{
    /// <summary>How things are now. Answers soon, also when a part of a cluster does not: what could not be told is left out, with the reason.</summary>
    ValueTask<ServerInfo> ReadAsync(CancellationToken cancellation = default);
}

/// <summary>What a host says of itself.</summary>
/// <param name="Process">The process that was asked.</param>
public sealed record ServerInfo(ProcessInfo Process)
{
    /// <summary>Its store; null for a host that has none of its own.</summary>
    public StoreInfo? Store { get; init; }

    /// <summary>The tenants in memory, by name; for a cluster those there are.</summary>
    public IReadOnlyList<TenantLoad> Tenants { get; init; } = [];

    /// <summary>Why something is lacking here; null when nothing is.</summary>
    public string? Silent { get; init; }

    /// <summary>The silos of its cluster, also those that have gone; empty for a host that is alone.</summary>
    public IReadOnlyList<SiloInfo> Silos { get; init; } = [];
}

/// <summary>A process.</summary>
/// <param name="Host">The name of its machine.</param>
/// <param name="Id">Its number there.</param>
/// <param name="Version">The version of the program.</param>
/// <param name="Started">When it began.</param>
public sealed record ProcessInfo(string Host, int Id, string Version, DateTimeOffset Started)
{
    /// <summary>The memory it has of the machine's, in bytes.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>The memory its objects take, in bytes.</summary>
    public long HeapBytes { get; init; }

    /// <summary>The processors it may use.</summary>
    public int Processors { get; init; }

    /// <summary>The time its processors have worked since it began, in seconds.</summary>
    public double ProcessorSeconds { get; init; }

    /// <summary>What it runs on: operating system and runtime.</summary>
    public string System { get; init; } = "";
}

/// <summary>A store on this machine.</summary>
/// <param name="Path">Its file; null for one in memory.</param>
/// <param name="Bytes">How long the file is.</param>
/// <param name="LogBytes">How long its write-ahead log is.</param>
/// <param name="Waiting">How many records are waiting to be written.</param>
public sealed record StoreInfo(string? Path, long Bytes, long LogBytes, int Waiting);

/// <summary>How much of a tenant is in memory.</summary>
/// <param name="Tenant">Its name.</param>
/// <param name="Model">Its model.</param>
/// <param name="Revision">Its newest revision.</param>
public sealed record TenantLoad(string Tenant, string Model, long Revision)
{
    /// <summary>What is known of it; null where that is not one process's to say.</summary>
    public PlacesInfo? Places { get; init; }
}

/// <summary>How many things are known in one memory, stored or only named.</summary>
/// <param name="Users">Users.</param>
/// <param name="Groups">Groups.</param>
/// <param name="Sets">Roles and policies.</param>
/// <param name="Resources">Resources.</param>
/// <param name="Closures">Subjects whose groups and roles are worked out and kept.</param>
public sealed record PlacesInfo(int Users, int Groups, int Sets, int Resources, int Closures);

/// <summary>A silo of a cluster.</summary>
/// <param name="Address">Where other silos find it, and since when: another one for each life.</param>
/// <param name="Name">What it calls itself.</param>
/// <param name="Status">Its status in the cluster: <c>Active</c>, <c>Joining</c>, <c>ShuttingDown</c>, <c>Dead</c> and so on.</param>
/// <param name="Started">When it began.</param>
public sealed record SiloInfo(string Address, string Name, string Status, DateTimeOffset Started)
{
    /// <summary>The name of its machine.</summary>
    public string Host { get; init; } = "";

    /// <summary>Whether it is the one that was asked.</summary>
    public bool IsThis { get; init; }

    /// <summary>When it last said that it lives; for one that has gone about when that was.</summary>
    public DateTimeOffset Seen { get; init; }

    /// <summary>What it says of itself; null when it did not answer.</summary>
    public SiloReport? Report { get; init; }

    /// <summary>Grains in its memory; null when that is not known.</summary>
    public int? Activations { get; init; }

    /// <summary>How busy the processors of its machine are for it, from 0 to 100; null when that is not known.</summary>
    public double? ProcessorLoad { get; init; }

    /// <summary>Why it did not tell; null when it did, or has gone.</summary>
    public string? Silent { get; init; }
}

/// <summary>What a silo says of itself.</summary>
/// <param name="Process">Its process.</param>
/// <param name="Http">The addresses its HTTP API listens at.</param>
/// <param name="Copies">The tenants it has something of.</param>
public sealed record SiloReport(ProcessInfo Process, IReadOnlyList<string> Http, IReadOnlyList<TenantCopy> Copies);

/// <summary>What a silo has of a tenant.</summary>
/// <param name="Tenant">Its name.</param>
/// <param name="Revision">The revision it has taken in.</param>
/// <param name="LeaseSeconds">For how long it may still answer from that without asking; 0 for no longer.</param>
/// <param name="Places">What it has loaded.</param>
public sealed record TenantCopy(string Tenant, long Revision, double LeaseSeconds, PlacesInfo Places)
{
    /// <summary>
    /// How many revisions that is behind the tenant's newest; null when that is not known. Under a lease it is told of each before that is acknowledged;
    /// without one it asks before it answers.
    /// </summary>
    public long? Behind { get; init; }
}
