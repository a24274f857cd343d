using OrleansAcl.State;

namespace OrleansAcl.Grains;

/// <summary>Entities fetched from their grains, to be put into memory together.</summary>
internal sealed class LoadedEntities(List<(EntityKey Key, Entity Entity)> entities, List<string> whole)
{
    /// <summary>Puts them in, at the versions that wrote them.</summary>
    public void Put(TenantState state, long published)
    {
        foreach (var (key, entity) in entities)
            if (new EntityRecord(key, entity.Body) is var record && !record.IsKnown(state)) record.Put(state, entity.Version, published);
        foreach (var index in whole) state.IsWholeNow(index);
    }
}

/// <summary>Fetches what a question lacked: entities by key, and everything an index names.</summary>
internal static class EntityLoader
{
    /// <summary>Fetches, many at a time.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.StoreFailed"/> when a grain cannot be reached.</exception>
    public static async Task<LoadedEntities> LoadAsync(
        IGrainFactory grains, string tenant, long life, TenantState state, IReadOnlyCollection<EntityKey> missing)
    {
        try
        {
            var keys = missing.Where(k => k.Kind != EntityKey.Index).ToHashSet();
            var whole = missing.Where(k => k.Kind == EntityKey.Index).Select(k => k.Key).ToList();
            foreach (var index in whole)
            {
                var shards = await Task.WhenAll(Enumerable.Range(0, GrainKeys.IndexShards).Select(s => GrainKeys.Index(grains, tenant, life, index, s).ListAsync()));
                var kind = index[..index.IndexOf('/')];
                keys.UnionWith(shards.SelectMany(s => s).Select(r => new EntityKey(kind, r)).Where(k => !new EntityRecord(k, null).IsKnown(state)));
            }

            var loaded = await Task.WhenAll(keys.Select(async key => (key, await GrainKeys.Entity(grains, tenant, life, key).LoadAsync())));
            return new LoadedEntities([.. loaded], whole);
        }
        catch (Exception e) when (e is TimeoutException or OrleansException)
        {
            throw new AclException(ErrorCodes.StoreFailed, $"part of tenant `{tenant}` cannot be reached: {e.Message}", null, e);
        }
    }
}
