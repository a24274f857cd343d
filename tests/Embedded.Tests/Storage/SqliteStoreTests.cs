using OrleansAcl.Embedded.Storage;

namespace OrleansAcl.Embedded.Tests.Storage;

public sealed class SqliteStoreTests : IDisposable
{
    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Records_AfterReopening_AreLoadedInOrder()
    {
        StoredRecord[] records =
        [
            new("a", "group", "g", "{\"members\":[]}"), new("a", "resource", "", "empty key"), new("a", "resource", "object:/Users/ann b", ""),
            new("a", "resource", "scheduler:42", "ünïcode 🗝"), new("b", "resource", "scheduler:42", "another tenant"),
        ];

        Commit([.. records.Reverse()]);

        Assert.Equal(records, Load());
    }

    [Fact]
    public void Writes_OfTheSameRecord_LeaveTheLast()
    {
        Commit(Put("k", "1"), Put("gone", "1"), Put("k", "2"));
        Commit(Put("k", "3"), Remove("gone"), Remove("never there"));

        Assert.Equal([Put("k", "3")], Load());
    }

    [Fact]
    public void TenantRemoval_BetweenWrites_TakesWhatCameBeforeAndLeavesTheRest()
    {
        StoredRecord other = new("t2", "resource", "k", "stays");
        Commit(Put("old", "1"), other);
        Commit(Put("new", "1"), StoredRecord.RemoveTenant("t"), Put("newest", "1"));

        Assert.Equal([Put("newest", "1"), other], Load());
    }

    [Fact]
    public void Commit_WithAWriteThatFails_StoresNoneOfItAndCanBeFollowedByAnother()
    {
        using (var store = SqliteStore.Open(_folder.Path))
        {
            var error = Assert.Throws<AclException>(() => store.Commit([Put("lost", "1"), new("t", StoredRecord.Everything, "k", "body")]));
            Assert.Equal(ErrorCodes.StoreFailed, error.Code);
            store.Commit([Put("kept", "1")]);
        }

        Assert.Equal([Put("kept", "1")], Load());
    }

    [Fact]
    public void Commit_ThatExceedsTheSizeOfTheFile_IsAStoreFailureAndLeavesTheFileUsable()
    {
        using (var store = SqliteStore.Open(_folder.Path))
        {
            store.LimitPages(16);
            var error = Assert.Throws<AclException>(() => store.Commit([Put("small", "1"), Put("large", new string('x', 1 << 20))]));
            Assert.Contains("no space left", error.Message);
            store.Commit([Put("kept", "1")]);
        }

        Assert.Equal([Put("kept", "1")], Load());
    }

    [Fact]
    public void Load_OfManyRecords_SaysHowFarItIs()
    {
        const int count = SqliteStore.ProgressEvery + 1;
        Commit([.. Enumerable.Range(0, count).Select(i => Put($"{i}", "{}"))]);
        var reports = new List<(long, long)>();

        using var store = SqliteStore.Open(_folder.Path);
        store.Load(_ => { }, (done, total) => reports.Add((done, total)));

        Assert.Equal([(SqliteStore.ProgressEvery, count), (count, count)], reports);
    }

    [Fact]
    public async Task ManyWriters_OverTheQueue_AreAllThereAfterReopening()
    {
        using (var store = SqliteStore.Open(_folder.Path))
        {
            await using var queue = new CommitQueue(store);
            await Task.WhenAll(Enumerable.Range(0, 500).Select(i => queue.EnqueueAsync([Put($"{i}", "{}")], () => { }, _ => { })));
        }

        Assert.Equal(500, Load().Count);
    }

    private static StoredRecord Put(string key, string body) => new("t", "resource", key, body);

    private static StoredRecord Remove(string key) => new("t", "resource", key, null);

    private void Commit(params StoredRecord[] writes)
    {
        using var store = SqliteStore.Open(_folder.Path);
        store.Commit(writes);
    }

    private List<StoredRecord> Load()
    {
        using var store = SqliteStore.Open(_folder.Path);
        return store.LoadAll();
    }
}
