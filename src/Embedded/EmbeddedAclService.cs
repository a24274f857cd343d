using System.Runtime.CompilerServices;
using OrleansAcl.Changes;
using OrleansAcl.Documents;
using OrleansAcl.Embedded.Storage;
using OrleansAcl.Objects;
using OrleansAcl.Operations;
using OrleansAcl.Remodelling;
using OrleansAcl.Requests;
using OrleansAcl.Servers;
using OrleansAcl.State;
using OrleansAcl.Suggesting;
using OrleansAcl.WhatIf;

namespace OrleansAcl.Embedded;

/// <summary>
/// The service within one process: all state in memory, every acknowledged change in the store. A question takes no lock and, for a
/// plain check, allocates nothing; changes to one tenant are made one at a time and share commits.
/// </summary>
public sealed class EmbeddedAclService : IAclService, IServerInfo, IAsyncDisposable
{
    /// <summary>How often a question is asked again, overtaken by changes, before it holds the writers up for once.</summary>
    private const int AttemptsWithoutLock = 8;

    private readonly TenantDirectory _tenants;
    private readonly EmbeddedOptions _options;
    private readonly IRecordStore _store;
    private readonly CommitQueue _queue;
    private readonly ModelSwitch _models;

    private EmbeddedAclService(EmbeddedOptions options, IRecordStore store, IEnumerable<Tenancy> tenants)
    {
        _options = options;
        _store = store;
        _queue = new CommitQueue(store);
        _tenants = new TenantDirectory(options.Models, _queue, tenants);
        _models = new ModelSwitch(_tenants, _queue, options.Models, options.Time);
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
        AskAsync(tenant, request.Assuming, request, static (view, r) => view.Check(r));

    /// <inheritdoc/>
    public ValueTask<Listed<CheckOutcome>> CheckManyAsync(
        TenantId tenant, IReadOnlyList<CheckRequest> requests, CancellationToken cancellation = default)
    {
        if (requests.Count > AclLimits.BatchItems) throw new AclException(ErrorCodes.LimitExceeded, $"more than {AclLimits.BatchItems} checks");
        return requests.Any(r => r.Assuming.Count > 0)
            ? OfWriterAsync(tenant, requests, (state, r) => Assumptions.CheckMany(state, _options.Time, r))
            : new(Ask(tenant, requests, static (view, r) => view.CheckMany(r)));
    }

    /// <inheritdoc/>
    public ValueTask<Explanation> ExplainAsync(TenantId tenant, CheckRequest request, CancellationToken cancellation = default) =>
        request.Suggest
            ? OfWriterAsync(tenant, request, (state, r) => Suggester.Explain(state, _options.Time, r))
            : AskAsync(tenant, request.Assuming, request, static (view, r) => view.Explain(r));

    /// <inheritdoc/>
    public ValueTask<OperationResult> OperationAsync(TenantId tenant, OperationRequest request, CancellationToken cancellation = default) =>
        AskAsync(tenant, request.Assuming, request, static (view, r) => new OperationRunner(view).Run(r));

    /// <inheritdoc/>
    public ValueTask<Listed<ResourceRef>> ListAsync(TenantId tenant, ListRequest request, CancellationToken cancellation = default) =>
        AskAsync(tenant, request.Assuming, request, static (view, r) => view.List(r));

    /// <inheritdoc/>
    public ValueTask<Listed<SubjectRef>> WhoAsync(TenantId tenant, WhoRequest request, CancellationToken cancellation = default) =>
        AskAsync(tenant, request.Assuming, request, static (view, r) => view.Who(r));

    /// <inheritdoc/>
    public ValueTask<Listed<string>> ActionsAsync(TenantId tenant, ActionsRequest request, CancellationToken cancellation = default) =>
        AskAsync(tenant, request.Assuming, request, static (view, r) => view.Actions(r));

    /// <inheritdoc/>
    public ValueTask<Listed<ImpactDifference>> ImpactAsync(TenantId tenant, ImpactRequest request, CancellationToken cancellation = default) =>
        OfWriterAsync(tenant, request, (state, r) => Impact.Of(state, _options.Time, r));

    /// <inheritdoc/>
    public ValueTask<ServerInfo> ReadAsync(CancellationToken cancellation = default)
    {
        var path = _options.DataFolder is { } folder ? Path.GetFullPath(Path.Combine(folder, SqliteStore.FileName)) : null;
        return new(new ServerInfo(ThisProcess.Read())
        {
            Store = new StoreInfo(path, Length(path), Length(path + "-wal"), _queue.Waiting),
            Tenants = [.. _tenants.All.Select(t => new TenantLoad(t.Info.Tenant.Value, t.Info.Model, t.Info.Revision) { Places = t.State.Places })],
        });

        static long Length(string? file) => File.Exists(file) ? new FileInfo(file).Length : 0;
    }

    /// <summary>Asks a question, of the tenant as it is or as if steps had been made.</summary>
    private ValueTask<TAnswer> AskAsync<TRequest, TAnswer>(
        TenantId tenant, IReadOnlyList<Step> assuming, TRequest request, Func<TenantView, TRequest, TAnswer> ask) => assuming.Count == 0
        ? new(Ask(tenant, request, ask))
        : AskAssumingAsync(tenant, assuming, request, ask);

    /// <summary>Apart from the above, so that what it captures is allocated only when something is assumed.</summary>
    private ValueTask<TAnswer> AskAssumingAsync<TRequest, TAnswer>(
        TenantId tenant, IReadOnlyList<Step> assuming, TRequest request, Func<TenantView, TRequest, TAnswer> ask) =>
        OfWriterAsync(tenant, request, (state, r) => Assumptions.Ask(state, _options.Time, assuming, r, ask));

    /// <summary>Asks what only the writer may, for it stages what is not to be. Its answer rests on all that is staged, and waits until that is stored.</summary>
    private async ValueTask<TAnswer> OfWriterAsync<TRequest, TAnswer>(TenantId tenant, TRequest request, Func<TenantState, TRequest, TAnswer> ask)
    {
        while (true)
        {
            var state = _tenants.Require(tenant).State;
            Task durable;
            var (answer, refusal, asked) = (default(TAnswer)!, (AclException?)null, false);
            lock (state.Writing)
            {
                if (state.Removed) throw TenantDirectory.Unknown(tenant);
                durable = state.Replacing ?? _queue.SettleAsync(state);
                try
                {
                    asked = state.Replacing is null;
                    if (asked) answer = ask(state, request);
                }
                catch (AclException e)
                {
                    refusal = e;
                }
            }

            await durable.ConfigureAwait(false);
            if (refusal is not null) throw refusal;
            // Not asked: its model was being changed, and now it is asked of what has come of that.
            if (asked) return answer;
        }
    }

    private TAnswer Ask<TRequest, TAnswer>(TenantId tenant, TRequest request, Func<TenantView, TRequest, TAnswer> ask)
    {
        var state = _tenants.Require(tenant).State;
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
    public async ValueTask<ApplyResult> ApplyAsync(TenantId tenant, ApplyRequest request, CancellationToken cancellation = default)
    {
        while (true)
        {
            var state = _tenants.RequireWritable(tenant).State;
            Task durable;
            ApplyResult? result = null;
            AclException? refusal = null;
            lock (state.Writing)
            {
                durable = state.Replacing ?? Apply(state, request, out result, out refusal);
            }

            await durable.ConfigureAwait(false); // DURABLE-ACK
            if (refusal is not null) throw refusal;
            // Neither: its model was being changed, and now it is made of what has come of that.
            if (result is not null) return result;
        }
    }

    /// <summary>Plans a request and hands it to the store; completes when it is stored, or what the result rests on is. Under the tenant's lock.</summary>
    private Task Apply(TenantState state, ApplyRequest request, out ApplyResult? result, out AclException? refusal)
    {
        if (state.Removed) throw TenantDirectory.Unknown(state.Tenant);
        var draft = new Draft(state);
        try
        {
            (result, refusal) = Plan(draft, request);
            var stores = result is { Applied: true, DryRun: false, Replayed: false } && !draft.IsEmpty;
            var durable = stores ? StoreAsync(state, draft) : _queue.SettleAsync(state);
            if (!stores) draft.Drop();
            if (result is { Replayed: false }) result = result with { Revision = state.LastStaged };
            return durable;
        }
        catch
        {
            draft.Drop();
            throw;
        }
    }

    /// <summary>What comes of a request, or why it is refused as a whole.</summary>
    private (ApplyResult? Result, AclException? Refusal) Plan(Draft draft, ApplyRequest request)
    {
        try
        {
            return (new ChangeApplier(draft, _options.Time).Apply(request), null);
        }
        catch (AclException e)
        {
            return (null, e);
        }
    }

    /// <summary>Stores what a draft changed, and keeps the draft once that is sure to be tried; nothing is kept of one that there is no room for.</summary>
    private Task StoreAsync(TenantState state, Draft draft)
    {
        draft.Count();
        return _queue.EnqueueAsync(
            TenantRecords.Of(draft),
            draft.Publish,
            _ =>
            {
                lock (state.Writing) draft.Drop();
            },
            draft.Keep);
    }

    /// <inheritdoc/>
    public ValueTask<StoredObject?> GetAsync(TenantId tenant, ObjectRef reference, CancellationToken cancellation = default) =>
        new(Ask(tenant, reference, static (view, r) => view.Get(r)));

    /// <inheritdoc/>
    public ValueTask<ObjectPage> BrowseAsync(TenantId tenant, BrowseRequest request, CancellationToken cancellation = default) =>
        new(Ask(tenant, request, static (view, r) => view.Browse(r)));

    /// <inheritdoc/>
    public async ValueTask<ChangePage> ChangesAsync(TenantId tenant, ChangesRequest request, CancellationToken cancellation = default)
    {
        TenantState state;
        Task next;
        do
        {
            state = _tenants.Require(tenant).State;
            next = state.NextPublished;
        }
        while (_tenants.Require(tenant).State != state);

        var range = ChangeRange.Of(request, state.Current.Version);
        if (range.IsEmpty && request.Wait > TimeSpan.Zero)
        {
            await Task.WhenAny(next, Task.Delay(request.Wait, _options.Time, cancellation)).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            // Meanwhile it may have been removed, or another made of its name.
            range = ChangeRange.Of(request, _tenants.Require(tenant).State.Current.Version);
        }

        return await range.ReadAsync((first, last) => new(
            _store.Read(tenant.Value, EntityKey.Change, EntityKey.OfChange(first).Key, EntityKey.OfChange(last).Key))).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<Node> ExportAsync(TenantId tenant, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var tenancy = _tenants.Require(tenant);
        TenantSnapshot snapshot;
        // Nothing is staged while the states are gathered; they are written out while the tenant goes on.
        lock (tenancy.State.Writing) snapshot = new TenantView(tenancy.State, tenancy.State.Current, _options.Time).Snapshot();
        foreach (var line in snapshot.Lines(tenancy.Definition))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return line;
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<TenantInfo> PutTenantAsync(TenantId tenant, TenantDefinition definition, CancellationToken cancellation = default) =>
        (await _tenants.PutAsync(tenant, definition).ConfigureAwait(false)).Info;

    /// <inheritdoc/>
    public ValueTask<TenantInfo?> GetTenantAsync(TenantId tenant, CancellationToken cancellation = default) => new(_tenants.Find(tenant)?.Info);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TenantInfo>> ListTenantsAsync(CancellationToken cancellation = default) => new([.. _tenants.All.Select(t => t.Info)]);

    /// <inheritdoc/>
    public ValueTask<ModelPlan> PlanModelAsync(TenantId tenant, ModelChange change, CancellationToken cancellation = default)
    {
        var state = _tenants.Require(tenant).State;
        TenantContent content;
        DateTimeOffset? clock;
        // Nothing is staged while the states are gathered; they are looked at while the tenant goes on.
        lock (state.Writing) (content, clock) = (new TenantContent(state, state.Current.Version), state.Current.Clock);
        return new(ModelPlanner.Plan(content, clock, change, _options.Models, _options.Time));
    }

    /// <inheritdoc/>
    public ValueTask<ModelResult> PutModelAsync(TenantId tenant, ModelRequest request, CancellationToken cancellation = default) =>
        _models.PutAsync(tenant, request);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ModelVersion>> ListModelsAsync(TenantId tenant, CancellationToken cancellation = default) =>
        new(_tenants.Require(tenant).Blueprint.Versions(_options.Models));

    /// <inheritdoc/>
    public ValueTask<Listed<ComparedCheck>> CompareAsync(
        TenantId tenant, ModelChange change, IReadOnlyList<CheckRequest> checks, CancellationToken cancellation = default)
    {
        if (checks.Count > AclLimits.BatchItems) throw new AclException(ErrorCodes.LimitExceeded, $"more than {AclLimits.BatchItems} checks");
        return new(Ask(tenant, (change, checks, _options), static (view, r) => OtherModel.Compare(view, r.change, r.checks, r._options.Models, r._options.Time)));
    }

    /// <inheritdoc/>
    public ValueTask<bool> DeleteTenantAsync(TenantId tenant, CancellationToken cancellation = default) => _tenants.RemoveAsync(tenant);

    /// <summary>Stores what is still waiting and closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        await _queue.DisposeAsync().ConfigureAwait(false);
        _store.Dispose();
    }
}
