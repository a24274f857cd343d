using System.Text.RegularExpressions;
using OrleansAcl.Models;
using OrleansAcl.Policies;
using OrleansAcl.Selectors;

namespace OrleansAcl.Core.Tests.Selectors;

public sealed class SelectorTests
{
    private static readonly ResourceType Object = BuiltInModels.Library.Find("slc-hub")!.AllTypes[0];
    private static readonly ResourceType Image = BuiltInModels.Library.Find("lusid-scheduler")!.AllTypes.Single(t => t.Name == "Image");

    private static bool Matches(Selector selector, string id, ResourceType? type = null) => selector.Matches(new Target(type ?? Object, id, null));

    [Theory]
    [InlineData("/X/*", "/X/a/b", true)]
    [InlineData("/X/*", "/X/", true)]
    [InlineData("/X/*", "/X", false)]
    [InlineData("/X", "/X", true)]
    [InlineData("/*/b", "/a/a/b", true)]
    [InlineData("*a*b*", "xxaxxbxx", true)]
    [InlineData("/a.c", "/abc", false)]
    public void Simple_StarStandsForAnyRun(string pattern, string id, bool matches) => Assert.Equal(matches, Matches(new SimpleGlobSelector(pattern), id));

    [Theory]
    [InlineData("/a/*/c", "/a/b/c", true)]
    [InlineData("/a/*/c", "/a/b/b/c", false)]
    [InlineData("/a/**", "/a", true)]
    [InlineData("/a/**/c", "/a/c", true)]
    [InlineData("/a/**/c", "/a/b/b/c", true)]
    [InlineData("/a/**/c", "/a/b/b/cc", false)]
    [InlineData("/a/x*", "/a/xy", true)]
    [InlineData("/**/b/**/d", "/a/b/c/b/d", true)]
    public void DoubleStar_StandsForSegments(string pattern, string id, bool matches) => Assert.Equal(matches, Matches(new DoubleStarSelector(pattern), id));

    [Theory]
    [InlineData("/a", "/a/b", true)]
    [InlineData("/a", "/ab", false)]
    [InlineData("/a/", "/a", true)]
    [InlineData("/", "/a", true)]
    public void Hierarchy_EndsAtASlash(string path, string id, bool matches) => Assert.Equal(matches, Matches(new SubtreeSelector(path), id));

    [Theory]
    [InlineData("/a|/b", "/a", true)]
    [InlineData("/a|/b", "/ax", false)]
    [InlineData("/a.*", "x/a", false)]
    [InlineData("/a", "/a\n", false)]
    public void Regex_IsAnchoredAsAWhole(string pattern, string id, bool matches) =>
        Assert.Equal(matches, Matches(RegexSelector.TryCreate(pattern, out _)!, id));

    [Theory]
    [InlineData("(")]
    [InlineData("a)|(?:b")]
    [InlineData(@"(a)\1")]
    [InlineData("(?=a)b")]
    [InlineData("((a{1000}){1000}){1000}")]
    [InlineData("(.{1,30}){30}z")]
    public void Regex_ThatDoesNotParseOrIsNotLinear_IsRefused(string pattern)
    {
        Assert.Null(RegexSelector.TryCreate(pattern, out var problem));
        Assert.NotEmpty(problem);
    }

    [Fact]
    public void Regex_KnownToExplodeElsewhere_IsAnsweredInLinearTime() =>
        Assert.False(Matches(RegexSelector.TryCreate("(a+)+b", out _)!, new string('a', 1_000)));

    [Theory]
    [InlineData("a/b/v1", "a/b", "v1", true)]
    [InlineData("a/b/v1", "a", null, false)]
    [InlineData("tools/v1", "tools", null, true)]
    [InlineData("tools/v1", null, "v2", false)]
    public void Components_OfAnImage_SplitAtTheLastSlash(string id, string? repository, string? tag, bool matches) =>
        Assert.Equal(matches, Matches(new ComponentSelector([repository, tag]), id, Image));

    /// <summary>The index finds exactly what trying every statement finds, over random statements and targets.</summary>
    [Fact]
    public void Index_RandomStatements_FindsWhatAScanFinds()
    {
        const int Seed = 20261122;
        var random = new Random(Seed);
        for (var world = 0; world < 3_000; world++)
        {
            var statements = Enumerable.Range(0, random.Next(1, 12)).Select(_ => new Statement(
                random.Next(4) == 0 ? Effect.Deny : Effect.Allow, Object.Name, ActionSet.Of(1UL << random.Next(3)), RandomSelector(random))).ToList();
            var index = new StatementIndex(statements);
            for (var ask = 0; ask < 20; ask++)
            {
                var (id, bit) = (RandomPath(random, ["a", "b", "ab", ""]), 1UL << random.Next(3));
                Statement? allow = null, deny = null;
                index.Find(new Target(Object, id, null), bit, "x", null, ref allow, ref deny);
                var hits = statements.Where(s => s.Actions.Holds(bit, "x") && Matches(s.Selector, id)).ToList();
                Assert.True(
                    (allow is not null, deny is not null) == (hits.Exists(s => s.Effect == Effect.Allow), hits.Exists(s => s.Effect == Effect.Deny)),
                    $"seed {Seed}, world {world}: `{id}` against {string.Join(", ", statements.Select(s => $"{s.Effect} {s.Selector.GetType().Name} {s.Selector}"))}");
            }
        }
    }

    [Fact]
    public void Wildcards_RandomPatterns_AgreeWithRegex()
    {
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            var pattern = string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => "ab*"[random.Next(3)]));
            var text = string.Concat(Enumerable.Range(0, random.Next(10)).Select(_ => "ab"[random.Next(2)]));
            var regex = $@"\A{Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal)}\z";
            Assert.True(Wildcard.Matches(pattern, text) == Regex.IsMatch(text, regex), $"`{pattern}` against `{text}`");
        }
    }

    private static Selector RandomSelector(Random random) => random.Next(6) switch
    {
        0 => AnySelector.Instance,
        1 => new ExactSelector(RandomPath(random, ["a", "b"])),
        2 => new SubtreeSelector(RandomPath(random, ["a", "b"])),
        3 => new SimpleGlobSelector(RandomPath(random, ["a", "*", "a*"])),
        4 => new DoubleStarSelector(RandomPath(random, ["a", "*", "**", "b*"])),
        _ => RegexSelector.TryCreate(RandomPath(random, ["a", ".*", "[ab]+"]), out _)!,
    };

    private static string RandomPath(Random random, string[] words) =>
        string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => "/" + words[random.Next(words.Length)]));
}
