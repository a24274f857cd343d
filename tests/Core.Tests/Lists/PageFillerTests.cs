using OrleansAcl.Lists;
using OrleansAcl.Requests;

namespace OrleansAcl.Core.Tests.Lists;

public sealed class PageFillerTests
{
    private static readonly string[] All = [.. Enumerable.Range(0, 26).Select(i => $"{(char)('a' + i)}")];

    /// <summary>Pages from the beginning to the end.</summary>
    private static List<Listed<string>> Pages(int limit, int mostLooked, string wanted)
    {
        var pages = new List<Listed<string>>();
        for (string? after = null; ;)
        {
            var candidates = All.Where(id => after is null || string.CompareOrdinal(id, after) > 0);
            pages.Add(new PageFiller(limit, mostLooked).Fill(candidates, id => id, id => wanted.Contains(id, StringComparison.Ordinal), 3));
            if (pages[^1].Next is not { } next) return pages;
            Assert.True(pages.Count < 100, "the pages have no end");
            after = PagePlace.Read(next);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("z")]
    [InlineData("abc")]
    [InlineData("amz")]
    [InlineData("abcdefghijklmnopqrstuvwxyz")]
    public void Pages_OfAnySizeThatLookAtAnyNumber_HoldAllOnceAndSayWhyTheyEnd(string wanted)
    {
        for (var limit = 1; limit <= 27; limit++)
        {
            for (var mostLooked = 1; mostLooked <= 27; mostLooked++)
            {
                var pages = Pages(limit, mostLooked, wanted);
                Assert.Equal(wanted.Select(c => $"{c}"), pages.SelectMany(page => page));
                Assert.All(pages, page => Assert.InRange(page.Looked, 0, mostLooked));
                Assert.All(pages[..^1], page => Assert.Equal(page.Count == limit ? IncompleteReasons.PageFull : IncompleteReasons.LookedLimit, page.Incomplete));
                Assert.All(pages[..^1], page => Assert.True(page.Count == limit || page.Looked == mostLooked, "a page ended before it had to"));
                Assert.True(pages[^1].Complete);
            }
        }
    }

    [Fact]
    public void Page_WithoutALimit_LooksAtEverything()
    {
        var page = new PageFiller(null, mostLooked: 1).Fill(All, id => id, id => id == "z", 3);
        Assert.Equal(["z"], page);
        Assert.Equal((26, true, 3), (page.Looked, page.Complete, page.Revision));
    }
}
