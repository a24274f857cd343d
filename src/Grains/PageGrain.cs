namespace OrleansAcl.Grains;

/// <summary>A page's stored form.</summary>
[GenerateSerializer, Alias("acl.page-state")]
public sealed class PageGrainState
{
    /// <summary>The text.</summary>
    [Id(0)]
    public string? Text { get; set; }
}

/// <inheritdoc cref="IPageGrain"/>
public sealed class PageGrain([PersistentState("page")] IPersistentState<PageGrainState> state) : Grain, IPageGrain
{
    /// <inheritdoc/>
    public Task<string?> LoadAsync() => Task.FromResult(state.State.Text);

    /// <inheritdoc/>
    public async Task StoreAsync(string text)
    {
        if (state.State.Text is not null) return;
        state.State.Text = text;
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            // Nobody knows whether it is stored: the next activation reads what there is.
            DeactivateOnIdle();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task ClearAsync()
    {
        await state.ClearStateAsync();
        DeactivateOnIdle();
    }
}
