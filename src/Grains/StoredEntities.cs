using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Storage;
using OrleansAcl.State;

namespace OrleansAcl.Grains;

/// <summary>
/// Reads what entities' grains have stored without calling them, so that a list activates nothing that it looks at. An entity's grain answers from
/// the store too, so this is as new as its answer; the same watches see what changes meanwhile.
/// </summary>
internal sealed class StoredEntities(IGrainFactory grains, IGrainStorage storage, string tenant, long life) : IEntities
{
    /// <inheritdoc/>
    public Task<Entity> LoadAsync(EntityKey key)
    {
        var (grain, name) = (GrainKeys.Entity(grains, tenant, life, key).GetGrainId(), GrainKeys.StateName(key));
        var pages = new PagedTexts(grains, GrainKeys.Entity(tenant, life, key.Key), NullLogger.Instance);
        return EntityGrainState.LoadAsync(() => EntityGrainState.ReadAsync(storage, name, grain), body => pages.ReadAsync(storage, body));
    }
}
