using OrleansAcl.Embedded.Storage;

namespace OrleansAcl.Embedded.Tests.Storage;

/// <summary>An empty folder that goes away with the test.</summary>
internal sealed class DataFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("acl-store-").FullName;

    /// <summary>The store's file within it.</summary>
    public string File => System.IO.Path.Combine(Path, SqliteStore.FileName);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>What tests ask of any store.</summary>
internal static class RecordStoreQuestions
{
    public static List<StoredRecord> LoadAll(this IRecordStore store)
    {
        var all = new List<StoredRecord>();
        store.Load(all.Add, null);
        return all;
    }
}
