using OrleansAcl.State;

namespace OrleansAcl.Core.Tests.State;

public sealed class LevelIndexTests
{
    [Fact]
    public void Index_RandomGrants_FindsTheHighestAboveAndSomethingBelowAsAScanDoes()
    {
        const int Seed = 42;
        var random = new Random(Seed);
        string[] words = ["a", "b", "a.b", "a-", "a0"];
        for (var world = 0; world < 5_000; world++)
        {
            var grants = Enumerable.Range(0, random.Next(6)).Select(_ => new LevelGrant(ResourceRef.Uri("s", Path(random, words)), random.Next(5))).ToList();
            var index = new LevelIndex(grants);
            var id = Path(random, words);
            var level = random.Next(1, 5);
            var above = grants.Where(g => g.Resource.Id.Length == 0 || g.Resource.Id == id || id.StartsWith(g.Resource.Id + "/", StringComparison.Ordinal));
            var below = grants.Where(g => g.Level >= level && (id.Length == 0 ? g.Resource.Id.Length > 0 : g.Resource.Id.StartsWith(id + "/", StringComparison.Ordinal)));
            var told = $"seed {Seed}, world {world}: `{id}` among {string.Join(", ", grants.Select(g => $"{g.Resource} {g.Level}"))}";
            Assert.True(above.Select(g => g.Level).DefaultIfEmpty(-1).Max() == index.Highest("s", id, out _), told);
            Assert.True(below.Any() == (index.Below("s", id, level) is not null), told);
        }
    }

    private static string Path(Random random, string[] words) => string.Join('/', Enumerable.Range(0, random.Next(4)).Select(_ => words[random.Next(words.Length)]));
}
