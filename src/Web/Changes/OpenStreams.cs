namespace OrleansAcl.Web.Changes;

/// <summary>BOUNDED: how many pages a process tells of changes at a time, each of which keeps a connection and waits in the change log.</summary>
internal sealed class OpenStreams
{
    /// <summary>Most of them.</summary>
    public const int Most = 256;

    private int _open;

    /// <summary>Takes a place; false when there is none left.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _open) <= Most) return true;
        Leave();
        return false;
    }

    /// <summary>Gives a place back.</summary>
    public void Leave() => Interlocked.Decrement(ref _open);
}
