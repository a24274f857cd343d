using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Placement;
using Orleans.Storage;
using OrleansAcl.Requests;
using OrleansAcl.State;

namespace OrleansAcl.Grains;

/// <summary>An entity's stored form.</summary>
[GenerateSerializer, Alias("acl.entity-state")]
public sealed class EntityGrainState
{
    /// <summary>The version of the tenant that wrote it; 0 is never.</summary>
    [Id(0)]
    public long Version { get; set; }

    /// <summary>Its JSON; none is nothing.</summary>
    [Id(1)]
    public PagedText Body { get; set; } = PagedText.None;

    /// <summary>How often a text is read again whose pages were replaced meanwhile.</summary>
    private const int Readings = 10;

    /// <summary>What the store has for a grain.</summary>
    internal static async Task<EntityGrainState> ReadAsync(IGrainStorage storage, string name, GrainId grain)
    {
        var stored = new GrainState<EntityGrainState>();
        await storage.ReadStateAsync(name, grain, stored);
        return stored.State ?? new EntityGrainState();
    }

    /// <summary>The entity that a state is of, the state read again as often as its pages are replaced while they are read.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.StoreFailed"/> when a page is missing.</exception>
    internal static async Task<Entity> LoadAsync(Func<Task<EntityGrainState>> read, Func<PagedText, Task<string?>> text)
    {
        for (var reading = 1; ; reading++)
        {
            var stored = await read();
            try
            {
                return new Entity(stored.Version, await text(stored.Body));
            }
            catch (AclException) when (reading < Readings)
            {
            }
        }
    }
}

/// <summary>What every entity grain does: holds one entity and stores what its tenant's changes make of it.</summary>
/// <remarks>
/// In a cluster that has come apart a grain may be active twice, and one of the two then remembers what was. So what others are given to
/// plan or answer from is read from the store each time; those who ask keep it, and ask once.
/// </remarks>
/// <param name="state">The state.</param>
/// <param name="name">The name of the state.</param>
/// <param name="storage">Where it is stored.</param>
public abstract class EntityGrain(IPersistentState<EntityGrainState> state, string name, IGrainStorage storage) : Grain, IEntityGrain
{
    private PagedTexts? _pages;
    private bool _justRead;

    private PagedTexts Pages => _pages ??= new PagedTexts(
        GrainFactory, this.GetPrimaryKeyString(), ServiceProvider.GetRequiredService<ILogger<EntityGrain>>());

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _justRead = true;
        return Task.CompletedTask;
    }

    /// <summary>Notes that a later call can no longer take the state for what the store has.</summary>
    protected void Age() => _justRead = false;

    /// <inheritdoc/>
    public async Task<Entity> LoadAsync()
    {
        try
        {
            return await EntityGrainState.LoadAsync(ReadAsync, Pages.LoadAsync);
        }
        catch (AclException e)
        {
            throw new OrleansException(e.Detail);
        }
    }

    private Task<EntityGrainState> ReadAsync()
    {
        // Whoever's call has brought the grain to life need not have it read twice.
        var stored = _justRead ? Task.FromResult(state.State) : EntityGrainState.ReadAsync(storage, name, this.GetGrainId());
        _justRead = false;
        return stored;
    }

    /// <inheritdoc/>
    public async Task StoreAsync(Entity entity)
    {
        Age();
        if (entity.Version <= state.State.Version) return;
        var before = state.State.Body;
        try
        {
            var body = await Pages.StoreAsync(entity.Body, entity.Version, before);
            (state.State.Version, state.State.Body) = (entity.Version, body);
            await state.WriteStateAsync();
        }
        catch
        {
            // Not stored, or nobody knows: this activation goes, and the next one reads what there is.
            DeactivateOnIdle();
            throw;
        }

        await Pages.ForgetAsync(before, state.State.Body);
    }

    /// <inheritdoc/>
    public async Task ClearAsync()
    {
        await Pages.ClearAsync(state.State.Body);
        if (state.RecordExists) await state.ClearStateAsync();
        DeactivateOnIdle();
    }
}

/// <inheritdoc cref="IPrincipalGrain"/>
[HashBasedPlacement, GrainType("principal")]
public sealed class PrincipalGrain([PersistentState(PrincipalGrain.Name)] IPersistentState<EntityGrainState> state, IGrainStorage storage)
    : EntityGrain(state, Name, storage), IPrincipalGrain
{
    internal const string Name = "principal";
}

/// <inheritdoc cref="IPermissionSetGrain"/>
[HashBasedPlacement, GrainType("permissionset")]
public sealed class PermissionSetGrain([PersistentState(PermissionSetGrain.Name)] IPersistentState<EntityGrainState> state, IGrainStorage storage)
    : EntityGrain(state, Name, storage), IPermissionSetGrain
{
    internal const string Name = "set";
}

/// <inheritdoc cref="IShardGrain"/>
[HashBasedPlacement, GrainType("shard")]
public sealed class ShardGrain([PersistentState(ShardGrain.Name)] IPersistentState<EntityGrainState> state, IGrainStorage storage)
    : EntityGrain(state, Name, storage), IShardGrain
{
    internal const string Name = "shard";
}

/// <summary>A resource answers checks itself, from its silo's copy of what speaks for the subject.</summary>
[HashBasedPlacement, GrainType("resource")]
public sealed class ResourceGrain(
    [PersistentState(ResourceGrain.Name)] IPersistentState<EntityGrainState> state, IGrainStorage storage, Replicas replicas, AclGrainOptions options)
    : EntityGrain(state, Name, storage), IResourceGrain
{
    internal const string Name = "resource";

    private Replica? _replica;
    private ResourceRef? _written;
    private long _second;
    private int _checks;
    private bool _busy;

    private ResourceRef Written => _written ??= ResourceRef.Parse(this.GetPrimaryKeyString() is var key ? key[(key.IndexOf('/') + 1)..] : "");

    private Replica Replica => _replica ??= replicas.Of(this.GetPrimaryKeyString() is var key ? key[..key.IndexOf('#')] : "");

    /// <inheritdoc/>
    public ValueTask<CheckAnswer> CheckAsync(CheckQuestion question)
    {
        Age();
        try
        {
            var request = question.Read(Written);
            return Replica.TryAskNow(request, Check, out var decision) ? new(CheckAnswer.Of(decision, IsBusy())) : new(CheckSlowlyAsync(request));
        }
        catch (AclException e)
        {
            return new(CheckAnswer.Of(e));
        }
    }

    /// <summary>Whether there were more checks in the last second than one grain should take.</summary>
    private bool IsBusy()
    {
        var second = Environment.TickCount64 / 1_000;
        if (second != _second) (_busy, _checks, _second) = (_checks > options.BusyChecks, 0, second);
        _checks++;
        return _busy;
    }

    private static readonly Func<TenantView, CheckRequest, Decision> Check = static (view, request) => view.Check(request);

    /// <summary>A check for which something must be loaded or leased first.</summary>
    private async Task<CheckAnswer> CheckSlowlyAsync(CheckRequest request)
    {
        try
        {
            return CheckAnswer.Of(await Replica.AskAsync(request, Check));
        }
        catch (AclException e)
        {
            return CheckAnswer.Of(e);
        }
    }
}
