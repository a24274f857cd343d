using Orleans.Storage;
using OrleansAcl.State;

namespace OrleansAcl.Grains;

/// <summary>
/// Fetches from the entities' grains, which are activated by it. A grain answers from the store; so while the silo that has it is gone or silent, the
/// store is read in its place.
/// </summary>
internal sealed class EntityGrains(IGrainFactory grains, IGrainStorage storage, string tenant, long life) : IEntities
{
    private readonly StoredEntities _stored = new(grains, storage, tenant, life);

    /// <inheritdoc/>
    public async Task<Entity> LoadAsync(EntityKey key)
    {
        try
        {
            return await GrainKeys.Entity(grains, tenant, life, key).LoadAsync();
        }
        catch (Exception e) when (GrainFaults.IsOfTheSilo(e))
        {
            return await _stored.LoadAsync(key);
        }
    }
}
