using Microsoft.Extensions.Logging;
using OrleansAcl.Changes;
using OrleansAcl.Documents;
using OrleansAcl.Models;
using OrleansAcl.Requests;
using OrleansAcl.State;
using OrleansAcl.Wire;

namespace OrleansAcl.Grains;

/// <summary>
/// A tenant: the one that orders its changes. A change is planned on what is loaded here, stored as an intent (from then on it holds),
/// written to the entities' grains, told to every silo that may answer from a copy, and then acknowledged.
/// </summary>
public sealed class TenantGrain : Grain, ITenantGrain
{
    /// <summary>How often a plan is made again with more of the tenant loaded, before the change is given up.</summary>
    private const int PlanAttempts = 300;

    private readonly IPersistentState<TenantGrainState> _state;
    private readonly IModelLibrary _models;
    private readonly TimeProvider _time;
    private readonly TimeSpan _lease;
    private readonly LeaseBook _leases;
    private TenantState? _tenant;
    private TenantBlueprint? _blueprint;
    private TaskCompletionSource? _changing;
    private Delta? _change;
    private bool _failed;

    /// <summary>Made by the runtime.</summary>
    public TenantGrain(
        [PersistentState("tenant")] IPersistentState<TenantGrainState> state, IModelLibrary models, TimeProvider time, IReplicaClient replicas, AclGrainOptions options,
        ILogger<TenantGrain> logger)
    {
        _state = state;
        _models = models;
        _time = time;
        _lease = options.Lease;
        _leases = new LeaseBook(replicas, options.Lease, time, logger);
    }

    private string Name => this.GetPrimaryKeyString();

    private TenantGrainState Stored => _state.State;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (!_state.RecordExists) return;
        _leases.AssumeOthers();
        await WriteEntitiesAsync();
        Build();
    }

    private void Build()
    {
        _blueprint = Stored.Definition is null ? null : TenantBlueprint.Read(Json.Parse(System.Text.Encoding.UTF8.GetBytes(Stored.Definition), int.MaxValue), _models);
        _tenant = _blueprint?.Build(TenantId.Parse(Name), sparse: true);
        if (_tenant is null) return;
        _tenant.StagedClock = Clock;
        _tenant.LastStaged = Stored.Version;
        _tenant.Publish(Stored.Version, true, Clock);
    }

    private DateTimeOffset? Clock => Stored.Clock is null ? null : Node.Of(Stored.Clock).AsInstant();

    /// <inheritdoc/>
    public Task<Answer> PutAsync(string definition) => Answers.OfAsync(async () =>
    {
        var blueprint = TenantBlueprint.Of(TenantWire.ReadDefinition(Json.Parse(System.Text.Encoding.UTF8.GetBytes(definition), int.MaxValue)), _models);
        if (_blueprint is not null && !_blueprint.Definition.ValueEquals(blueprint.Definition))
            throw new AclException(ErrorCodes.TenantExists, $"tenant `{Name}` exists with another definition");
        if (_blueprint is null)
        {
            await GrainFactory.GetGrain<ITenantsGrain>(GrainKeys.Tenants).SetAsync(Name, true);
            Stored.Definition = blueprint.Definition.ToString();
            Stored.Life++;
            Stored.Clock = blueprint.Clock?.ToString("O");
            (Stored.Version, Stored.Intent) = (0, []);
            await ChangeAsync(new Delta(Name, Stored.Life - 1, -1, 0, true, null, [], true));
            Build();
        }

        return TenantWire.Write(Info()!);
    });

    private TenantInfo? Info() => _blueprint?.Info(TenantId.Parse(Name), Clock, Stored.Version);

    /// <inheritdoc/>
    public Task<Answer> GetAsync() => Answers.OfAsync(() => Task.FromResult(Info() is { } info ? TenantWire.Write(info) : throw Unknown()));

    private AclException Unknown() => new(ErrorCodes.UnknownTenant, $"there is no tenant `{Name}`");

    /// <inheritdoc/>
    public Task<Answer> DeleteAsync() => Answers.OfAsync(async () =>
    {
        if (_blueprint is null) return Node.Of(false);
        Stored.Definition = null;
        (Stored.Clock, Stored.Intent) = (null, []);
        await ChangeAsync(new Delta(Name, Stored.Life, Stored.Version, Stored.Version, true, null, [], true));
        Build();
        await GrainFactory.GetGrain<ITenantsGrain>(GrainKeys.Tenants).SetAsync(Name, false);
        return Node.Of(true);
    });

    /// <inheritdoc/>
    public Task<Answer> ApplyAsync(string steps) => Answers.OfAsync(async () =>
    {
        if (_failed) throw new AclException(ErrorCodes.StoreFailed, "an earlier change failed; the tenant is being read again");
        if (_tenant is not { } tenant) throw Unknown();
        var (draft, results) = await PlanAsync(tenant, StepWire.ReadMany(Json.Parse(steps)));
        if (draft is null) return Node.Map(ApplyWire.Write(new ApplyResult(false, results, Stored.Version)).Prepend(("applied", Node.Of(false))));
        if (!draft.IsEmpty)
        {
            DeltaEntity[] entities = [.. draft.Touched.Select(slot => EntityRecord.Of(slot, draft)).Select(r => new DeltaEntity(r.Key.Kind, r.Key.Key, r.Body))];
            var delta = new Delta(Name, Stored.Life, Stored.Version, draft.Version, draft.ClosuresChanged, draft.Clock?.ToString("O"), entities, false);
            (Stored.Version, Stored.Clock, Stored.Intent) = (draft.Version, delta.Clock, entities);
            await ChangeAsync(delta);
            draft.Keep();
            draft.Publish();
        }

        return Node.Map(ApplyWire.Write(new ApplyResult(true, results, Stored.Version)).Prepend(("applied", Node.Of(true))));
    });

    /// <summary>Plans steps on what is loaded, loading what the plan needs until nothing is missing; a null draft: a step was refused.</summary>
    private async Task<(Draft? Draft, IReadOnlyList<StepResult> Results)> PlanAsync(TenantState tenant, IReadOnlyList<Step> steps)
    {
        for (var attempt = 0; attempt < PlanAttempts; attempt++)
        {
            Misses.Begin();
            var draft = new Draft(tenant);
            var applied = new StepApplier(draft, _time).Apply(steps, out var results);
            var missing = Misses.End();
            if (missing is null && applied) return (draft, results);
            draft.Drop();
            if (missing is null) return (null, results);
            (await EntityLoader.LoadAsync(GrainFactory, Name, Stored.Life, tenant, missing)).Put(tenant, Stored.Version);
        }

        throw new AclException(ErrorCodes.LimitExceeded, "the steps need more of the tenant than can be loaded");
    }

    /// <summary>
    /// Makes a change that the state already describes. Storing that state is what decides; whatever fails after it is done again, here or
    /// by the next activation, and until then nothing is acknowledged.
    /// </summary>
    private async Task ChangeAsync(Delta delta)
    {
        _changing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _change = delta;
        try
        {
            if (_failed) throw new InvalidOperationException("an earlier change failed");
            await _state.WriteStateAsync();
            await WriteEntitiesAsync();
            await _leases.TellAllAsync(delta);
        }
        catch (Exception e)
        {
            // What was stored nobody knows now: the next activation reads it and finishes what holds.
            _failed = true;
            DeactivateOnIdle();
            throw new AclException(ErrorCodes.StoreFailed, $"the store failed: {e.Message}", null, e);
        }
        finally
        {
            _change = null;
            _changing.SetResult();
            _changing = null;
        }
    }

    /// <summary>Writes what the newest change says to the entities' grains and to the index. Doing it twice is doing it once.</summary>
    private async Task WriteEntitiesAsync()
    {
        await Task.WhenAll(Stored.Intent.Select(e =>
            GrainKeys.Entity(GrainFactory, Name, Stored.Life, new EntityKey(e.Kind, e.Key)).StoreAsync(new Entity(Stored.Version, e.Body))));
        await Task.WhenAll(Stored.Intent
            .GroupBy(e => (Index: new EntityRecord(new EntityKey(e.Kind, e.Key), null).IndexName, Shard: GrainKeys.Shard(e.Key)))
            .Select(g => GrainKeys.Index(GrainFactory, Name, Stored.Life, g.Key.Index, g.Key.Shard)
                .ChangeAsync([.. g.Where(e => e.Body is not null).Select(e => e.Key)], [.. g.Where(e => e.Body is null).Select(e => e.Key)])));
    }

    /// <inheritdoc/>
    public async Task<Lease> RenewAsync(LeaseRequest request)
    {
        // While a change is under way only those who have taken it in may go on; the others wait for its end.
        while (_changing is { } changing)
        {
            if (_change is { Removed: false } change && _leases.WasTold(request.Silo) && request.Life == change.Life && request.Version == change.To) break;
            await changing.Task;
        }

        if (_failed) throw new OrleansException($"tenant `{Name}` is being read again after a failed change");
        _leases.Give(request.Silo);
        return new Lease(Stored.Definition, Stored.Life, Stored.Version, Stored.Clock, (int)_lease.TotalMilliseconds);
    }
}
