using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans.Placement;
using Orleans.Storage;
using OrleansAcl.Changes;
using OrleansAcl.Documents;
using OrleansAcl.Models;
using OrleansAcl.Objects;
using OrleansAcl.Remodelling;
using OrleansAcl.Requests;
using OrleansAcl.State;
using OrleansAcl.Wire;

namespace OrleansAcl.Grains;

/// <summary>
/// A tenant: the one that orders its changes. A change is planned on what is loaded here, stored as an intent (from then on it holds),
/// written to the entities' grains, told to every silo that may answer from a copy, and then acknowledged.
/// </summary>
/// <remarks>
/// In a cluster that has come apart two activations may each take themselves for the tenant. The later one writes its name into the state
/// first: from then on the earlier one cannot store a change, and finds out before it gives another lease.
/// </remarks>
[HashBasedPlacement, GrainType("tenant")]
public sealed partial class TenantGrain : Grain, ITenantGrain
{
    /// <summary>The name of the state.</summary>
    private const string StateName = "tenant";

    /// <summary>How often a plan is made again with more of the tenant loaded, before the change is given up.</summary>
    private const int PlanAttempts = AclLimits.ClosureMemberships;

    /// <summary>BOUNDED: the requests, their characters, and about the entities, that are stored as one change at most.</summary>
    private const int RequestsAtOnce = 100, CharactersAtOnce = 4 << 20, EntitiesAtOnce = 2_000;

    /// <summary>BOUNDED: about how many entities stay in memory for plans, and for what would be; those of a larger one go with it.</summary>
    private const int EntitiesKept = 100_000;

    /// <summary>How many entities are written at the same time.</summary>
    private const int WritesAtOnce = 200;

    /// <summary>How long a change waits for a grain whose silo is gone, and how long it waits between two tries.</summary>
    private static readonly TimeSpan GonePatience = TimeSpan.FromSeconds(10), GonePause = TimeSpan.FromMilliseconds(250);

    /// <summary>The version that no copy is at, for changes that none can be brought up to.</summary>
    private const long NoCopy = -1;

    private readonly IPersistentState<TenantGrainState> _state;
    private readonly IGrainStorage _storage;
    private readonly IModelLibrary _models;
    private readonly TimeProvider _time;
    private readonly AclGrainOptions _options;
    private readonly LeaseBook _leases;
    private readonly ILogger _logger;
    private readonly string _holder = Guid.NewGuid().ToString("N");
    private readonly SemaphoreSlim _turn = new(1);
    private readonly WaitingRequests _waiting = new();
    private Task? _working;
    private TenantState? _tenant;
    private TenantBlueprint? _blueprint;
    private TaskCompletionSource? _changing;
    private Task? _verifying;
    private Lease? _before;
    private Delta? _news;
    private long _verified;
    private int _loaded;
    private bool _failed;

    /// <summary>Made by the runtime.</summary>
    public TenantGrain(
        [PersistentState(StateName)] IPersistentState<TenantGrainState> state, IGrainStorage storage, IModelLibrary models, TimeProvider time,
        IReplicaClient replicas, AclGrainOptions options, ILogger<TenantGrain> logger)
    {
        _state = state;
        _storage = storage;
        _models = models;
        _time = time;
        _options = options;
        _logger = logger;
        _leases = new LeaseBook(replicas, options.Lease, time, logger);
    }

    private string Name => this.GetPrimaryKeyString();

    private TenantGrainState Stored => _state.State;

    private PagedTexts Definitions => new(GrainFactory, $"{Name}#{Stored.Life}/definition", _logger);

    private PagedTexts Intents => new(GrainFactory, $"{Name}#{Stored.Life}/intent", _logger);

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (!_state.RecordExists) return;
        var released = Stored.Released;
        await ClaimAsync();
        if (!released)
        {
            _leases.AssumeOthers();
            await WriteEntitiesAsync();
        }

        _blueprint = await Definitions.LoadAsync(Stored.Definition) is { } definition ? TenantBlueprint.Read(Json.ParseOwn(definition), _models) : null;
        Build();
        Sweep();
    }

    /// <summary>Has what earlier lives left in the store removed, without waiting for it.</summary>
    private void Sweep()
    {
        foreach (var left in Stored.Leftovers) GrainFactory.GetGrain<ISweepGrain>($"{Name}#{left.Life}").SweepAsync(left).Ignore();
    }

    /// <summary>Lets one thing at a time look at or change the state: requests that change the tenant's content interleave with all others.</summary>
    private async Task<T> InTurnAsync<T>(Func<Task<T>> act)
    {
        await _turn.WaitAsync();
        try
        {
            return await act();
        }
        finally
        {
            _turn.Release();
        }
    }

    private Task InTurnAsync(Func<Task> act) => InTurnAsync(async () =>
    {
        await act();
        return true;
    });

    /// <inheritdoc/>
    public Task SweptAsync(long life) => InTurnAsync(async () =>
    {
        if (_failed) return;
        var (before, left) = (Stored.Leftovers, Stored.Leftovers.Where(l => l.Life != life).ToArray());
        Stored.Leftovers = left;
        try
        {
            if (left.Length < before.Length) await _state.WriteStateAsync();
        }
        catch
        {
            Fail();
            throw;
        }
    });

    /// <summary>Makes this activation the one that speaks for the tenant, or fails.</summary>
    private async Task ClaimAsync()
    {
        var asked = _time.GetTimestamp();
        (Stored.Holder, Stored.Released) = (_holder, false);
        await _state.WriteStateAsync();
        _verified = asked;
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        // With something still under way nobody knows in what order it ends: then the next activation has to wait, and finishes what is stored.
        if (_failed || !_state.RecordExists || _turn.CurrentCount == 0) return;
        _failed = true;
        try
        {
            // Ended in order, with no lease left, the next activation need not wait for any.
            if (!await _leases.RevokeAllAsync(Name)) return;
            Stored.Released = true;
            await _state.WriteStateAsync(cancellationToken);
        }
        catch (Exception e)
        {
            Log.NotReleased(_logger, Name, e);
        }
    }

    /// <summary>Begins anew with nothing in memory when there is too much.</summary>
    private void LetGo()
    {
        if (_loaded > Math.Min(EntitiesKept, _options.CopyEntities)) Build();
    }

    /// <summary>The tenant's memory, with nothing loaded.</summary>
    private void Build()
    {
        _loaded = 0;
        _tenant = _blueprint?.Build(TenantId.Parse(Name), sparse: true);
        if (_tenant is null) return;
        _tenant.MentionsKept = Stored.Mentions == Stored.Version;
        _tenant.StagedClock = Clock;
        _tenant.LastStaged = Stored.Version;
        _tenant.StagedCounts = KnownCounts?.ToImmutableDictionary(StringComparer.Ordinal);
        _tenant.Publish(Stored.Version, true, Clock, _tenant.StagedCounts);
    }

    /// <summary>How much is stored; null where that is not known.</summary>
    private Dictionary<string, long>? KnownCounts => Stored.Counted == Stored.Version ? Stored.Counts : null;

    private void Keep(ImmutableDictionary<string, long>? counts, long version)
    {
        if (counts is not null) (Stored.Counts, Stored.Counted) = (new Dictionary<string, long>(counts, StringComparer.Ordinal), version);
    }

    private DateTimeOffset? Clock => Stored.Clock is null ? null : Node.Of(Stored.Clock).AsInstant();

    /// <inheritdoc/>
    public Task<Answer> PutAsync(string definition) => Answers.OfAsync(() => InTurnAsync(async () =>
    {
        var blueprint = TenantBlueprint.Of(TenantWire.ReadDefinition(Json.ParseOwn(definition)), _models);
        if (_blueprint is not null && (blueprint.Importing || !_blueprint.IsSameAs(blueprint)))
            throw new AclException(ErrorCodes.TenantExists, $"tenant `{Name}` exists {(blueprint.Importing ? "already" : "with another definition")}");
        if (_blueprint is null)
        {
            await ChangeAsync(new Delta(Name, Stored.Life, NoCopy, 0, true, null, [], true), [], async () =>
            {
                await TenantsGrain.Of(GrainFactory, Name).SetAsync(Name, true);
                Stored.Life++;
                Stored.Definition = await Definitions.StoreAsync(blueprint.Definition.ToString(), 0, PagedText.None);
                (Stored.Version, Stored.Mentions, Stored.Clock, Stored.Intent) = (0, 0, blueprint.Clock?.ToString("O"), PagedText.None);
                Keep(Counts.None, 0);
                (Stored.Holder, Stored.Released) = (_holder, false);
            });
            _blueprint = blueprint;
            Build();
        }

        else if (_blueprint.Importing && !blueprint.Importing) await OpenAsync(blueprint);
        return TenantWire.Write(Info()!);
    }));

    /// <summary>Ends the filling of a tenant, of which no silo has been given a lease so far.</summary>
    private async Task OpenAsync(TenantBlueprint blueprint)
    {
        if (_tenant is not { } tenant) throw Unknown();
        var before = Stored.Definition;
        await ChangeAsync(new Delta(Name, Stored.Life, Stored.Version, Stored.Version, true, Stored.Clock, [], false), [], async () =>
            Stored.Definition = await Definitions.StoreAsync(blueprint.Definition.ToString(), Stored.Version + 1, before));
        _blueprint = blueprint;
        await Definitions.ForgetAsync(before, Stored.Definition);
    }

    /// <inheritdoc/>
    public Task<Answer> PutModelAsync(string request) => Answers.OfAsync(() => InTurnAsync(async () =>
    {
        var wanted = ModelWire.ReadRequest(Json.ParseOwn(request));
        var now = await RequireOpenAsync();
        if (ModelUpdate.Of(wanted, now, Stored.Version, _models, _time) is not { } update) return Node.Map(ModelWire.WriteResult(new ModelResult(Info()!, new ModelConflicts([], true))));
        var content = await ContentAsync(_tenant!);
        // Apart from this grain's other work: leases are given meanwhile.
        var conflicts = (await Task.Run(() => Remodelled.Of(content, update.Next))).Conflicts;
        await HoldAsync();
        var result = new ModelResult(conflicts.Items.Count > 0 ? Info()! : update.Next.Info(TenantId.Parse(Name), Clock, Stored.Version + 1), conflicts);
        if (result.Applied && !wanted.DryRun) await RemodelAsync(update, Counts.Of(content.Principals, content.Sets, content.Resources));
        return Node.Map(ModelWire.WriteResult(result));
    }));

    /// <inheritdoc/>
    public Task<Answer> ListModelsAsync() => Answers.OfAsync(() => InTurnAsync(async () => ModelWire.WriteVersions((await RequireOpenAsync()).Versions(_models))));

    /// <summary>What the tenant is, if there is one that is not being filled.</summary>
    private async Task<TenantBlueprint> RequireOpenAsync()
    {
        await HoldAsync();
        var blueprint = _blueprint ?? throw Unknown();
        return blueprint.Importing ? throw TenantBlueprint.NotYet(TenantId.Parse(Name)) : blueprint;
    }

    /// <summary>All that the tenant holds.</summary>
    private async Task<TenantContent> ContentAsync(TenantState tenant)
    {
        while (true)
        {
            Misses.Begin();
            var content = new TenantContent(tenant, Stored.Version);
            if (Misses.End() is not { } missing) return content;
            await LoadAsync(new StoredEntities(GrainFactory, _storage, Name, Stored.Life), tenant, missing);
        }
    }

    /// <summary>
    /// Stores the next definition, and what the change log says of it, with one write. No silo's copy can be brought up to that: each is dropped, and
    /// begun anew under the next definition.
    /// </summary>
    private async Task RemodelAsync(ModelUpdate update, ImmutableDictionary<string, long> counts)
    {
        var (definition, intent) = (Stored.Definition, Stored.Intent);
        DeltaEntity[] log = [.. update.Log.Select(r => new DeltaEntity(r.Key.Kind, r.Key.Key, r.Body))];
        var delta = new Delta(Name, Stored.Life, NoCopy, Stored.Version + 1, true, Stored.Clock, [], false);
        await ChangeAsync(delta, log, async () =>
        {
            Stored.Definition = await Definitions.StoreAsync(update.Next.Definition.ToString(), delta.To, definition);
            Stored.Intent = await Intents.StoreAsync(WriteIntent(log), delta.To, intent);
            // What the rosters of mentions say is the same under any model.
            if (Stored.Mentions == Stored.Version) Stored.Mentions = delta.To;
            Keep(counts, delta.To);
            Stored.Version = delta.To;
            // Those who wait for the end of this are given the next definition.
            _blueprint = update.Next;
        });
        Build();
        await Definitions.ForgetAsync(definition, Stored.Definition);
        await Intents.ForgetAsync(intent, Stored.Intent);
    }

    private TenantInfo? Info() => _blueprint?.Info(TenantId.Parse(Name), Clock, Stored.Version, KnownCounts);

    /// <inheritdoc/>
    public Task<Answer> GetAsync() => Answers.OfAsync(() => InTurnAsync(async () =>
    {
        await HoldAsync();
        return Info() is { } info ? TenantWire.Write(info) : throw Unknown();
    }));

    private AclException Unknown() => new(ErrorCodes.UnknownTenant, $"there is no tenant `{Name}`");

    /// <inheritdoc/>
    public Task<Answer> DeleteAsync() => Answers.OfAsync(() => InTurnAsync(async () =>
    {
        if (_blueprint is null) return Node.Of(false);
        var (definition, intent) = (Stored.Definition, Stored.Intent);
        var left = new Leftover(Stored.Life, [.. _blueprint.Indexes], Stored.Version);
        await ChangeAsync(new Delta(Name, Stored.Life, Stored.Version, Stored.Version, true, null, [], true), [], () =>
        {
            (Stored.Definition, Stored.Clock, Stored.Intent) = (PagedText.None, null, PagedText.None);
            Stored.Leftovers = [.. Stored.Leftovers, left];
            // From here on nobody is given a lease on it; those who wait for the end of this find nothing.
            (_blueprint, _tenant) = (null, null);
            return Task.CompletedTask;
        });
        await Definitions.ForgetAsync(definition, PagedText.None);
        await Intents.ForgetAsync(intent, PagedText.None);
        await TenantsGrain.Of(GrainFactory, Name).SetAsync(Name, false);
        Sweep();
        return Node.Of(true);
    }));

    /// <inheritdoc/>
    public Task<Answer> ApplyAsync(string request) => Answers.OfAsync(async () =>
    {
        var waiting = _waiting.Add(request);
        if (_working is null or { IsCompleted: true }) _working = WorkAsync();
        var result = await waiting.Done;
        return Node.Map(ApplyWire.Write(result).Prepend(("applied", Node.Of(result.Applied))));
    });

    /// <summary>Makes changes as long as any are wanted.</summary>
    private async Task WorkAsync()
    {
        while (_waiting.Count > 0) await InTurnAsync(MakeTogetherAsync);
    }

    /// <summary>
    /// Plans the requests that are waiting one on top of the other, stores what comes of them as one change, and then answers all: what one was
    /// told may rest on those before it, so that none is told anything before all is stored.
    /// </summary>
    private async Task MakeTogetherAsync()
    {
        var plans = new List<(WaitingRequest Request, Plan Plan)>();
        try
        {
            LetGo();
            var (characters, entities) = (0, 0);
            while (plans.Count < RequestsAtOnce && characters < CharactersAtOnce && entities < EntitiesAtOnce && _waiting.TryTake(out var waiting))
            {
                characters += waiting.Characters;
                var plan = new Plan(null, null, Failed());
                plans.Add((waiting, plan));
                if (_failed) continue;
                plan = _tenant is { } tenant ? await PlanAsync(tenant, waiting.Request) : new Plan(null, null, Unknown());
                plan.Draft?.Keep();
                entities += plan.Draft?.Touched.Count() ?? 0;
                plans[^1] = (waiting, plan);
            }

            Draft[] drafts = [.. plans.Select(p => p.Plan.Draft).OfType<Draft>()];
            if (drafts.Length > 0) await StoreAsync(drafts);
            else if (!_failed) await HoldAsync();
            foreach (var (request, plan) in plans) request.Answer(plan);
        }
        catch (Exception e)
        {
            // What was planned is not stored: nothing may be planned on it.
            if (!_failed) Build();
            foreach (var (request, _) in plans) request.Refuse(e);
        }
    }

    /// <summary>Stores drafts that build on each other, in order, and lets the next ones build on them.</summary>
    private async Task StoreAsync(Draft[] drafts)
    {
        var (last, written) = (drafts[^1], new Dictionary<EntityKey, DeltaEntity>());
        foreach (var draft in drafts)
            foreach (var record in draft.Touched.Select(slot => EntityRecord.Of(slot, draft)).Concat(draft.Log))
                written[record.Key] = new DeltaEntity(record.Key.Kind, record.Key.Key, record.Body);
        DeltaEntity[] entities = [.. written.Values];
        // Nobody's copy has the change log or the idempotency keys.
        DeltaEntity[] told = [.. entities.Where(e => e.Kind is not (EntityKey.Change or EntityKey.Ledger))];
        var delta = new Delta(
            Name, Stored.Life, Stored.Version, last.Version, drafts.Any(d => d.ClosuresChanged), last.Clock?.ToString("O"), told, false) { Mentions = last.Tenant.MentionsKept };
        var before = Stored.Intent;
        await ChangeAsync(delta, entities, async () =>
        {
            Stored.Intent = await Intents.StoreAsync(WriteIntent(entities), delta.To, before);
            (Stored.Version, Stored.Clock) = (delta.To, delta.Clock);
            if (delta.Mentions) Stored.Mentions = delta.To;
            Keep(last.Counts, delta.To);
        });
        foreach (var draft in drafts) draft.Publish();
        await Intents.ForgetAsync(before, Stored.Intent);
    }

    /// <summary>Plans a change on what is loaded, loading what the plan needs until nothing is missing.</summary>
    private async Task<Plan> PlanAsync(TenantState tenant, ApplyRequest request)
    {
        for (var attempt = 0; attempt < PlanAttempts; attempt++)
        {
            Misses.Begin();
            var draft = new Draft(tenant);
            var plan = TryPlan(draft, request);
            var missing = Misses.End();
            if (missing is null && plan.Draft is not null) return plan;
            draft.Drop();
            if (missing is null) return plan;
            try
            {
                // What is to be written is asked of its grain, which is then active when it is; what is only looked at activates nothing.
                var fromStore = request.DryRun || EntityLoader.AreMany(missing);
                await LoadAsync(fromStore ? new StoredEntities(GrainFactory, _storage, Name, Stored.Life) : new EntityGrains(GrainFactory, _storage, Name, Stored.Life), tenant, missing);
            }
            catch (AclException e)
            {
                return new Plan(null, null, e);
            }
        }

        return new Plan(null, null, new AclException(ErrorCodes.LimitExceeded, "the steps need more of the tenant than can be loaded"));
    }

    /// <summary>Loads what was lacking.</summary>
    private async Task LoadAsync(IEntities entities, TenantState tenant, IReadOnlyCollection<EntityKey> missing)
    {
        var loaded = await EntityLoader.LoadAsync(entities, tenant, missing);
        // Somebody has made a change that this activation knows nothing of: another one speaks for the tenant now.
        if (loaded.Newest > Stored.Version) Fail();
        if (_failed) throw Failed();
        loaded.Put(tenant);
        foreach (var index in EntityLoader.Indexes(missing)) tenant.IsWholeNow(index);
        _loaded += loaded.Count;
    }

    /// <summary>What comes of a request on what is loaded; why it is refused may only be that something is not.</summary>
    private Plan TryPlan(Draft draft, ApplyRequest request)
    {
        try
        {
            var result = new ChangeApplier(draft, _time).Apply(request);
            var stores = result is { Applied: true, DryRun: false, Replayed: false } && !draft.IsEmpty;
            if (stores)
            {
                draft.Index();
                draft.Count();
            }

            if (!result.Replayed) result = result with { Revision = stores ? draft.Version : draft.Version - 1 };
            return new Plan(stores ? draft : null, result, null);
        }
        catch (AclException e)
        {
            return new Plan(null, null, e);
        }
        catch (Exception e)
        {
            // Whatever is wrong with this request is no matter of those that are made together with it.
            Log.NotPlanned(_logger, Name, e);
            return new Plan(null, null, new AclException(ErrorCodes.Internal, $"a change of tenant `{Name}` could not be worked out", null, e));
        }
    }

    private static string WriteIntent(DeltaEntity[] entities) => Node.List(entities.Select(e => Node.Map(
        ("kind", Node.Of(e.Kind)), ("key", Node.Of(e.Key)), ("body", e.Body is null ? null : Node.Of(e.Body))))).ToString();

    private static DeltaEntity[] ReadIntent(string intent) =>
        [.. Json.ParseOwn(intent).Items.Select(e => new DeltaEntity(e["kind"]!.Text, e["key"]!.Text, e["body"]?.Text))];

    /// <summary>
    /// Makes a change. Storing the state that describes it is what decides; whatever fails after it is done again, here or by the next
    /// activation, and until then nothing is acknowledged.
    /// </summary>
    /// <param name="delta">What is told to those who answer from copies.</param>
    /// <param name="entities">What is written.</param>
    /// <param name="describe">Puts the change into the state.</param>
    private async Task ChangeAsync(Delta delta, DeltaEntity[] entities, Func<Task> describe)
    {
        if (_failed) throw Failed();
        _before = Terms(0);
        _changing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await describe();
            await _state.WriteStateAsync();
            await WriteEntitiesAsync(entities);
            // Nobody is told that it was made yet; but it is, and whole, and copies may begin with it.
            _news = delta.Removed ? null : delta;
            NoLongerChanging();
            await _leases.TellAllAsync(delta);
        }
        catch (Exception e)
        {
            Fail();
            Log.NotStored(_logger, Name, e);
            throw new AclException(ErrorCodes.StoreFailed, $"a change of tenant `{Name}` could not be stored", null, e);
        }
        finally
        {
            _news = null;
            NoLongerChanging();
        }
    }

    private void NoLongerChanging()
    {
        _changing?.SetResult();
        (_changing, _before) = (null, null);
    }

    /// <summary>What is stored nobody knows now: the next activation reads it and finishes what holds.</summary>
    private void Fail()
    {
        _failed = true;
        DeactivateOnIdle();
    }

    private AclException Failed() => new(ErrorCodes.StoreFailed, $"tenant `{Name}` is being read again after a failure");

    /// <summary>Writes what the newest change says once more.</summary>
    private async Task WriteEntitiesAsync()
    {
        if (await Intents.LoadAsync(Stored.Intent) is { } intent) await WriteEntitiesAsync(ReadIntent(intent));
    }

    /// <summary>Writes entities to their grains, some at a time, so that none waits for its turn until it is given up. Doing it twice is doing it once.</summary>
    private async Task WriteEntitiesAsync(DeltaEntity[] entities)
    {
        // BOUNDED: what many grains were written for need not have all of them in memory until they are collected.
        var areMany = entities.Length > WritesAtOnce;
        foreach (var some in entities.Chunk(WritesAtOnce))
        {
            await Task.WhenAll(some.Select(entity => StoreAsync(entity, passing: areMany || entity.Kind == EntityKey.Change)));
        }
    }

    /// <summary>Has an entity stored by its grain. One whose silo is gone is waited for until it is on another.</summary>
    private async Task StoreAsync(DeltaEntity entity, bool passing)
    {
        var grain = GrainKeys.Entity(GrainFactory, Name, Stored.Life, new EntityKey(entity.Kind, entity.Key));
        for (var began = _time.GetTimestamp(); ;)
        {
            try
            {
                await grain.StoreAsync(new Entity(Stored.Version, entity.Body) { Passing = passing });
                return;
            }
            catch (OrleansMessageRejectionException) when (_time.GetElapsedTime(began) < GonePatience)
            {
                await Task.Delay(GonePause, _time);
            }
        }
    }

    /// <inheritdoc/>
    public async Task<Lease> RenewAsync(LeaseRequest request)
    {
        var arrived = _time.GetTimestamp();
        for (var verified = false; ;)
        {
            if (_failed) throw new OrleansException(Failed().Detail);
            // A change under way is not acknowledged: whoever has the state before it may go on with that, and is told like all others.
            var exists = _blueprint is { Importing: false };
            var before = exists && _before is { } terms && (request.Life, request.Version) == (terms.Life, terms.Version) ? terms : null;
            if (before is null && _changing is { } changing)
            {
                await changing.Task;
                continue;
            }

            // That there is no tenant is nobody's to remember.
            if (_blueprint is not { Importing: false } blueprint) return Terms(0) with { Exists = false };
            var left = Held;
            if (left < _options.Lease / 2 && !verified)
            {
                await VerifyAsync();
                verified = true;
                continue;
            }

            // A store that takes longer than a lease to say so leaves nothing that could be given.
            if (left <= TimeSpan.Zero) throw new OrleansException($"tenant `{Name}` cannot be read in time");

            _leases.Give(request.Silo);
            // The silo counts from when it asked, which was before this arrived.
            var lasts = (int)(_options.Lease + _time.GetElapsedTime(arrived, _verified)).TotalMilliseconds;
            if (before is not null) return before with { Milliseconds = lasts };
            var news = _news is { } change && (request.Life, request.Version) == (change.Life, change.From) ? change : null;
            var definition = request.Life == Stored.Life && request.Model == blueprint.ModelVersion ? null : blueprint.Definition.ToString();
            return Terms(lasts) with { Definition = definition, News = news };
        }
    }

    /// <summary>A lease on what is stored now, for a silo that knows the definition.</summary>
    private Lease Terms(int milliseconds) =>
        new(true, null, Stored.Life, Stored.Version, Stored.Clock, milliseconds) { Mentions = Stored.Mentions == Stored.Version };

    /// <summary>How long it is sure that no other activation, if there should be one, has acknowledged a change.</summary>
    private TimeSpan Held => _options.Lease - _time.GetElapsedTime(_verified);

    /// <summary>Makes sure that what is answered from memory is still so.</summary>
    private async Task HoldAsync()
    {
        if (_state.RecordExists && Held <= TimeSpan.Zero) await VerifyAsync();
        if (_failed) throw Failed();
    }

    /// <summary>Makes sure that this activation still speaks for the tenant.</summary>
    private async Task VerifyAsync()
    {
        var verifying = _verifying ??= ReadHolderAsync();
        try
        {
            await verifying;
        }
        catch (Exception e) when (e is not OrleansException)
        {
            Log.NotRead(_logger, Name, e);
            throw new OrleansException($"tenant `{Name}` cannot be read");
        }
        finally
        {
            _verifying = null;
        }
    }

    private async Task ReadHolderAsync()
    {
        var asked = _time.GetTimestamp();
        var stored = new GrainState<TenantGrainState>();
        await _storage.ReadStateAsync(StateName, this.GetGrainId(), stored);
        if (stored.State?.Holder == _holder) _verified = asked;
        else
        {
            Fail();
            throw new OrleansException(Failed().Detail);
        }
    }
}
