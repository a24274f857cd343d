using System.Collections.Concurrent;
using OrleansAcl.Changes;
using OrleansAcl.Embedded.Storage;
using OrleansAcl.Operations;
using OrleansAcl.Requests;
using OrleansAcl.State;

namespace OrleansAcl.Embedded;

/// <summary>
/// The service within one process: all state in memory, every acknowledged change in the store. A question takes no lock and, for a
/// plain check, allocates nothing; changes to one tenant are made one at a time and share commits.
/// </summary>
public sealed class EmbeddedAclService : IAclService, IAsyncDisposable
{
    /// <summary>How often a question is asked again, overtaken by changes, before it holds the writers up for once.</summary>
    private const int AttemptsWithoutLock = 8;

    private readonly ConcurrentDictionary<string, Tenancy> _tenants;
    private readonly EmbeddedOptions _options;
    private readonly IRecordStore _store;
    private readonly CommitQueue _queue;
    private readonly Dictionary<string, Making> _making = new(StringComparer.Ordinal);
    private readonly Lock _tenantsLock = new();

    private EmbeddedAclService(EmbeddedOptions options, IRecordStore store, IEnumerable<Tenancy> tenants)
    {
        _options = options;
        _store = store;
        _queue = new CommitQueue(store);
        _tenants = new(tenants.Select(t => KeyValuePair.Create(t.State.Tenant.Value, t)), StringComparer.Ordinal);
    }

    /// <summary>Opens a host: loads what its store holds.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.StoreFailed"/> when the store cannot be opened or read.</exception>
    public static Task<EmbeddedAclService> OpenAsync(EmbeddedOptions? options = null)
    {
        options ??= new EmbeddedOptions();
        return Task.Run(() => Open(options, options.DataFolder is { } folder ? SqliteStore.Open(folder) : new MemoryStore()));
    }

    /// <summary>Opens a host on a store, which is the host's to dispose.</summary>
    internal static EmbeddedAclService Open(EmbeddedOptions options, IRecordStore store)
    {
        try
        {
            return new EmbeddedAclService(options, store, new TenantLoader(options.Models).Load(store, options.Progress));
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask<Decision> CheckAsync(TenantId tenant, CheckRequest request, CancellationToken cancellation = default) =>
        new(Ask(tenant, request, static (view, r) => view.Check(r)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<CheckOutcome>> CheckManyAsync(
        TenantId tenant, IReadOnlyList<CheckRequest> requests, CancellationToken cancellation = default)
    {
        if (requests.Count > AclLimits.BatchItems) throw new AclException(ErrorCodes.LimitExceeded, $"more than {AclLimits.BatchItems} checks");
        return new(Ask(tenant, requests, static (view, requests) =>
        {
            var outcomes = new CheckOutcome[requests.Count];
            for (var i = 0; i < outcomes.Length; i++) outcomes[i] = CheckOne(view, requests[i]);
            return (IReadOnlyList<CheckOutcome>)outcomes;
        }));
    }

    private static CheckOutcome CheckOne(TenantView view, CheckRequest request)
    {
        try
        {
            return new CheckOutcome(view.Check(request), null);
        }
        catch (AclException e)
        {
            return new CheckOutcome(default, e);
        }
    }

    /// <inheritdoc/>
    public ValueTask<Explanation> ExplainAsync(TenantId tenant, CheckRequest request, CancellationToken cancellation = default) =>
        new(Ask(tenant, request, static (view, r) => view.Explain(r)));

    /// <inheritdoc/>
    public ValueTask<OperationResult> OperationAsync(TenantId tenant, OperationRequest request, CancellationToken cancellation = default) =>
        new(Ask(tenant, request, static (view, r) => new OperationRunner(view).Run(r)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ResourceRef>> ListAsync(TenantId tenant, ListRequest request, CancellationToken cancellation = default) =>
        new(Ask(tenant, request, static (view, r) => (IReadOnlyList<ResourceRef>)view.List(r)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SubjectRef>> WhoAsync(TenantId tenant, WhoRequest request, CancellationToken cancellation = default) =>
        new(Ask(tenant, request, static (view, r) => (IReadOnlyList<SubjectRef>)view.Who(r)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> ActionsAsync(TenantId tenant, ActionsRequest request, CancellationToken cancellation = default) =>
        new(Ask(tenant, request, static (view, r) => (IReadOnlyList<string>)view.Actions(r)));

    private TAnswer Ask<TRequest, TAnswer>(TenantId tenant, TRequest request, Func<TenantView, TRequest, TAnswer> ask)
    {
        var state = Find(tenant).State;
        for (var attempt = 0; attempt < AttemptsWithoutLock; attempt++)
        {
            try
            {
                return ask(new TenantView(state, state.Current, _options.Time), request);
            }
            catch (StaleVersionException)
            {
                // Overtaken by two changes of one entity: ask again of the newest version.
            }
        }

        // A long question on an entity that changes all the time: nothing is staged while this holds the writers up.
        lock (state.Writing) return ask(new TenantView(state, state.Current, _options.Time), request);
    }

    /// <inheritdoc/>
    public async ValueTask<ApplyResult> ApplyAsync(TenantId tenant, IReadOnlyList<Step> steps, CancellationToken cancellation = default)
    {
        if (steps.Count > AclLimits.BatchItems) throw new AclException(ErrorCodes.LimitExceeded, $"more than {AclLimits.BatchItems} steps");
        var state = Find(tenant).State;
        Task durable;
        IReadOnlyList<StepResult> results;
        long revision;
        lock (state.Writing)
        {
            if (state.Removed) throw Unknown(tenant);
            var draft = new Draft(state);
            try
            {
                if (!new StepApplier(draft, _options.Time).Apply(steps, out results))
                {
                    draft.Drop();
                    return new ApplyResult(false, results, state.Current.Version);
                }

                durable = Enqueue(state, draft);
            }
            catch
            {
                draft.Drop();
                throw;
            }

            if (!draft.IsEmpty) draft.Keep();
            revision = state.LastStaged;
        }

        await durable.ConfigureAwait(false); // DURABLE-ACK
        return new ApplyResult(true, results, revision);
    }

    /// <summary>Queues what a draft changed. One that changed nothing still waits for what it may have been based on.</summary>
    private Task Enqueue(TenantState state, Draft draft) => draft.IsEmpty
        ? _queue.EnqueueAsync([], () => { }, _ => { })
        : _queue.EnqueueAsync(
            TenantRecords.Of(draft),
            draft.Publish,
            _ =>
            {
                lock (state.Writing) draft.Drop();
            });

    /// <inheritdoc/>
    public async ValueTask<TenantInfo> PutTenantAsync(TenantId tenant, TenantDefinition definition, CancellationToken cancellation = default)
    {
        var made = Tenancy.Make(tenant, definition, _options.Models);
        Making making;
        lock (_tenantsLock)
        {
            var there = _making.GetValueOrDefault(tenant.Value)?.Tenancy ?? Living(tenant);
            if (there is not null && !there.IsSameAs(made))
                throw new AclException(ErrorCodes.TenantExists, $"tenant `{tenant}` exists with another definition");
            if (!_making.TryGetValue(tenant.Value, out making!))
            {
                if (there is not null) return there.Info;
                var durable = _queue.EnqueueAsync([made.Record], () => Made(made, true), _ => Made(made, false));
                _making[tenant.Value] = making = new Making(made, durable);
            }
        }

        await making.Durable.ConfigureAwait(false);
        return making.Tenancy.Info;
    }

    /// <summary>A tenant that is not stored yet; whoever asks for the same one meanwhile waits with its maker.</summary>
    private sealed record Making(Tenancy Tenancy, Task Durable);

    private void Made(Tenancy tenancy, bool stored)
    {
        lock (_tenantsLock)
        {
            var name = tenancy.State.Tenant.Value;
            _making.Remove(name);
            if (stored) _tenants[name] = tenancy;
        }
    }

    /// <summary>The tenant of a name, unless it is on its way out.</summary>
    private Tenancy? Living(TenantId tenant)
    {
        if (!_tenants.TryGetValue(tenant.Value, out var there)) return null;
        lock (there.State.Writing) return there.State.Removed ? null : there;
    }

    /// <inheritdoc/>
    public ValueTask<TenantInfo?> GetTenantAsync(TenantId tenant, CancellationToken cancellation = default) =>
        new(_tenants.GetValueOrDefault(tenant.Value)?.Info);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TenantInfo>> ListTenantsAsync(CancellationToken cancellation = default) =>
        new([.. _tenants.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => t.Value.Info)]);

    /// <inheritdoc/>
    public async ValueTask<bool> DeleteTenantAsync(TenantId tenant, CancellationToken cancellation = default)
    {
        if (!_tenants.TryGetValue(tenant.Value, out var there)) return false;
        Task durable;
        lock (there.State.Writing)
        {
            if (there.State.Removed) return false;
            durable = _queue.EnqueueAsync(
                [StoredRecord.RemoveTenant(tenant.Value)],
                () => _tenants.TryRemove(KeyValuePair.Create(tenant.Value, there)),
                _ =>
                {
                    lock (there.State.Writing) there.State.Removed = false;
                });
            there.State.Removed = true;
        }

        await durable.ConfigureAwait(false);
        return true;
    }

    private Tenancy Find(TenantId tenant) => _tenants.TryGetValue(tenant.Value, out var found) ? found : throw Unknown(tenant);

    private static AclException Unknown(TenantId tenant) => new(ErrorCodes.UnknownTenant, $"there is no tenant `{tenant}`");

    /// <summary>Stores what is still waiting and closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        await _queue.DisposeAsync().ConfigureAwait(false);
        _store.Dispose();
    }
}
