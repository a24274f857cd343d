namespace OrleansAcl.Grains;

/// <summary>The references of a shard.</summary>
[GenerateSerializer, Alias("acl.index-state")]
public sealed class IndexGrainState
{
    /// <summary>The references.</summary>
    [Id(0)]
    public HashSet<string> References { get; set; } = new(StringComparer.Ordinal);
}

/// <inheritdoc cref="IIndexGrain"/>
public sealed class IndexGrain([PersistentState("index")] IPersistentState<IndexGrainState> state) : Grain, IIndexGrain
{
    /// <inheritdoc/>
    public Task<string[]> ListAsync() => Task.FromResult(state.State.References.ToArray());

    /// <inheritdoc/>
    public async Task ChangeAsync(string[] added, string[] removed)
    {
        var changed = false;
        foreach (var reference in added) changed |= state.State.References.Add(reference);
        foreach (var reference in removed) changed |= state.State.References.Remove(reference);
        if (!changed) return;
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

/// <inheritdoc cref="ITenantsGrain"/>
public sealed class TenantsGrain([PersistentState("tenants")] IPersistentState<IndexGrainState> state) : Grain, ITenantsGrain
{
    /// <inheritdoc/>
    public Task<string[]> ListAsync() => Task.FromResult<string[]>([.. state.State.References.Order(StringComparer.Ordinal)]);

    /// <inheritdoc/>
    public async Task SetAsync(string tenant, bool present)
    {
        if (present ? state.State.References.Add(tenant) : state.State.References.Remove(tenant)) await state.WriteStateAsync();
    }
}
