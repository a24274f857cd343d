namespace OrleansAcl.Silo;

/// <summary>The backends an executable has. <c>azure</c> is in an executable of its own, so that this one needs no packages of Azure.</summary>
internal sealed class BackendList(IEnumerable<IBackend> more)
{
    /// <summary>The name of the backend that not every executable has.</summary>
    private const string Azure = "azure";

    /// <summary>What <c>Acl:Clustering</c> may be.</summary>
    public static IReadOnlyList<string> Clusterings { get; } = [LocalBackend.Clustering, PostgresBackend.BackendName, Azure];

    /// <summary>What <c>Acl:Storage</c> may be.</summary>
    public static IReadOnlyList<string> Storages { get; } = [LocalBackend.Storage, PostgresBackend.BackendName, Azure];

    private readonly IBackend[] _backends = [new LocalBackend(), new PostgresBackend(), .. more];

    /// <summary>The one that finds the other silos.</summary>
    public IBackend ForClustering(SiloOptions options) => Of(options.Clustering, nameof(SiloOptions.Clustering));

    /// <summary>The one that stores.</summary>
    public IBackend ForStorage(SiloOptions options) => Of(options.Storage, nameof(SiloOptions.Storage));

    private IBackend Of(string name, string setting) => name == LocalBackend.Storage ? _backends[0] : _backends.FirstOrDefault(b => b.Name == name)
        ?? throw new AclException(ErrorCodes.InvalidArguments, $"`{name}` is not in this executable; run OrleansAcl.Silo.Azure, which has it", $"{SiloOptions.Section}:{setting}");
}
