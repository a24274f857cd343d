using Orleans.Storage;
using OrleansAcl.Documents;
using OrleansAcl.Models;
using OrleansAcl.Objects;
using OrleansAcl.Servers;
using OrleansAcl.State;

namespace OrleansAcl.Grains;

/// <summary>
/// A silo's copy of what was needed of one tenant so far. It answers only under a lease of the tenant's grain, which tells it of every
/// change before the change is acknowledged; without a lease it asks for one first (FRESH). What it lacks it loads from the entities' grains; from the store
/// when it is much, or while the silo of a grain is silent.
/// </summary>
internal sealed class Replica(
    string name, SiloAddress silo, IGrainFactory grains, IGrainStorage storage, IModelLibrary models, TimeProvider time, AclGrainOptions options,
    Replicas replicas)
{
    /// <summary>How often a question is asked again before it is given up: what it needs keeps changing, or does not come.</summary>
    private const int Attempts = 200;

    /// <summary>
    /// A lease is renewed when less than this share of it is left, while the copy goes on answering: a silo that has just lost the tenant's grain can
    /// then answer for as long as it takes the cluster to notice.
    /// </summary>
    private const double Early = 0.5;

    /// <summary>How long is waited after a renewal that failed, before another is tried while the lease still runs.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>How often a question may go on to something more that has to be loaded.</summary>
    private const int MostLoads = 2 * AclLimits.ClosureMemberships;

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _renewing = new(1);
    private volatile Copy? _copy;
    private (long Life, TenantBlueprint Blueprint)? _definition;
    private long _seenDelta;
    private long _seenLife;
    private long _removedLife = -1;
    private long _revocations;
    private int _renewingEarly;
    private volatile bool _forgotten;

    /// <summary>The name of the tenant.</summary>
    public string Tenant => name;

    /// <summary>Whether it has given up, as there was no such tenant; there may be one now.</summary>
    public bool IsForgotten => _forgotten;

    /// <summary>A copy in one life of the tenant.</summary>
    private sealed class Copy(long life, TenantState state)
    {
        public long Life => life;

        public TenantState State => state;

        /// <summary>Until when it may answer, in the ticks of the time provider.</summary>
        public long LeasedUntil;

        /// <summary>From when on the lease should be renewed, in the same ticks.</summary>
        public long RenewFrom;

        /// <summary>Set by a change that this copy cannot be brought up to.</summary>
        public volatile bool Broken;

        /// <summary>How many entities it has taken in.</summary>
        public int Loaded;

        /// <summary>How many questions are waiting for what it lacks.</summary>
        public int Askers;

        /// <summary>Completes when it has taken in too much and nobody waits for it any more; null while it may grow.</summary>
        public TaskCompletionSource? Outgrown;

        /// <summary>What changes under those who are loading, one set each.</summary>
        public readonly List<HashSet<EntityKey>> Watches = [];

        /// <summary>Completes when the next change has arrived.</summary>
        public TaskCompletionSource Changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Asks a question if all it needs is here and leased, without waiting for anything.</summary>
    public bool TryAskNow<TRequest, TAnswer>(TRequest request, Func<TenantView, TRequest, TAnswer> ask, out TAnswer answer)
    {
        answer = default!;
        return _copy is { } copy && MayAnswer(copy) && TryAsk(new TenantView(copy.State, copy.State.Current, time), request, ask, out answer, out _);
    }

    /// <summary>Whether a copy may answer now. One that soon may not any more has its lease renewed meanwhile.</summary>
    private bool MayAnswer(Copy copy)
    {
        var now = time.GetTimestamp();
        if (copy.Broken || now >= Volatile.Read(ref copy.LeasedUntil)) return false;
        // Apart from whatever grain asks, whose turn it must not become.
        if (now >= Volatile.Read(ref copy.RenewFrom) && Interlocked.Exchange(ref _renewingEarly, 1) == 0) Task.Run(RenewEarlyAsync).Ignore();
        return true;
    }

    /// <summary>Asks a question of a state that no acknowledged change is newer than.</summary>
    public ValueTask<TAnswer> AskAsync<TRequest, TAnswer>(TRequest request, Func<TenantView, TRequest, TAnswer> ask) =>
        AskAsync(request, ask, fromStore: false);

    /// <summary>The same for a question that may look at much: no grain is activated for what it looks at.</summary>
    public ValueTask<TAnswer> AskMuchAsync<TRequest, TAnswer>(TRequest request, Func<TenantView, TRequest, TAnswer> ask) =>
        AskAsync(request, ask, fromStore: true);

    private IEntities Entities(Copy copy, bool fromStore) => fromStore ? new StoredEntities(grains, storage, name, copy.Life) : new EntityGrains(grains, storage, name, copy.Life);

    private async ValueTask<TAnswer> AskAsync<TRequest, TAnswer>(TRequest request, Func<TenantView, TRequest, TAnswer> ask, bool fromStore)
    {
        // Whatever is loaded brings the question nearer to its answer; what only changes may do so for ever.
        for (var (overtaken, loads) = (0, 0); overtaken < Attempts && loads < MostLoads;)
        {
            if (_forgotten) return await replicas.Of(name).AskAsync(request, ask, fromStore);
            var copy = _copy;
            if (copy is null || !MayAnswer(copy))
            {
                await RenewAsync(static expired => Volatile.Read(ref expired.LeasedUntil));
                overtaken++;
                continue;
            }

            if (!await EnterAsync(copy)) continue;
            try
            {
                while (MayAnswer(copy) && overtaken < Attempts && loads < MostLoads)
                {
                    var changed = copy.Changed.Task;
                    if (TryAsk(new TenantView(copy.State, copy.State.Current, time), request, ask, out var answer, out var missing)) return answer;
                    // Overtaken by a change that is on its way here: its news comes before the change is acknowledged.
                    if (missing is null)
                    {
                        overtaken++;
                        await NewsAsync(changed);
                    }
                    else
                    {
                        loads++;
                        await LoadAsync(copy, Entities(copy, fromStore || EntityLoader.AreMany(missing)), missing);
                    }
                }
            }
            finally
            {
                Leave(copy);
            }
        }

        throw new AclException(ErrorCodes.StoreFailed, $"tenant `{name}` changes faster than it can be read");
    }

    /// <summary>Where the tenant is: its life and revision, and what completes with the next news of it.</summary>
    public async ValueTask<(long Life, long Revision, Task News)> PositionAsync()
    {
        while (true)
        {
            if (_forgotten) return await replicas.Of(name).PositionAsync();
            // The news to wait for is that after what is asked now, or it would be missed.
            var news = _copy?.Changed.Task;
            var (state, version) = await AskAsync(0, static (view, _) => (view.Tenant, view.Version));
            lock (_lock)
            {
                if (_copy is { } copy && copy.State == state) return (copy.Life, version, news ?? Task.CompletedTask);
            }
        }
    }

    /// <summary>Everything the tenant holds, and its definition.</summary>
    public async ValueTask<(TenantSnapshot Snapshot, Node Definition)> SnapshotAsync()
    {
        while (true)
        {
            if (_forgotten) return await replicas.Of(name).SnapshotAsync();
            var (state, snapshot) = await AskMuchAsync(0, static (view, _) => (view.Tenant, view.Snapshot()));
            lock (_lock)
            {
                if (_copy is { } copy && copy.State == state && _definition is { } definition && definition.Life == copy.Life)
                    return (snapshot, definition.Blueprint.Definition);
            }
        }
    }

    /// <summary>Waits for a change that is on its way here, a little while: it may have been given up.</summary>
    private Task NewsAsync(Task changed) => Task.WhenAny(changed, Task.Delay(TimeSpan.FromMilliseconds(50), time));

    /// <summary>
    /// Begins to wait for what a copy lacks. One that has taken in too much is left to those who are waiting for it already; when they have
    /// their answers it is dropped (BOUNDED), and the others begin a new one.
    /// </summary>
    private async ValueTask<bool> EnterAsync(Copy copy)
    {
        Task outgrown;
        lock (_lock)
        {
            if (copy.Loaded <= options.CopyEntities)
            {
                copy.Askers++;
                return true;
            }

            copy.Outgrown ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (copy.Askers == 0) Drop(copy);
            outgrown = copy.Outgrown.Task;
        }

        await outgrown;
        return false;
    }

    private void Leave(Copy copy)
    {
        lock (_lock)
        {
            if (--copy.Askers == 0 && copy.Outgrown is not null) Drop(copy);
        }
    }

    private static void Drop(Copy copy)
    {
        copy.Broken = true;
        copy.Outgrown!.TrySetResult();
    }

    private static bool TryAsk<TRequest, TAnswer>(
        TenantView view, TRequest request, Func<TenantView, TRequest, TAnswer> ask, out TAnswer answer, out IReadOnlyCollection<EntityKey>? missing)
    {
        answer = default!;
        missing = null;
        Misses.Begin();
        try
        {
            answer = ask(view, request);
            missing = Misses.End();
            return missing is null;
        }
        catch (StaleVersionException)
        {
            missing = Misses.End();
            return false;
        }
        catch (AclException)
        {
            // Said of what was not all there, it counts for nothing.
            missing = Misses.End();
            if (missing is null) throw;
            return false;
        }
    }

    /// <summary>Loads what a question lacked. What changed meanwhile is read again, however much else has changed.</summary>
    private async Task LoadAsync(Copy copy, IEntities entities, IReadOnlyCollection<EntityKey> missing)
    {
        var (state, watch) = (copy.State, new HashSet<EntityKey>());
        var (asked, indexes) = (missing.ToHashSet(), EntityLoader.Indexes(missing).ToHashSet());
        var indexVersion = 0L;
        lock (_lock) copy.Watches.Add(watch);
        try
        {
            while (missing.Count > 0)
            {
                Task news;
                var loaded = await EntityLoader.LoadAsync(entities, state, missing);
                lock (_lock)
                {
                    if (copy.Broken) return;
                    loaded.Put(state, watch);
                    copy.Loaded += loaded.Count;
                    missing = [.. watch.Where(k => (asked.Contains(k) || indexes.Contains(k.IndexName)) && !new EntityRecord(k, null).IsKnown(state))];
                    watch.Clear();
                    indexVersion = Math.Max(indexVersion, loaded.IndexVersion);
                    if (missing.Count > 0) continue;
                    news = copy.Changed.Task;
                    if (indexVersion <= state.Current.Version)
                    {
                        foreach (var index in indexes) state.IsWholeNow(index);
                        return;
                    }
                }

                // An index that is ahead of its news no longer names what is still there for this copy; the question is asked again after it.
                await NewsAsync(news);
                return;
            }
        }
        finally
        {
            lock (_lock) copy.Watches.Remove(watch);
        }
    }

    /// <summary>Ends the lease, also one that is on its way here.</summary>
    public void Revoke()
    {
        lock (_lock)
        {
            _revocations++;
            if (_copy is { } copy) Volatile.Write(ref copy.LeasedUntil, 0);
        }
    }

    /// <summary>What there is of the tenant here; null when there is nothing.</summary>
    public TenantCopy? Report()
    {
        if (_copy is not { Broken: false } copy) return null;
        var left = Math.Max(0, Volatile.Read(ref copy.LeasedUntil) - time.GetTimestamp());
        return new TenantCopy(name, copy.State.Current.Version, (double)left / time.TimestampFrequency, copy.State.Places);
    }

    private async Task RenewEarlyAsync()
    {
        try
        {
            await RenewAsync(copy => Volatile.Read(ref copy.RenewFrom));
        }
        catch (AclException)
        {
            // Whoever asks when the lease has run out is told.
            await Task.Delay(Pause, time);
        }
        finally
        {
            Volatile.Write(ref _renewingEarly, 0);
        }
    }

    /// <summary>Asks for a lease, unless somebody else has got one by now that is good enough.</summary>
    /// <param name="until">Until when the lease of a copy is good enough.</param>
    private async Task RenewAsync(Func<Copy, long> until)
    {
        await _renewing.WaitAsync();
        try
        {
            if (_forgotten) return;
            var copy = _copy;
            var asked = time.GetTimestamp();
            if (copy is { Broken: false } && asked < until(copy)) return;
            var revocations = Volatile.Read(ref _revocations);
            var request = new LeaseRequest(silo, _definition?.Life ?? 0, copy is { Broken: false } ? copy.State.Current.Version : -1, _definition?.Blueprint.ModelVersion ?? 0);
            var lease = await grains.GetGrain<ITenantGrain>(name).RenewAsync(request);
            if (!lease.Exists) Forget();
            lock (_lock)
            {
                if (revocations == _revocations) Take(lease, asked);
            }
        }
        catch (Exception e) when (e is not AclException)
        {
            throw new AclException(ErrorCodes.StoreFailed, $"tenant `{name}` cannot be reached", null, e);
        }
        finally
        {
            _renewing.Release();
        }
    }

    /// <summary>
    /// Gives up: there is no such tenant. From here on nobody tells this of changes, so it must never answer again (FRESH); who still has it is sent on
    /// to the one that has taken its place, as there may be a tenant by then.
    /// </summary>
    private void Forget()
    {
        lock (_lock)
        {
            if (_copy is { } copy)
            {
                copy.Broken = true;
                copy.Changed.TrySetResult();
            }

            _copy = null;
        }

        replicas.Forget(this);
        // Only now: those who see it ask for the one in its place.
        _forgotten = true;
        throw new AclException(ErrorCodes.UnknownTenant, $"there is no tenant `{name}`");
    }

    private void Take(Lease lease, long asked)
    {
        // A change that is stored already, and on its way here as well.
        if (lease.News is { } news) Apply(news);
        // A change told while the lease was on its way is newer than what the lease speaks of: ask again.
        if (lease.Life <= _removedLife || lease.Life < _seenLife || (lease.Life == _seenLife && lease.Version < _seenDelta)) return;
        var copy = _copy;
        if (copy is not { Broken: false } || copy.Life != lease.Life || copy.State.Current.Version != lease.Version)
        {
            // Nobody tells the earlier one of changes any more, however long its lease runs.
            if (copy is not null) copy.Broken = true;
            copy = Begin(lease);
        }

        copy.State.MentionsKept = lease.Mentions;
        var lasts = lease.Milliseconds * time.TimestampFrequency / 1_000;
        Volatile.Write(ref copy.RenewFrom, asked + (long)(lasts * (1 - Early)));
        Volatile.Write(ref copy.LeasedUntil, asked + lasts);
        _copy = copy;
    }

    private Copy Begin(Lease lease)
    {
        if (lease.Definition is { } definition) _definition = (lease.Life, TenantBlueprint.Read(Json.ParseOwn(definition), models));
        var state = _definition!.Value.Blueprint.Build(TenantId.Parse(name), sparse: true);
        state.Publish(lease.Version, true, lease.Clock is null ? null : Node.Of(lease.Clock).AsInstant());
        return new Copy(lease.Life, state);
    }

    /// <summary>Takes a change in, at once and before it is acknowledged to whoever made it.</summary>
    public void Apply(Delta delta)
    {
        lock (_lock)
        {
            // News may come late: after a lease has run out that somebody waited for, or after a newer one.
            if (delta.Removed) _removedLife = Math.Max(_removedLife, delta.Life);
            else if (delta.Life > _seenLife || (delta.Life == _seenLife && delta.To > _seenDelta)) (_seenLife, _seenDelta) = (delta.Life, delta.To);
            if (_copy is not { } copy || delta.Life < copy.Life) return;
            if (!delta.Removed && delta.Life == copy.Life && delta.To <= copy.State.Current.Version) return;
            if (delta.Removed || copy.Life != delta.Life || copy.State.Current.Version != delta.From) (copy.Broken, _copy) = (true, null);
            else Take(delta, copy);
            var changed = copy.Changed;
            copy.Changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            changed.SetResult();
        }
    }

    private static void Take(Delta delta, Copy copy)
    {
        var state = copy.State;
        foreach (var entity in delta.Entities)
        {
            var record = new EntityRecord(new EntityKey(entity.Kind, entity.Key), entity.Body);
            foreach (var watch in copy.Watches) watch.Add(record.Key);
            if (record.IsKnown(state) || state.IsWhole(record.Key.IndexName)) record.Apply(state, delta.To, delta.From);
        }

        if (!delta.Mentions) state.MentionsKept = false;
        state.Publish(delta.To, delta.ClosuresChanged, delta.Clock is null ? null : Node.Of(delta.Clock).AsInstant());
    }
}
