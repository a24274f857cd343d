using OrleansAcl.Models;

namespace OrleansAcl.Embedded;

/// <summary>How an embedded host is opened.</summary>
public sealed record EmbeddedOptions
{
    /// <summary>The folder of the store, made when missing; null keeps everything in memory only.</summary>
    public string? DataFolder { get; init; }

    /// <summary>Where models come from; the five built-in ones unless said otherwise.</summary>
    public IModelLibrary Models { get; init; } = BuiltInModels.Library;

    /// <summary>The time of checks.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Told while the store is loaded how many records of how many are in; null for nobody.</summary>
    public Action<long, long>? Progress { get; init; }
}
