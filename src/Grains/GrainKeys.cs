using OrleansAcl.State;

namespace OrleansAcl.Grains;

/// <summary>How grains are keyed. A tenant made again after it was removed lives another life, and finds nothing of the earlier one.</summary>
internal static class GrainKeys
{
    /// <summary>The one grain that knows all tenants.</summary>
    public const string Tenants = "tenants";

    /// <summary>How many shards an index has.</summary>
    public const int IndexShards = 16;

    /// <summary>An entity's key.</summary>
    public static string Entity(string tenant, long life, string key) => $"{tenant}#{life}/{key}";

    /// <summary>The grain that holds an entity.</summary>
    public static IEntityGrain Entity(IGrainFactory grains, string tenant, long life, EntityKey key) => key.Kind switch
    {
        EntityKey.Principal => grains.GetGrain<IPrincipalGrain>(Entity(tenant, life, key.Key)),
        EntityKey.Set => grains.GetGrain<IPermissionSetGrain>(Entity(tenant, life, key.Key)),
        _ => grains.GetGrain<IResourceGrain>(Entity(tenant, life, key.Key)),
    };

    /// <summary>A shard of the index that names everything of a kind and type, for example <c>5-resource/job</c>.</summary>
    public static IIndexGrain Index(IGrainFactory grains, string tenant, long life, string index, int shard) =>
        grains.GetGrain<IIndexGrain>($"{tenant}#{life}/{index}/{shard}");

    /// <summary>The shard a reference is in; the same on every machine.</summary>
    public static int Shard(string reference)
    {
        var hash = 2166136261u; // FNV-1a
        foreach (var c in reference) hash = (hash ^ c) * 16777619;
        return (int)(hash % IndexShards);
    }
}
