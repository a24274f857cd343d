namespace OrleansAcl.ClusterBench.Grains;

/// <summary>What a write is measured against: one grain that stores a text, and does nothing else.</summary>
public interface IPlainGrain : IGrainWithStringKey
{
    /// <summary>Stores the text.</summary>
    Task WriteAsync(string text);

    /// <summary>The text as last stored.</summary>
    Task<string> ReadAsync();
}

/// <summary>What a plain grain stores.</summary>
[GenerateSerializer]
public sealed class PlainGrainState
{
    /// <summary>The text.</summary>
    [Id(0)]
    public string Text { get; set; } = "";
}

/// <inheritdoc cref="IPlainGrain"/>
public sealed class PlainGrain([PersistentState("plain")] IPersistentState<PlainGrainState> state) : Grain, IPlainGrain
{
    /// <inheritdoc/>
    public Task WriteAsync(string text)
    {
        state.State.Text = text;
        return state.WriteStateAsync();
    }

    /// <inheritdoc/>
    public Task<string> ReadAsync() => Task.FromResult(state.State.Text);
}
