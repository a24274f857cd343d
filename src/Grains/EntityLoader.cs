using OrleansAcl.Documents;
using OrleansAcl.State;

namespace OrleansAcl.Grains;

/// <summary>Entities fetched, to be put into memory together.</summary>
/// <param name="entities">The entities.</param>
/// <param name="indexVersion">The newest version that any index they were found by has been written at.</param>
internal sealed class LoadedEntities(List<(EntityKey Key, Entity Entity)> entities, long indexVersion)
{
    /// <summary>How many there are.</summary>
    public int Count => entities.Count;

    /// <summary>The newest version that any index they were found by has been written at.</summary>
    public long IndexVersion => indexVersion;

    /// <summary>The newest version that any of them, or what they were found by, has been written at.</summary>
    public long Newest => entities.Select(e => e.Entity.Version).Append(indexVersion).Max();

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

    /// <summary>More than these are read from the store, for all of their grains would stay active.</summary>
    private const int Few = 200;

    /// <summary>Whether what is missing is too much to activate the grains of.</summary>
    public static bool AreMany(IReadOnlyCollection<EntityKey> missing) => missing.Count > Few || Indexes(missing).Any();

    /// <summary>Fetches, many at a time.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.StoreFailed"/> when a grain, or the store, cannot be reached.</exception>
    public static async Task<LoadedEntities> LoadAsync(IEntities entities, TenantState state, IReadOnlyCollection<EntityKey> missing)
    {
        var indexVersion = 0L;
        async Task<ShardState> ShardAsync(RosterKey roster, int number)
        {
            var (version, shard) = await EntityLoader.ShardAsync(entities, roster, number);
            indexVersion = Math.Max(indexVersion, version);
            return shard;
        }

        try
        {
            var keys = missing.Where(k => k.Kind != EntityKey.Index).ToHashSet();
            foreach (var index in Indexes(missing))
            {
                var roster = RosterKey.Index(index);
                var head = await ShardAsync(roster, 0);
                var shards = new List<ShardState> { head };
                foreach (var some in Enumerable.Range(1, head.Last).Chunk(ReadsAtOnce)) shards.AddRange(await Task.WhenAll(some.Select(number => ShardAsync(roster, number))));
                var kind = index[..index.IndexOf('/')];
                keys.UnionWith(shards.SelectMany(s => s.Entries).Select(r => new EntityKey(kind, r)).Where(k => !new EntityRecord(k, null).IsKnown(state)));
            }

            var loaded = new List<(EntityKey, Entity)>(keys.Count);
            foreach (var some in keys.Chunk(ReadsAtOnce))
                loaded.AddRange(await Task.WhenAll(some.Select(async key => (key, await entities.LoadAsync(key)))));
            return new LoadedEntities(loaded, indexVersion);
        }
        catch (Exception e) when (e is not AclException)
        {
            throw new AclException(ErrorCodes.StoreFailed, $"part of tenant `{state.Tenant}` cannot be reached", null, e);
        }
    }

    /// <summary>The names of the indexes among what is missing.</summary>
    public static IEnumerable<string> Indexes(IEnumerable<EntityKey> missing) => missing.Where(k => k.Kind == EntityKey.Index).Select(k => k.Key);

    /// <summary>Fetches a shard, and the version that wrote it.</summary>
    public static async Task<(long Version, ShardState Shard)> ShardAsync(IEntities entities, RosterKey roster, int number)
    {
        var entity = await entities.LoadAsync(roster.Shard(number));
        return (entity.Version, entity.Body is { } body ? StateCodec.ReadShard(Json.ParseOwn(body)) : new ShardState());
    }
}
