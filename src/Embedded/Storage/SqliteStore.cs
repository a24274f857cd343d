using Microsoft.Data.Sqlite;
using OrleansAcl.State;

namespace OrleansAcl.Embedded.Storage;

/// <summary>
/// Records in one SQLite file of a data folder, which this store has to itself until it is disposed. The write-ahead log is synced
/// at every commit (DURABLE-ACK); after a crash, opening the file again finds every commit that returned.
/// </summary>
internal sealed class SqliteStore : IRecordStore
{
    /// <summary>The file's name within the data folder; SQLite puts <c>-wal</c> beside it while it is open.</summary>
    public const string FileName = "acl.db";

    /// <summary>How long opening waits for another process to let go of the file, in seconds.</summary>
    public const int OpenTimeoutSeconds = 1;

    /// <summary>How many records are loaded between two reports of progress.</summary>
    public const int ProgressEvery = 10_000;

    /// <summary>The log is cut back to this many bytes when a large commit has blown it up.</summary>
    private const int LogBytesKept = 64 << 20;

    private readonly Lock _using = new();
    private readonly string _path;
    private readonly SqliteConnection _connection;
    private readonly SqliteWriter _writer;

    private SqliteStore(string path, SqliteConnection connection)
    {
        _path = path;
        _connection = connection;
        _writer = new SqliteWriter(connection);
    }

    /// <summary>Opens the store of a data folder, making the folder and the file when they are not there.</summary>
    /// <exception cref="AclException">
    /// <see cref="ErrorCodes.StoreFailed"/> when another process has it open, when the file is damaged, of a newer version or another
    /// program's, or when the folder cannot be written to.
    /// </exception>
    public static SqliteStore Open(string folder)
    {
        var path = Path.Combine(folder, FileName);
        SqliteConnection? connection = null;
        try
        {
            Directory.CreateDirectory(folder);
            connection = Connect(path);
            SqliteSchema.Require(connection, path);
            return new SqliteStore(path, connection);
        }
        catch (Exception e)
        {
            connection?.Dispose();
            if (e is SqliteException or IOException or UnauthorizedAccessException) throw SqliteFailure.Explain(path, e);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Load(Action<StoredRecord> each, Action<long, long>? progress)
    {
        try
        {
            var total = progress is null ? 0 : SqliteSchema.Number(_connection, $"SELECT COUNT(*) FROM record WHERE kind <> '{EntityKey.Change}'");
            var done = 0L;
            using var command = _connection.CreateCommand();
            command.CommandText = $"SELECT tenant, kind, key, body FROM record WHERE kind <> '{EntityKey.Change}' ORDER BY tenant, kind, key";
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                each(new StoredRecord(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3)));
                if (++done % ProgressEvery == 0) progress?.Invoke(done, total);
            }

            progress?.Invoke(done, total);
        }
        catch (SqliteException e)
        {
            throw SqliteFailure.Explain(_path, e);
        }
    }

    /// <inheritdoc/>
    public void Commit(IReadOnlyList<StoredRecord> writes)
    {
        try
        {
            lock (_using) _writer.Commit(writes);
        }
        catch (Exception e) when (e is SqliteException or InvalidOperationException)
        {
            throw SqliteFailure.Explain(_path, e);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Read(string tenant, string kind, string from, string to)
    {
        try
        {
            lock (_using)
            {
                using var command = _connection.CreateCommand();
                command.CommandText = "SELECT body FROM record WHERE tenant = $tenant AND kind = $kind AND key BETWEEN $from AND $to ORDER BY key";
                foreach (var (name, value) in ((string, string)[])[("$tenant", tenant), ("$kind", kind), ("$from", from), ("$to", to)])
                    command.Parameters.AddWithValue(name, value);
                using var reader = command.ExecuteReader();
                var bodies = new List<string>();
                while (reader.Read()) bodies.Add(reader.GetString(0));
                return bodies;
            }
        }
        catch (Exception e) when (e is SqliteException or InvalidOperationException)
        {
            throw SqliteFailure.Explain(_path, e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_using)
        {
            _writer.Dispose();
            _connection.Dispose();
        }
    }

    /// <summary>Lets the file grow to so many pages of 4 KiB and no further, as a full disk would.</summary>
    internal void LimitPages(int pages) => SqliteSchema.Execute(_connection, $"PRAGMA max_page_count = {pages}");

    /// <summary>Makes a missing file its owner's alone; SQLite gives the log beside it the same mode.</summary>
    private static void MakeOwnersOnly(string path)
    {
        if (File.Exists(path) || OperatingSystem.IsWindows()) return;
        new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }).Dispose();
    }

    private static SqliteConnection Connect(string path)
    {
        MakeOwnersOnly(path);
        // Pooling would keep the file open, and so locked, after the store is disposed.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Pooling = false,
            DefaultTimeout = OpenTimeoutSeconds,
        }.ToString());
        try
        {
            connection.Open();
            // Exclusive locking comes before WAL: the index of the log then lives in this process and a second opener is refused.
            SqliteSchema.Execute(connection, "PRAGMA locking_mode = EXCLUSIVE");
            SqliteSchema.Execute(connection, "PRAGMA journal_mode = WAL");
            SqliteSchema.Execute(connection, "PRAGMA synchronous = FULL");
            SqliteSchema.Execute(connection, $"PRAGMA journal_size_limit = {LogBytesKept}");
            SqliteSchema.Execute(connection, "BEGIN EXCLUSIVE; COMMIT");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
