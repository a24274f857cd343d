using OrleansAcl.Embedded.Storage;

namespace OrleansAcl.Embedded.Tests.Storage;

/// <summary>Queues one-record batches and notes what the queue calls back, in order.</summary>
internal sealed class Writer(CommitQueue queue)
{
    private readonly List<string> _published = [];
    private readonly List<string> _failed = [];

    public IReadOnlyList<string> Published => _published;

    public IReadOnlyList<string> Failed => _failed;

    public Task Enqueue(string key) => queue.EnqueueAsync([Record(key)], () => _published.Add(key), _ => _failed.Add(key));

    public static StoredRecord Record(string key) => new("t", "resource", key, "{}");
}
