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
}

/// <summary>What every entity grain does: holds one entity and stores what its tenant's changes make of it.</summary>
public abstract class EntityGrain(IPersistentState<EntityGrainState> state) : Grain, IEntityGrain
{
    private PagedTexts? _pages;
    private Entity _entity = new(0, null);

    private PagedTexts Pages => _pages ??= new PagedTexts(GrainFactory, this.GetPrimaryKeyString());

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken) =>
        _entity = new Entity(state.State.Version, await Pages.LoadAsync(state.State.Body));

    /// <inheritdoc/>
    public Task<Entity> LoadAsync() => Task.FromResult(_entity);

    /// <inheritdoc/>
    public async Task StoreAsync(Entity entity)
    {
        if (entity.Version <= state.State.Version) return;
        var before = state.State.Body;
        try
        {
            state.State.Body = await Pages.StoreAsync(entity.Body, entity.Version, before);
            state.State.Version = entity.Version;
            await state.WriteStateAsync();
        }
        catch
        {
            // Not stored, or nobody knows: this activation goes, and the next one reads what there is.
            DeactivateOnIdle();
            throw;
        }

        _entity = entity;
        await Pages.ForgetAsync(before, state.State.Body);
    }
}

/// <inheritdoc cref="IPrincipalGrain"/>
public sealed class PrincipalGrain([PersistentState("principal")] IPersistentState<EntityGrainState> state) : EntityGrain(state), IPrincipalGrain;

/// <inheritdoc cref="IPermissionSetGrain"/>
public sealed class PermissionSetGrain([PersistentState("set")] IPersistentState<EntityGrainState> state) : EntityGrain(state), IPermissionSetGrain;

/// <inheritdoc cref="IShardGrain"/>
public sealed class ShardGrain([PersistentState("shard")] IPersistentState<EntityGrainState> state) : EntityGrain(state), IShardGrain;

/// <summary>A resource answers checks itself, from its silo's copy of what speaks for the subject.</summary>
public sealed class ResourceGrain([PersistentState("resource")] IPersistentState<EntityGrainState> state, Replicas replicas)
    : EntityGrain(state), IResourceGrain
{
    private Replica? _replica;
    private ResourceRef? _written;

    private ResourceRef Written => _written ??= ResourceRef.Parse(this.GetPrimaryKeyString() is var key ? key[(key.IndexOf('/') + 1)..] : "");

    private Replica Replica => _replica ??= replicas.Of(this.GetPrimaryKeyString() is var key ? key[..key.IndexOf('#')] : "");

    /// <inheritdoc/>
    public ValueTask<CheckAnswer> CheckAsync(CheckQuestion question)
    {
        try
        {
            var request = CheckQuestions.Read(question, Written);
            return Replica.TryAskNow(request, Check, out var decision) ? new(Answers.Of(decision)) : new(CheckSlowlyAsync(request));
        }
        catch (AclException e)
        {
            return new(Answers.Of(e));
        }
    }

    private static readonly Func<TenantView, CheckRequest, Decision> Check = static (view, request) => view.Check(request);

    /// <summary>A check for which something must be loaded or leased first.</summary>
    private async Task<CheckAnswer> CheckSlowlyAsync(CheckRequest request)
    {
        try
        {
            return Answers.Of(await Replica.AskAsync(request, Check));
        }
        catch (AclException e)
        {
            return Answers.Of(e);
        }
    }
}
