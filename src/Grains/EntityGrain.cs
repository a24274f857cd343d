using OrleansAcl.Requests;

namespace OrleansAcl.Grains;

/// <summary>An entity's stored form.</summary>
[GenerateSerializer, Alias("acl.entity-state")]
public sealed class EntityGrainState
{
    /// <summary>The version of the tenant that wrote it; 0 is never.</summary>
    [Id(0)]
    public long Version { get; set; }

    /// <summary>Its JSON; null is nothing.</summary>
    [Id(1)]
    public string? Body { get; set; }
}

/// <summary>What every entity grain does: holds one entity and stores what its tenant's changes make of it.</summary>
public abstract class EntityGrain(IPersistentState<EntityGrainState> state) : Grain, IEntityGrain
{
    /// <inheritdoc/>
    public Task<Entity> LoadAsync() => Task.FromResult(new Entity(state.State.Version, state.State.Body));

    /// <inheritdoc/>
    public async Task StoreAsync(Entity entity)
    {
        if (entity.Version <= state.State.Version) return;
        var before = (state.State.Version, state.State.Body);
        (state.State.Version, state.State.Body) = (entity.Version, entity.Body);
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            // Not stored, or nobody knows: this activation goes, and the next one reads what there is.
            (state.State.Version, state.State.Body) = before;
            DeactivateOnIdle();
            throw;
        }
    }
}

/// <inheritdoc cref="IPrincipalGrain"/>
public sealed class PrincipalGrain([PersistentState("principal")] IPersistentState<EntityGrainState> state) : EntityGrain(state), IPrincipalGrain;

/// <inheritdoc cref="IPermissionSetGrain"/>
public sealed class PermissionSetGrain([PersistentState("set")] IPersistentState<EntityGrainState> state) : EntityGrain(state), IPermissionSetGrain;

/// <summary>A resource answers checks itself, from its silo's copy of what speaks for the subject.</summary>
public sealed class ResourceGrain([PersistentState("resource")] IPersistentState<EntityGrainState> state, Replicas replicas)
    : EntityGrain(state), IResourceGrain
{
    /// <inheritdoc/>
    public async Task<CheckAnswer> CheckAsync(CheckQuestion question)
    {
        try
        {
            var tenant = this.GetPrimaryKeyString();
            var replica = replicas.Of(tenant[..tenant.IndexOf('#')]);
            var decision = await replica.AskAsync(CheckQuestions.Read(question), static (view, request) => view.Check(request));
            return new CheckAnswer(decision.Allowed, decision.Rung, decision.Reason, null, null, null);
        }
        catch (AclException e)
        {
            return new CheckAnswer(false, "", "", e.Code, e.Detail, e.Place);
        }
    }
}
