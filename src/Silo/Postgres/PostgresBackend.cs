using Orleans.Hosting;

namespace OrleansAcl.Silo;

/// <summary>PostgreSQL through Orleans' ADO.NET providers, over the tables that <see cref="PostgresSchema"/> makes.</summary>
internal sealed class PostgresBackend : IBackend
{
    /// <summary>What it is called.</summary>
    public const string BackendName = "adonet";

    private const string Provider = "postgres";
    private const string Invariant = "Npgsql";

    /// <inheritdoc/>
    public string Name => BackendName;

    /// <inheritdoc/>
    public Task RequireUsableAsync(SiloOptions options, CancellationToken cancellation) =>
        PostgresSchema.Of(options).RequireCurrentAsync(cancellation);

    /// <inheritdoc/>
    public void UseClustering(ISiloBuilder silo, SiloOptions options) => silo.UseAdoNetClustering(postgres =>
    {
        postgres.Invariant = Invariant;
        postgres.ConnectionString = options.Connection!;
    });

    /// <inheritdoc/>
    public void UseStorage(ISiloBuilder silo, SiloOptions options) => silo
        .AddAdoNetGrainStorage(Provider, (Orleans.Configuration.AdoNetGrainStorageOptions postgres) =>
        {
            postgres.Invariant = Invariant;
            postgres.ConnectionString = options.Connection!;
        })
        // The provider reads a key that looks like a number or a GUID as one, and fails on braces. These keys do neither, and can still be read.
        .UseRekeyed(Provider, key => $"={Uri.EscapeDataString(key)}");
}
