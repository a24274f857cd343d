using OrleansAcl.Requests;

namespace OrleansAcl.Behaviour;

/// <summary>Lists page by page: as a service answers them that has everything at hand, and as somebody reads them who wants everything.</summary>
public static class Paging
{
    /// <summary>The page of everything there is that a question asks for; a page ends at the id of its last item.</summary>
    public static Listed<T> Page<T>(IEnumerable<T> all, Func<T, string> id, PagedQuestion asked, long revision)
    {
        var rest = all.OrderBy(id, StringComparer.Ordinal).Where(item => asked.After is not { } after || string.CompareOrdinal(id(item), after) > 0).ToList();
        if (asked.Limit is not { } limit || rest.Count <= limit) return new Listed<T>(rest, revision) { Looked = rest.Count };
        return new Listed<T>(rest[..limit], revision) { Next = id(rest[limit - 1]), Incomplete = IncompleteReasons.PageFull, Looked = limit };
    }

    /// <summary>
    /// Everything, asked for in pages of a size. Each page must hold what it may, rise, begin behind the one before, and say whether it is the last.
    /// </summary>
    public static async Task<List<T>> AllAsync<TQuestion, T>(TQuestion question, int limit, Func<T, string> id, Func<TQuestion, ValueTask<Listed<T>>> ask)
        where TQuestion : PagedQuestion
    {
        var all = new List<T>();
        for (var asked = (PagedQuestion)question with { Limit = limit, After = null }; ;)
        {
            var page = await ask((TQuestion)asked);
            all.AddRange(page);
            Assert.InRange(page.Count, 0, limit);
            Assert.True(page.Looked >= page.Count, $"{page.Count} items of {page.Looked} that were looked at");
            Assert.True(all.Zip(all.Skip(1)).All(pair => string.CompareOrdinal(id(pair.First), id(pair.Second)) < 0), "the items of a list rise by their ids");
            Assert.Equal((page.Next is null, page.Next is null), (page.Complete, page.Incomplete is null));
            if (page.Next is null) return all;
            if (page.Incomplete == IncompleteReasons.PageFull) Assert.Equal(limit, page.Count);
            else Assert.Equal(IncompleteReasons.LookedLimit, page.Incomplete);
            asked = asked with { After = page.Next };
        }
    }
}
