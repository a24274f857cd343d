using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace OrleansAcl.Grains;

/// <summary>
/// Keeps long texts out of a grain's own state, so that no state comes near what storage takes for one grain (BOUNDED): a text that is
/// longer than a page lies in pages, each a grain of its own.
/// </summary>
/// <param name="grains">Where the pages are.</param>
/// <param name="owner">The key of the grain whose text it is.</param>
/// <param name="logger">Where it is said that a page could not be removed.</param>
internal sealed class PagedTexts(IGrainFactory grains, string owner, ILogger logger)
{
    /// <summary>The characters of a page; at most three times as many bytes.</summary>
    private const int PageCharacters = 65_536;

    /// <summary>
    /// Stores a text, as far as it needs pages. A page is named by what it says and by the version that first said it: pages that stay
    /// the same are not written again, and no name is ever used for something else, or again after it was removed.
    /// </summary>
    public async Task<PagedText> StoreAsync(string? text, long version, PagedText before)
    {
        if (text is null || text.Length <= PageCharacters) return new PagedText(text, []);
        var stored = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var page in before.Pages) stored[page[..page.IndexOf('@')]] = page;
        var pages = new List<string>();
        var writes = new List<Task>();
        foreach (var part in Split(text))
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(part.AsSpan())).AsSpan(0, 16));
            if (!stored.TryGetValue(hash, out var name))
            {
                stored[hash] = name = $"{hash}@{version}";
                writes.Add(Page(name).StoreAsync(part));
            }

            pages.Add(name);
        }

        await Task.WhenAll(writes);
        return new PagedText(null, [.. pages]);
    }

    /// <summary>The pages of a text, none of which ends within a character.</summary>
    private static IEnumerable<string> Split(string text)
    {
        for (var (start, end) = (0, 0); start < text.Length; start = end)
        {
            end = Math.Min(text.Length, start + PageCharacters);
            if (end < text.Length && char.IsHighSurrogate(text[end - 1])) end--;
            yield return text[start..end];
        }
    }

    /// <summary>The text.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.StoreFailed"/> when a page is missing.</exception>
    public Task<string?> LoadAsync(PagedText text) => JoinAsync(text, page => page.LoadAsync());

    /// <summary>The text, its pages read from the store without calling their grains.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.StoreFailed"/> when a page is missing.</exception>
    public Task<string?> ReadAsync(IGrainStorage storage, PagedText text) => JoinAsync(text, page => PageGrain.ReadAsync(storage, page.GetGrainId()));

    private async Task<string?> JoinAsync(PagedText text, Func<IPageGrain, Task<string?>> load)
    {
        if (text.Pages.Length == 0) return text.Text;
        var pages = await Task.WhenAll(text.Pages.Select(p => load(Page(p))));
        var missing = Array.FindIndex(pages, p => p is null);
        return missing < 0 ? string.Concat(pages) : throw new AclException(ErrorCodes.StoreFailed, $"page {text.Pages[missing]} of `{owner}` is missing");
    }

    /// <summary>
    /// Removes the pages that a text had and the one in its place has not, once that one is stored. Those that cannot be removed cost space and
    /// nothing else, so this does not fail.
    /// </summary>
    public async Task ForgetAsync(PagedText before, PagedText now)
    {
        try
        {
            await Task.WhenAll(before.Pages.Except(now.Pages).Select(p => Page(p).ClearAsync()));
        }
        catch (Exception e)
        {
            Log.NotForgotten(logger, owner, e);
        }
    }

    /// <summary>Removes a text's pages.</summary>
    public Task ClearAsync(PagedText text) => Task.WhenAll(text.Pages.Select(p => Page(p).ClearAsync()));

    private IPageGrain Page(string name) => grains.GetGrain<IPageGrain>($"{owner}/{name}");
}
