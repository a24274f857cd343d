namespace OrleansAcl.Embedded.Storage;

/// <summary>
/// Where records are kept. It is loaded once, before the first commit; afterwards it is written to, by one at a time:
/// <see cref="CommitQueue"/> is what many writers share. Every failure is an <see cref="AclException"/> with
/// <see cref="ErrorCodes.StoreFailed"/>.
/// </summary>
internal interface IRecordStore : IDisposable
{
    /// <summary>Reads every record but the change log, ordered by tenant, kind and key (ordinal, by UTF-8 bytes).</summary>
    /// <param name="each">Takes one record; its body is never null. What it throws ends the load and reaches the caller.</param>
    /// <param name="progress">Told now and then, and at the end, how many records have been read and how many there are.</param>
    void Load(Action<StoredRecord> each, Action<long, long>? progress);

    /// <summary>
    /// Applies the writes in order, all or none. DURABLE-ACK: when this returns they survive the death of the process and of the machine.
    /// When it throws, none of them is seen by later commits.
    /// </summary>
    void Commit(IReadOnlyList<StoredRecord> writes);

    /// <summary>The bodies of a tenant's records of a kind from one key to another, both included, in order, as of some commit. At any time.</summary>
    IReadOnlyList<string> Read(string tenant, string kind, string from, string to);
}
