using Orleans.Concurrency;

namespace OrleansAcl.Grains;

/// <summary>A page of a text that is too long for the state of one grain. Keyed by its owner's key, a slash and the page's name.</summary>
[Alias("acl.page")]
public interface IPageGrain : IGrainWithStringKey
{
    /// <summary>The page; null when there is none.</summary>
    [Alias("load"), AlwaysInterleave]
    Task<string?> LoadAsync();

    /// <summary>Stores the page. A page never changes: what is there already stays.</summary>
    [Alias("store")]
    Task StoreAsync(string text);

    /// <summary>Removes the page.</summary>
    [Alias("clear")]
    Task ClearAsync();
}

/// <summary>A text as a grain's state holds it: itself, or the names of its pages. Neither is no text.</summary>
[GenerateSerializer, Immutable, Alias("acl.paged-text")]
public sealed record PagedText([property: Id(0)] string? Text, [property: Id(1)] string[] Pages)
{
    /// <summary>No text; each time another object, for a store's serializer may fill what it finds.</summary>
    public static PagedText None => new(null, []);
}
