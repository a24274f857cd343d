namespace OrleansAcl.Grains;

/// <summary>Names of tenants, as stored.</summary>
[GenerateSerializer, Alias("acl.tenants-state")]
public sealed class TenantsGrainState
{
    /// <summary>The names.</summary>
    [Id(0)]
    public HashSet<string> Names { get; set; } = new(StringComparer.Ordinal);
}

/// <inheritdoc cref="ITenantsGrain"/>
[GrainType("tenants")]
public sealed class TenantsGrain([PersistentState("tenants")] IPersistentState<TenantsGrainState> state) : Grain, ITenantsGrain
{
    /// <summary>The grain that a tenant's name is in; the same on every machine.</summary>
    public static ITenantsGrain Of(IGrainFactory grains, string tenant)
    {
        var hash = 2166136261u; // FNV-1a
        foreach (var c in tenant) hash = (hash ^ c) * 16777619;
        return grains.GetGrain<ITenantsGrain>(hash % ITenantsGrain.Shards);
    }

    /// <inheritdoc/>
    public Task<string[]> ListAsync() => Task.FromResult<string[]>([.. state.State.Names]);

    /// <inheritdoc/>
    public async Task SetAsync(string tenant, bool present)
    {
        if (!(present ? state.State.Names.Add(tenant) : state.State.Names.Remove(tenant))) return;
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            DeactivateOnIdle();
            throw;
        }
    }
}
