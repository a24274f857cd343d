using Orleans.Placement;
using Orleans.Storage;

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
[HashBasedPlacement, GrainType("page")]
public sealed class PageGrain([PersistentState(PageGrain.Name)] IPersistentState<PageGrainState> state, IGrainStorage storage) : Grain, IPageGrain
{
    internal const string Name = "page";

    /// <inheritdoc/>
    public async Task<string?> LoadAsync()
    {
        // While it is being stored the store has to find it here.
        if (state.RecordExists && Take() is { } text) return text;
        // It has been asked for before, or stored since this looked.
        return await ReadAsync(storage, this.GetGrainId());
    }

    /// <summary>The text that the store has for a page; null when it has none.</summary>
    internal static async Task<string?> ReadAsync(IGrainStorage storage, GrainId page)
    {
        var stored = new GrainState<PageGrainState>();
        await storage.ReadStateAsync(Name, page, stored);
        return stored.State?.Text;
    }

    /// <inheritdoc/>
    public async Task StoreAsync(string text)
    {
        if (state.RecordExists) return;
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

        Take();
    }

    /// <summary>The text, if it is in memory, where it then is no more: texts are long, and mostly read from the store.</summary>
    private string? Take()
    {
        var text = state.State.Text;
        state.State = new PageGrainState();
        return text;
    }

    /// <inheritdoc/>
    public async Task ClearAsync()
    {
        if (state.RecordExists) await state.ClearStateAsync();
        DeactivateOnIdle();
    }
}
