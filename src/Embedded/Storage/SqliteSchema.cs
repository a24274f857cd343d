using Microsoft.Data.Sqlite;

namespace OrleansAcl.Embedded.Storage;

/// <summary>The shape of the file, and how a file of another shape is recognised.</summary>
internal static class SqliteSchema
{
    /// <summary>
    /// What this program writes, kept in <c>user_version</c>. 1: without terms. 2: what is given may count for a time or under a condition only, which
    /// a program of version 1 would take to be given for good; so it must not open such a file. Every earlier version can be read.
    /// </summary>
    public const long Version = 2;

    private static readonly string Create = $"""
        BEGIN IMMEDIATE;
        CREATE TABLE record(
            tenant TEXT NOT NULL,
            kind   TEXT NOT NULL,
            key    TEXT NOT NULL,
            body   TEXT NOT NULL,
            PRIMARY KEY (tenant, kind, key)) WITHOUT ROWID;
        PRAGMA user_version = {Version};
        COMMIT;
        """;

    /// <summary>Makes the table in a new file, takes a file of an earlier version for one of this, and refuses any other.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.StoreFailed"/> for a file of a newer version or of another program.</exception>
    public static void Require(SqliteConnection connection, string path)
    {
        var version = Number(connection, "PRAGMA user_version");
        if (version > Version)
            throw new AclException(ErrorCodes.StoreFailed, $"the store `{path}` has schema version {version}; this program knows up to {Version}");
        if (version == Version) return;
        if (version > 0)
        {
            Execute(connection, $"PRAGMA user_version = {Version}");
            return;
        }

        if (Number(connection, "SELECT COUNT(*) FROM sqlite_schema") > 0)
            throw new AclException(ErrorCodes.StoreFailed, $"the file `{path}` is a database of another program");
        Execute(connection, Create);
    }

    /// <summary>Runs statements that return nothing of interest.</summary>
    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The one whole number a query returns.</summary>
    public static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
