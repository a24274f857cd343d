using Microsoft.Data.Sqlite;
using OrleansAcl.Embedded.Storage;

namespace OrleansAcl.Embedded.Tests.Storage;

public sealed class SqliteFileTests : IDisposable
{
    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Opening_AFolderThatIsNotThere_MakesIt()
    {
        var folder = Path.Combine(_folder.Path, "deeper", "still");

        using var store = SqliteStore.Open(folder);

        Assert.True(File.Exists(Path.Combine(folder, SqliteStore.FileName)));
    }

    [Fact]
    public void Opening_AFolderThatIsAFile_SaysSo()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "file"), "");

        AssertRefused("failed", Path.Combine(_folder.Path, "file"));
    }

    [Fact]
    public void Opening_WhatThisProcessHasOpen_IsRefusedUntilItIsDisposed()
    {
        using (SqliteStore.Open(_folder.Path)) AssertRefused("in use by another process");

        using var again = SqliteStore.Open(_folder.Path);
    }

    [Fact]
    public void Opening_AFileOfANewerVersion_NamesBothVersions()
    {
        SqliteStore.Open(_folder.Path).Dispose();
        Execute("PRAGMA user_version = 7");

        AssertRefused("schema version 7; this program knows up to 2");
    }

    [Fact]
    public void Opening_AFileOfAnEarlierVersion_MakesItOneOfThis()
    {
        SqliteStore.Open(_folder.Path).Dispose();
        Execute("PRAGMA user_version = 1");
        SqliteStore.Open(_folder.Path).Dispose();
        Assert.Equal(2, Number("PRAGMA user_version"));
    }

    [Fact]
    public void Opening_ADatabaseOfAnotherProgram_LeavesItAlone()
    {
        Execute("CREATE TABLE theirs(x)");

        AssertRefused("database of another program");
    }

    [Fact]
    public void Opening_AFileThatIsNoDatabase_SaysThatItIsDamaged()
    {
        File.WriteAllText(_folder.File, string.Join('\n', Enumerable.Repeat("this is no database", 500)));

        AssertRefused("is damaged");
    }

    [Fact]
    public void Loading_AFileThatLostItsEnd_SaysThatItIsDamaged()
    {
        using (var store = SqliteStore.Open(_folder.Path))
            store.Commit([.. Enumerable.Range(0, 1_000).Select(i => new StoredRecord("t", "resource", $"{i}", "{}"))]);
        using (var file = File.OpenWrite(_folder.File)) file.SetLength(file.Length / 2);

        AssertRefused("is damaged");
    }

    [Fact]
    public void Loading_AFileWithAPageOverwritten_SaysThatItIsDamaged()
    {
        using (var store = SqliteStore.Open(_folder.Path))
            store.Commit([.. Enumerable.Range(0, 1_000).Select(i => new StoredRecord("t", "resource", $"{i}", "{}"))]);
        using (var file = File.OpenWrite(_folder.File))
        {
            file.Position = 4096 * 3;
            file.Write(new byte[4096]);
        }

        AssertRefused("is damaged");
    }

    private void AssertRefused(string because, string? folder = null)
    {
        var error = Assert.Throws<AclException>(() =>
        {
            using var store = SqliteStore.Open(folder ?? _folder.Path);
            store.LoadAll();
        });
        Assert.Equal(ErrorCodes.StoreFailed, error.Code);
        Assert.Contains(because, error.Message);
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.File};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private long Number(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.File};Pooling=false");
        connection.Open();
        return SqliteSchema.Number(connection, sql);
    }
}
