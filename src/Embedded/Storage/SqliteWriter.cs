using Microsoft.Data.Sqlite;

namespace OrleansAcl.Embedded.Storage;

/// <summary>Writes records of one connection, one transaction at a time, with statements prepared once.</summary>
internal sealed class SqliteWriter : IDisposable
{
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _commit;
    private readonly SqliteCommand _rollback;
    private readonly SqliteCommand _put;
    private readonly SqliteCommand _remove;
    private readonly SqliteCommand _removeTenant;

    public SqliteWriter(SqliteConnection connection)
    {
        _begin = Prepare(connection, "BEGIN IMMEDIATE");
        _commit = Prepare(connection, "COMMIT");
        _rollback = Prepare(connection, "ROLLBACK");
        _put = Prepare(connection, "INSERT OR REPLACE INTO record(tenant, kind, key, body) VALUES($tenant, $kind, $key, $body)", "$tenant", "$kind", "$key", "$body");
        _remove = Prepare(connection, "DELETE FROM record WHERE tenant = $tenant AND kind = $kind AND key = $key", "$tenant", "$kind", "$key");
        _removeTenant = Prepare(connection, "DELETE FROM record WHERE tenant = $tenant", "$tenant");
    }

    public void Commit(IReadOnlyList<StoredRecord> writes)
    {
        _begin.ExecuteNonQuery();
        try
        {
            foreach (var write in writes) Write(write);
            _commit.ExecuteNonQuery();
        }
        catch
        {
            Rollback();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var command in (ReadOnlySpan<SqliteCommand>)[_begin, _commit, _rollback, _put, _remove, _removeTenant]) command.Dispose();
    }

    private void Write(in StoredRecord write)
    {
        if (write.RemovesTenant) Run(_removeTenant, write.Tenant);
        else if (write.Kind == StoredRecord.Everything) throw new InvalidOperationException($"the kind `{StoredRecord.Everything}` cannot be stored");
        else if (write.Body is { } body) Run(_put, write.Tenant, write.Kind, write.Key, body);
        else Run(_remove, write.Tenant, write.Kind, write.Key);
    }

    private void Rollback()
    {
        try
        {
            _rollback.ExecuteNonQuery();
        }
        catch (SqliteException)
        {
            // On a full disk and other grave errors SQLite has rolled back by itself, and what failed first is the news.
        }
    }

    private static void Run(SqliteCommand command, params ReadOnlySpan<string> values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
        command.ExecuteNonQuery();
    }

    private static SqliteCommand Prepare(SqliteConnection connection, string sql, params ReadOnlySpan<string> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters) command.Parameters.Add(name, SqliteType.Text);
        command.Prepare();
        return command;
    }
}
