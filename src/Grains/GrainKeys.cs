using OrleansAcl.State;

namespace OrleansAcl.Grains;

/// <summary>How grains are keyed. A tenant made again after it was removed lives another life, and finds nothing of the earlier one.</summary>
internal static class GrainKeys
{
    /// <summary>An entity's key.</summary>
    public static string Entity(string tenant, long life, string key) => $"{tenant}#{life}/{key}";

    /// <summary>The grain that holds an entity.</summary>
    public static IEntityGrain Entity(IGrainFactory grains, string tenant, long life, EntityKey key) => key.Kind switch
    {
        EntityKey.Principal => grains.GetGrain<IPrincipalGrain>(Entity(tenant, life, key.Key)),
        EntityKey.Set => grains.GetGrain<IPermissionSetGrain>(Entity(tenant, life, key.Key)),
        EntityKey.Shard or EntityKey.Ledger or EntityKey.Change => grains.GetGrain<IShardGrain>(Entity(tenant, life, key.Key)),
        _ => grains.GetGrain<IResourceGrain>(Entity(tenant, life, key.Key)),
    };

    /// <summary>The name of the state of the grain that holds an entity.</summary>
    public static string StateName(EntityKey key) => key.Kind switch
    {
        EntityKey.Principal => PrincipalGrain.Name,
        EntityKey.Set => PermissionSetGrain.Name,
        EntityKey.Shard or EntityKey.Ledger or EntityKey.Change => ShardGrain.Name,
        _ => ResourceGrain.Name,
    };
}
