using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace OrleansAcl.Embedded.Storage;

/// <summary>Says in the product's words what went wrong with the file.</summary>
internal static class SqliteFailure
{
    /// <summary>The failure of a store as the one exception its callers know.</summary>
    public static AclException Explain(string path, Exception e) => new(ErrorCodes.StoreFailed, Describe(path, e), null, e);

    private static string Describe(string path, Exception e) => (e as SqliteException)?.SqliteErrorCode switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => $"the store `{path}` is in use by another process",
        raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT => $"the store `{path}` is damaged: {e.Message}",
        raw.SQLITE_FULL => $"the store `{path}` has no space left on its disk",
        raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM => $"the store `{path}` cannot be written to: {e.Message}",
        _ => $"the store `{path}` failed: {e.Message}",
    };
}
