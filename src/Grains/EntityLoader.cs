using OrleansAcl.Documents;
using OrleansAcl.State;

namespace OrleansAcl.Grains;

/// <summary>Entities fetched from their grains, to be put into memory together.</summary>
internal sealed class LoadedEntities(List<(EntityKey Key, Entity Entity)> entities, List<string> whole)
{
    /// <summary>How many there are.</summary>
    public int Count => entities.Count;

    /// <summary>The indexes of which they are everything.</summary>
    public IReadOnlyCollection<string> Whole => whole;

    /// <summary>Puts them in, at the versions that wrote them, but for those that have changed since.</summary>
    public void Put(TenantState state, IReadOnlySet<EntityKey>? changed = null)
    {
        foreach (var (key, entity) in entities)
            if (changed?.Contains(key) != true && new EntityRecord(key, entity.Body) is var record && !record.IsKnown(state)) record.Load(state, entity.Version);
    }
}

/// <summary>Fetches what a question lacked: entities by key, and everything an index names.</summary>
internal static class EntityLoader
{
    /// <summary>How many are fetched at the same time, so that none waits for its turn until it is given up.</summary>
    private const int ReadsAtOnce = 1_000;

    /// <summary>Fetches, many at a time.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.StoreFailed"/> when a grain cannot be reached.</exception>
    public static async Task<LoadedEntities> LoadAsync(
        IGrainFactory grains, string tenant, long life, TenantState state, IReadOnlyCollection<EntityKey> missing)
    {
        async Task<ShardState> ShardAsync(EntityKey key) =>
            (await GrainKeys.Entity(grains, tenant, life, key).LoadAsync()).Body is { } body ? StateCodec.ReadShard(Json.ParseOwn(body)) : new ShardState();

        try
        {
            var keys = missing.Where(k => k.Kind != EntityKey.Index).ToHashSet();
            var whole = missing.Where(k => k.Kind == EntityKey.Index).Select(k => k.Key).ToList();
            foreach (var index in whole)
            {
                var roster = RosterKey.Index(index);
                var head = await ShardAsync(roster.Shard(0));
                var shards = await Task.WhenAll(Enumerable.Range(1, head.Last).Select(number => ShardAsync(roster.Shard(number))));
                var kind = index[..index.IndexOf('/')];
                keys.UnionWith(shards.Prepend(head).SelectMany(s => s.Entries).Select(r => new EntityKey(kind, r)).Where(k => !new EntityRecord(k, null).IsKnown(state)));
            }

            var loaded = new List<(EntityKey, Entity)>(keys.Count);
            foreach (var some in keys.Chunk(ReadsAtOnce))
                loaded.AddRange(await Task.WhenAll(some.Select(async key => (key, await GrainKeys.Entity(grains, tenant, life, key).LoadAsync()))));
            return new LoadedEntities(loaded, whole);
        }
        catch (Exception e) when (e is not AclException)
        {
            throw new AclException(ErrorCodes.StoreFailed, $"part of tenant `{tenant}` cannot be reached", null, e);
        }
    }
}
