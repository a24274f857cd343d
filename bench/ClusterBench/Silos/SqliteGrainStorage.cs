using System.Globalization;
using Microsoft.Data.Sqlite;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Storage;

namespace OrleansAcl.ClusterBench.Silos;

/// <summary>Grain storage in one file that the silos of this machine share, so that what a killed silo had stored is still there.</summary>
internal sealed class SqliteGrainStorage : IGrainStorage
{
    private readonly Serializer _serializer;
    private readonly string _connection;

    /// <summary>One writer a process at a time: SQLite has those who wait try again after a while, and some would wait for ever.</summary>
    private readonly SemaphoreSlim _writing = new(1);

    private int _writes;

    /// <summary>How many states this process has written.</summary>
    public int Writes => _writes;

    /// <summary>The bytes of the largest state.</summary>
    public int Largest
    {
        get
        {
            using var connection = Open();
            using var command = Command(connection, "SELECT COALESCE(MAX(LENGTH(body)), 0) FROM state");
            return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        }
    }

    public SqliteGrainStorage(string file, Serializer serializer)
    {
        _serializer = serializer;
        _connection = new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 30 }.ToString();
        using var connection = Open();
        using var command = Command(
            connection,
            "PRAGMA journal_mode = WAL; "
            + "CREATE TABLE IF NOT EXISTS state (key TEXT PRIMARY KEY, etag INTEGER NOT NULL, body BLOB NOT NULL) WITHOUT ROWID");
        command.ExecuteNonQuery();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connection);
        connection.Open();
        using var command = Command(connection, "PRAGMA synchronous = NORMAL");
        command.ExecuteNonQuery();
        return connection;
    }

    private static SqliteCommand Command(SqliteConnection connection, string text, params ReadOnlySpan<(string Name, object Value)> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value);
        return command;
    }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.Run(() =>
    {
        using var connection = Open();
        using var command = Command(connection, "SELECT etag, body FROM state WHERE key = $key", ("$key", $"{stateName}/{grainId}"));
        using var reader = command.ExecuteReader();
        grainState.RecordExists = reader.Read();
        if (!grainState.RecordExists) return;
        grainState.ETag = reader.GetInt64(0).ToString(CultureInfo.InvariantCulture);
        grainState.State = _serializer.Deserialize<T>(reader.GetFieldValue<byte[]>(1));
    });

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var before = grainState.ETag is null ? 0 : long.Parse(grainState.ETag, CultureInfo.InvariantCulture);
        var text = before == 0
            ? "INSERT INTO state VALUES ($key, 1, $body) ON CONFLICT DO NOTHING"
            : "UPDATE state SET etag = etag + 1, body = $body WHERE key = $key AND etag = $etag";
        var body = _serializer.SerializeToArray(grainState.State);
        var written = await ChangeAsync(text, ("$key", $"{stateName}/{grainId}"), ("$etag", before), ("$body", body));
        if (written != 1) throw new InconsistentStateException("the ETag does not match");
        Interlocked.Increment(ref _writes);
        (grainState.ETag, grainState.RecordExists) = ((before + 1).ToString(CultureInfo.InvariantCulture), true);
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await ChangeAsync("DELETE FROM state WHERE key = $key", ("$key", $"{stateName}/{grainId}"));
        (grainState.ETag, grainState.RecordExists) = (null, false);
    }

    /// <summary>Changes rows, and says how many; those who wait for their turn hold up no thread.</summary>
    private async Task<int> ChangeAsync(string text, params (string Name, object Value)[] values)
    {
        await _writing.WaitAsync();
        try
        {
            return await Task.Run(() =>
            {
                using var connection = Open();
                using var command = Command(connection, text, values);
                return command.ExecuteNonQuery();
            });
        }
        finally
        {
            _writing.Release();
        }
    }
}
