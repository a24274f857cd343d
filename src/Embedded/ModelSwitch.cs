using OrleansAcl.Embedded.Storage;
using OrleansAcl.Models;
using OrleansAcl.Objects;
using OrleansAcl.Remodelling;
using OrleansAcl.Requests;
using OrleansAcl.State;

namespace OrleansAcl.Embedded;

/// <summary>
/// Puts another model in the place of a tenant's own. Everything is read again into a state of its own while writers wait; once the new
/// definition is stored, that state takes the place of the old one. Questions under way are answered from the old one to their end.
/// </summary>
internal sealed class ModelSwitch(TenantDirectory tenants, CommitQueue queue, IModelLibrary models, TimeProvider time)
{
    /// <summary>Puts it, unless something stored stands against it.</summary>
    public async ValueTask<ModelResult> PutAsync(TenantId tenant, ModelRequest request)
    {
        while (true)
        {
            var tenancy = tenants.Require(tenant);
            Task before;
            ModelResult? result = null;
            AclException? refusal = null;
            lock (tenancy.State.Writing)
            {
                before = tenancy.State.Replacing ?? Put(tenancy, request, out result, out refusal);
            }

            await before.ConfigureAwait(false); // DURABLE-ACK
            if (refusal is not null) throw refusal;
            if (result is not null) return result;
        }
    }

    /// <summary>Puts it; completes when it is stored, or what the result rests on is. Under the tenant's lock.</summary>
    private Task Put(Tenancy tenancy, ModelRequest request, out ModelResult? result, out AclException? refusal)
    {
        var state = tenancy.State;
        (result, refusal) = (null, null);
        if (state.Removed) throw TenantDirectory.Unknown(state.Tenant);
        var (now, revision, clock) = (tenancy.Blueprint, state.LastStaged, state.StagedClock);
        try
        {
            var update = ModelUpdate.Of(request, now, revision, models, time);
            var remodelled = update is null ? null : Remodelled.Of(new TenantContent(state, revision), update.Next);
            if (update is null || remodelled!.State is not { } next)
            {
                result = new ModelResult(now.Info(state.Tenant, clock, revision), remodelled?.Conflicts ?? new ModelConflicts([], true));
                return queue.SettleAsync(state);
            }

            result = new ModelResult(update.Next.Info(state.Tenant, clock, revision + 1), remodelled.Conflicts);
            return request.DryRun ? queue.SettleAsync(state) : Store(tenancy, new Tenancy(update.Next, Opened(next, state)), update);
        }
        catch (AclException e) when (e.Code != ErrorCodes.Overloaded)
        {
            refusal = e;
            return queue.SettleAsync(state);
        }
    }

    /// <summary>The new state where the old one was, one revision later.</summary>
    private static TenantState Opened(TenantState next, TenantState state)
    {
        // The keys of changes already made are of no model.
        for (var shard = 0; shard < AclLimits.IdempotencyShards; shard++)
            next.LedgerPlace(shard).Load(new LedgerState { Requests = state.LedgerPlace(shard).At(state.LastStaged).Requests }, 0);
        (next.LastStaged, next.StagedClock) = (state.LastStaged + 1, state.StagedClock);
        next.StagedCounts = Counts.Of(next, next.LastStaged);
        next.Publish(next.LastStaged, true, next.StagedClock, next.StagedCounts);
        return next;
    }

    /// <summary>Stores the new definition. It stands behind all that is staged already, and nothing more is staged until it is known what became of it.</summary>
    private Task Store(Tenancy before, Tenancy after, ModelUpdate update)
    {
        var (state, name) = (before.State, before.State.Tenant.Value);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var durable = queue.EnqueueAsync(
            [
                after.Record, TenantRecords.RevisionOf(state.Tenant, after.State.LastStaged, after.State.StagedClock),
                .. update.Log.Select(r => new StoredRecord(name, r.Key.Kind, r.Key.Key, r.Body)),
            ],
            () =>
            {
                tenants.Replace(before, after);
                ended.SetResult();
            },
            _ =>
            {
                lock (state.Writing) state.Replacing = null;
                ended.SetResult();
            });
        // Whoever is called back takes the lock that is held here, or finds the new tenancy in its place: both come after this.
        state.Replacing = ended.Task;
        return durable;
    }
}
