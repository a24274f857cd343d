using OrleansAcl.Embedded.Storage;

namespace OrleansAcl.Embedded.Tests.Storage;

public sealed class CommitFailureTests
{
    [Fact(Timeout = GatedStore.GiveUpAfter)]
    public async Task FailedCommit_WithBatchesBehindIt_FailsThemAllNewestFirst()
    {
        var store = new GatedStore();
        await using var queue = new CommitQueue(store);
        var writer = new Writer(queue);

        var first = writer.Enqueue("a");
        await store.EnteredAsync();
        Task[] all = [first, writer.Enqueue("b"), writer.Enqueue("c")];
        store.ReleaseWith(new IOException("the disk is gone"));

        foreach (var write in all)
        {
            var error = await Assert.ThrowsAsync<AclException>(() => write);
            Assert.Equal(ErrorCodes.StoreFailed, error.Code);
            Assert.Contains("the disk is gone", error.Message);
        }

        Assert.Equal(["c", "b", "a"], writer.Failed);
        Assert.Empty(writer.Published);
        Assert.Empty(store.Commits);
    }

    [Fact(Timeout = GatedStore.GiveUpAfter)]
    public async Task Write_AfterAFailedCommit_TriesAgain()
    {
        var store = new GatedStore();
        await using var queue = new CommitQueue(store);
        var writer = new Writer(queue);

        var lost = writer.Enqueue("lost");
        store.ReleaseWith(new AclException(ErrorCodes.StoreFailed, "the disk is full"));
        await Assert.ThrowsAsync<AclException>(() => lost);
        var kept = writer.Enqueue("kept");
        store.Release();
        await kept;

        Assert.Equal(["lost"], writer.Failed);
        Assert.Equal(["kept"], writer.Published);
    }

    [Fact(Timeout = GatedStore.GiveUpAfter)]
    public async Task Write_WhileAFailureIsBeingUndone_IsRefusedAtOnce()
    {
        var store = new GatedStore();
        await using var queue = new CommitQueue(store);
        Exception? refused = null;
        void WriteOneMore() => _ = queue.EnqueueAsync([Writer.Record("late")], () => { }, _ => { });

        var lost = queue.EnqueueAsync([Writer.Record("lost")], () => { }, _ => refused = Record.Exception(WriteOneMore));
        store.ReleaseWith(new IOException("the disk is gone"));
        await Assert.ThrowsAsync<AclException>(() => lost);

        Assert.Equal(ErrorCodes.StoreFailed, Assert.IsType<AclException>(refused).Code);
    }

    [Fact(Timeout = GatedStore.GiveUpAfter)]
    public async Task PublishedCallback_ThatThrows_FaultsItsOwnTaskOnly()
    {
        var store = new GatedStore();
        await using var queue = new CommitQueue(store);
        var writer = new Writer(queue);

        var first = writer.Enqueue("a");
        await store.EnteredAsync();
        var bad = queue.EnqueueAsync([Writer.Record("bad")], () => throw new NotSupportedException(), _ => { });
        var last = writer.Enqueue("b");
        store.Release(2);
        await Task.WhenAll(first, last);

        await Assert.ThrowsAsync<NotSupportedException>(() => bad);
        Assert.Equal(["a", "b"], writer.Published);
    }
}
