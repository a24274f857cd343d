using OrleansAcl.State;

namespace OrleansAcl.Grains;

/// <summary>Fetches from the entities' grains, which are activated by it.</summary>
internal sealed class EntityGrains(IGrainFactory grains, string tenant, long life) : IEntities
{
    /// <inheritdoc/>
    public Task<Entity> LoadAsync(EntityKey key) => GrainKeys.Entity(grains, tenant, life, key).LoadAsync();
}
