using OrleansAcl.Embedded.Storage;

namespace OrleansAcl.Embedded.Tests.Storage;

public sealed class CommitQueueTests
{
    [Fact(Timeout = GatedStore.GiveUpAfter)]
    public async Task Writers_ThatArriveDuringACommit_ShareTheNextOne()
    {
        var store = new GatedStore();
        await using var queue = new CommitQueue(store);
        var writer = new Writer(queue);

        var first = writer.Enqueue("first");
        await store.EnteredAsync();
        Task[] others = [.. Enumerable.Range(0, 16).Select(i => writer.Enqueue($"{i}"))];
        store.Release(2);
        await Task.WhenAll([first, .. others]);

        Assert.Equal(2, store.Commits.Count);
        Assert.Equal(Enumerable.Range(0, 16).Select(i => $"{i}"), store.Commits[1]);
    }

    [Fact(Timeout = GatedStore.GiveUpAfter)]
    public async Task Writers_OnManyThreads_AreStoredAndPublishedInTheOrderTheyQueued()
    {
        var store = new GatedStore();
        await using var queue = new CommitQueue(store);
        var writer = new Writer(queue);
        var (order, tasks) = (new List<string>(), new List<Task>());
        using var start = new Barrier(4);

        void Write(int thread)
        {
            start.SignalAndWait();
            for (var i = 0; i < 100; i++)
                lock (order)
                {
                    order.Add($"{thread}.{i}");
                    tasks.Add(writer.Enqueue($"{thread}.{i}"));
                }
        }

        store.Release(400);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Factory.StartNew(
            () => Write(thread), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        await Task.WhenAll(tasks);

        Assert.Equal(order, store.Commits.SelectMany(commit => commit));
        Assert.Equal(order, writer.Published);
    }

    [Fact(Timeout = GatedStore.GiveUpAfter)]
    public async Task Write_BeforeItsCommitReturned_IsNeitherPublishedNorAcknowledged()
    {
        var store = new GatedStore();
        await using var queue = new CommitQueue(store);
        var writer = new Writer(queue);

        var write = writer.Enqueue("a");
        await store.EnteredAsync();
        var (published, acknowledged) = (writer.Published.Count, write.IsCompleted);
        store.Release();
        await write;

        Assert.Equal((0, false), (published, acknowledged));
        Assert.Equal(["a"], writer.Published);
    }

    [Fact(Timeout = GatedStore.GiveUpAfter)]
    public async Task Batch_WithNothingToWrite_IsPublishedInItsPlaceWithoutACommit()
    {
        var store = new GatedStore();
        await using var queue = new CommitQueue(store);
        var published = false;

        await queue.EnqueueAsync([], () => published = true, _ => { });

        Assert.True(published);
        Assert.Empty(store.Commits);
    }

    [Fact(Timeout = GatedStore.GiveUpAfter)]
    public async Task Queue_WhenFull_RefusesAtOnceAndCallsNothingBack()
    {
        var store = new GatedStore();
        await using var queue = new CommitQueue(store);
        var writer = new Writer(queue);

        var first = writer.Enqueue("first");
        await store.EnteredAsync();
        var full = queue.EnqueueAsync([.. Enumerable.Repeat(Writer.Record("x"), CommitQueue.MaxWaitingRecords)], () => { }, _ => { });
        var error = Assert.Throws<AclException>(() => { _ = writer.Enqueue("one too many"); });
        store.Release(2);
        await Task.WhenAll(first, full);

        Assert.Equal(ErrorCodes.Overloaded, error.Code);
        Assert.Equal(["first"], writer.Published);
        Assert.Empty(writer.Failed);
    }

    [Fact(Timeout = GatedStore.GiveUpAfter)]
    public async Task Queue_WhenClosed_StoresWhatWaitsAndTakesNothingMore()
    {
        var store = new GatedStore();
        var queue = new CommitQueue(store);
        var writer = new Writer(queue);

        var first = writer.Enqueue("a");
        await store.EnteredAsync();
        var second = writer.Enqueue("b");
        var closing = queue.DisposeAsync();
        var error = Assert.Throws<AclException>(() => { _ = writer.Enqueue("c"); });
        store.Release(2);
        await closing;

        Assert.Equal(ErrorCodes.StoreFailed, error.Code);
        Assert.True(first.IsCompletedSuccessfully && second.IsCompletedSuccessfully);
        Assert.Equal(["a", "b"], writer.Published);
    }
}
