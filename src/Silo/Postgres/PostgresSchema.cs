using System.Data.Common;
using System.Globalization;
using Npgsql;

namespace OrleansAcl.Silo;

/// <summary>
/// What a silo needs in PostgreSQL, in numbered steps (<c>Schema/NNNN-name.sql</c>). The table <c>acl_schema</c> has a row for each step that
/// a database has taken; the highest is its version, and a later program takes the steps that are missing.
/// </summary>
/// <param name="connection">The connection string.</param>
/// <param name="steps">The steps, the first makes version 1.</param>
internal sealed class PostgresSchema(string connection, IReadOnlyList<SchemaStep> steps)
{
    private static readonly string Setting = $"{SiloOptions.Section}:{nameof(SiloOptions.Connection)}";

    /// <summary>The version this program works with.</summary>
    private int Current => steps.Count;

    /// <summary>The schema of the database that the options name.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidArguments"/> when they name none.</exception>
    public static PostgresSchema Of(SiloOptions options) => new(
        options.Connection ?? throw new AclException(ErrorCodes.InvalidArguments, "is missing; expected a connection string of PostgreSQL", Setting), SchemaStep.All);

    /// <summary>Takes the steps that are missing, all or none; two that do so at once do it one after the other.</summary>
    /// <returns>The version before and after.</returns>
    /// <exception cref="AclException">The database cannot be reached, refuses, or is of a later version.</exception>
    public Task<(int Before, int After)> UpgradeAsync(CancellationToken cancellation) => UseAsync(async database =>
    {
        await using var transaction = await database.BeginTransactionAsync(cancellation);
        // The number only has to be the same for everybody who does this.
        await RunAsync(database, "SELECT pg_advisory_xact_lock(4702183518)", cancellation);
        await RunAsync(database, "CREATE TABLE IF NOT EXISTS acl_schema (version integer PRIMARY KEY, step text NOT NULL, taken timestamptz NOT NULL DEFAULT now())", cancellation);
        var before = await VersionAsync(database, cancellation);
        RequireNotLater(before);
        for (var step = before; step < Current; step++)
        {
            await RunAsync(database, steps[step].Text, cancellation);
            await RunAsync(database, $"INSERT INTO acl_schema (version, step) VALUES ({step + 1}, '{steps[step].Name}')", cancellation);
        }

        await transaction.CommitAsync(cancellation);
        return (before, Current);
    }, cancellation);

    /// <summary>Makes sure that the database is of the version this program works with.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.StoreFailed"/> when it is not, naming the command that makes it so.</exception>
    public Task RequireCurrentAsync(CancellationToken cancellation) => UseAsync(async database =>
    {
        var version = await VersionAsync(database, cancellation);
        RequireNotLater(version);
        if (version < Current)
        {
            var has = version == 0 ? "has no schema" : $"has the schema of version {version}, and this program needs {Current}";
            throw new AclException(ErrorCodes.StoreFailed, $"the database {has}; run `OrleansAcl.Silo {Arguments.Schema} --{Setting}=..` first", Setting);
        }

        return version;
    }, cancellation);

    private void RequireNotLater(int version)
    {
        if (version > Current)
            throw new AclException(ErrorCodes.StoreFailed, $"the database has the schema of version {version}, and this program knows {Current}; run a later program", Setting);
    }

    private static async Task<int> VersionAsync(NpgsqlConnection database, CancellationToken cancellation)
    {
        await using var exists = new NpgsqlCommand("SELECT to_regclass('acl_schema') IS NOT NULL", database);
        if (await exists.ExecuteScalarAsync(cancellation) is not true) return 0;
        await using var version = new NpgsqlCommand("SELECT coalesce(max(version), 0) FROM acl_schema", database);
        return Convert.ToInt32(await version.ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture);
    }

    private static async Task RunAsync(NpgsqlConnection database, string text, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(text, database);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Opens the database for a while; what it says against it is said with the setting's name, and without the connection's secrets.</summary>
    private async Task<TAnswer> UseAsync<TAnswer>(Func<NpgsqlConnection, Task<TAnswer>> use, CancellationToken cancellation)
    {
        try
        {
            await using var database = new NpgsqlConnection(connection);
            await database.OpenAsync(cancellation);
            return await use(database);
        }
        catch (ArgumentException e)
        {
            throw new AclException(ErrorCodes.InvalidArguments, $"is no connection string of PostgreSQL; expected such as `Host=..;Database=..;Username=..`: {e.Message}", Setting, e);
        }
        catch (DbException e)
        {
            throw new AclException(ErrorCodes.StoreFailed, $"PostgreSQL cannot be used: {e.Message}", Setting, e);
        }
    }
}
