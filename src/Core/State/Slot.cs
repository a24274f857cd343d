namespace OrleansAcl.State;

/// <summary>One state of one entity, immutable once published, with the version that wrote it and what it replaced.</summary>
internal abstract record EntityState
{
    /// <summary>The tenant version that wrote it; 0 is what was there before anything was.</summary>
    public long Version { get; set; }

    /// <summary>The shard of the index that names it, where one is kept.</summary>
    public int IndexShard { get; set; }

    /// <summary>What it replaced, for readers that began before it was published.</summary>
    public EntityState? Previous { get; set; }
}

/// <summary>
/// Where the states of one entity live. A reader takes no lock: it holds a version and finds the newest state not above it. Writers
/// stage a state above the published version, where no reader looks, and publish by moving the version.
/// </summary>
/// <param name="initial">The state before any.</param>
/// <param name="known">Whether that is the state; otherwise it has yet to be loaded.</param>
internal class Slot<TState>(TState initial, bool known) where TState : EntityState
{
    private volatile TState _head = initial;
    private volatile bool _known = known;

    /// <summary>Whether the state is in memory. Where only part of a tenant is, a place may be there before its state.</summary>
    public bool IsKnown => _known;

    /// <summary>Puts the state there that was lacking. What it was before the version that wrote it nobody here can say.</summary>
    public void Load(TState state, long version)
    {
        (state.Version, state.Previous) = (version, null);
        _head = state;
        _known = true;
    }

    /// <summary>Notes that what was staged here is all there is, for before it there was nothing.</summary>
    public void Know() => _known = true;

    /// <summary>The state as of a version.</summary>
    /// <exception cref="StaleVersionException">When it has been replaced twice since; the reader begins again at the newest version.</exception>
    public TState At(long version)
    {
        var state = _head;
        while (state.Version > version) state = (TState?)state.Previous ?? throw new StaleVersionException();
        return state;
    }

    /// <summary>Puts a state on top, for the one writer. What is published already loses its own predecessor.</summary>
    public void Stage(TState state, long version, long published)
    {
        var head = _head;
        state.Version = version;
        state.Previous = head.Version == version ? head.Previous : head;
        if (state.Previous is { } previous && previous.Version <= published) previous.Previous = null;
        _head = state;
    }

    /// <summary>Takes back what was staged at a version.</summary>
    public void Unstage(long version)
    {
        if (_head.Version == version) _head = (TState)_head.Previous!;
    }
}

/// <summary>A reader has been overtaken; its host begins the question again at the newest version.</summary>
internal sealed class StaleVersionException : Exception;
