using OrleansAcl.Documents;
using OrleansAcl.Models;
using OrleansAcl.State;

namespace OrleansAcl.Grains;

/// <summary>
/// A silo's copy of what was needed of one tenant so far. It answers only under a lease of the tenant's grain, which tells it of every
/// change before the change is acknowledged; without a lease it asks for one first (FRESH). What it lacks it loads from the entities' grains.
/// </summary>
internal sealed class Replica(string name, SiloAddress silo, IGrainFactory grains, IModelLibrary models, TimeProvider time, AclGrainOptions options)
{
    /// <summary>How often a question is asked again before it is given up: what it needs keeps changing, or does not come.</summary>
    private const int Attempts = 200;

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _renewing = new(1);
    private volatile Copy? _copy;
    private (long Life, TenantBlueprint Blueprint)? _definition;
    private long _seenDelta;
    private long _seenLife;
    private long _revocations;

    /// <summary>A copy in one life of the tenant.</summary>
    private sealed class Copy(long life, TenantState state)
    {
        public long Life => life;

        public TenantState State => state;

        /// <summary>Until when it may answer, in the ticks of the time provider.</summary>
        public long LeasedUntil;

        /// <summary>Set by a change that this copy cannot be brought up to.</summary>
        public volatile bool Broken;

        /// <summary>How many entities it has taken in.</summary>
        public int Loaded;

        /// <summary>Completes when the next change has arrived.</summary>
        public TaskCompletionSource Changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Asks a question if all it needs is here and leased, without waiting for anything.</summary>
    public bool TryAskNow<TRequest, TAnswer>(TRequest request, Func<TenantView, TRequest, TAnswer> ask, out TAnswer answer)
    {
        answer = default!;
        return _copy is { Broken: false } copy && time.GetTimestamp() < Volatile.Read(ref copy.LeasedUntil)
            && TryAsk(new TenantView(copy.State, copy.State.Current, time), request, ask, out answer, out _);
    }

    /// <summary>Asks a question of a state that no acknowledged change is newer than.</summary>
    public async ValueTask<TAnswer> AskAsync<TRequest, TAnswer>(TRequest request, Func<TenantView, TRequest, TAnswer> ask)
    {
        if (_copy is { } grown && Volatile.Read(ref grown.Loaded) > options.CopyEntities) grown.Broken = true;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var copy = _copy;
            if (copy is null || copy.Broken || time.GetTimestamp() >= Volatile.Read(ref copy.LeasedUntil))
            {
                await RenewAsync();
                continue;
            }

            var changed = copy.Changed.Task;
            var state = copy.State;
            var published = state.Current;
            if (TryAsk(new TenantView(state, published, time), request, ask, out var answer, out var missing)) return answer;
            // Overtaken by a change that is on its way here: its news comes before the change is acknowledged.
            if (missing is null) await Task.WhenAny(changed, Task.Delay(TimeSpan.FromMilliseconds(50), time));
            else await LoadAsync(copy, state, published.Version, missing);
        }

        throw new AclException(ErrorCodes.StoreFailed, $"tenant `{name}` changes faster than it can be read");
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

    /// <summary>Loads what a question lacked. What was read while a change came in may be older than the change, and is read again.</summary>
    private async Task LoadAsync(Copy copy, TenantState state, long version, IReadOnlyCollection<EntityKey> missing)
    {
        var loaded = await EntityLoader.LoadAsync(grains, name, copy.Life, state, missing);
        lock (_lock)
        {
            if (state.Current.Version != version || copy.Broken) return;
            loaded.Put(state, version);
            copy.Loaded += loaded.Count;
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

    private async Task RenewAsync()
    {
        await _renewing.WaitAsync();
        try
        {
            var copy = _copy;
            var asked = time.GetTimestamp();
            if (copy is { Broken: false } && asked < Volatile.Read(ref copy.LeasedUntil)) return;
            var revocations = Volatile.Read(ref _revocations);
            var request = new LeaseRequest(silo, _definition?.Life ?? 0, copy is { Broken: false } ? copy.State.Current.Version : -1);
            var lease = await grains.GetGrain<ITenantGrain>(name).RenewAsync(request);
            if (!lease.Exists) throw new AclException(ErrorCodes.UnknownTenant, $"there is no tenant `{name}`");
            lock (_lock)
            {
                if (revocations == _revocations) Take(lease, copy, asked);
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

    private void Take(Lease lease, Copy? copy, long asked)
    {
        // A change told while the lease was on its way is newer than what the lease speaks of: ask again.
        if (lease.Life == _seenLife && lease.Version < _seenDelta) return;
        var current = copy is { Broken: false } && copy.Life == lease.Life && copy.State.Current.Version == lease.Version ? copy : Begin(lease);
        Volatile.Write(ref current.LeasedUntil, asked + (lease.Milliseconds * time.TimestampFrequency / 1_000));
        _copy = current;
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
            (_seenLife, _seenDelta) = (delta.Life, delta.To);
            if (_copy is not { } copy) return;
            if (delta.Removed || copy.Life != delta.Life || copy.State.Current.Version != delta.From) copy.Broken = true;
            else Take(delta, copy.State);
            var changed = copy.Changed;
            copy.Changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            changed.SetResult();
        }
    }

    private static void Take(Delta delta, TenantState state)
    {
        foreach (var entity in delta.Entities)
        {
            var record = new EntityRecord(new EntityKey(entity.Kind, entity.Key), entity.Body);
            if (record.IsKnown(state) || state.IsWhole(record.Key.IndexName)) record.Put(state, delta.To, delta.From);
        }

        state.Publish(delta.To, delta.ClosuresChanged, delta.Clock is null ? null : Node.Of(delta.Clock).AsInstant());
    }
}
