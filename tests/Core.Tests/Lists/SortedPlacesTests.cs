using OrleansAcl.Lists;
using OrleansAcl.State;

namespace OrleansAcl.Core.Tests.Lists;

public sealed class SortedPlacesTests
{
    private static readonly string[] Types = ["folder", "job", "job-run"];
    private static readonly string[] Parts = ["", "a", "a/", "a/b", "b", "Z", "é", "😀"];

    /// <summary>Places with ids that begin alike, sort oddly or are empty, each as often as it is drawn.</summary>
    private static List<ResourceSlot> Draw(Random random, int count)
    {
        var places = new Dictionary<string, ResourceSlot>(StringComparer.Ordinal);
        var drawn = new List<ResourceSlot>();
        for (var i = 0; i < count; i++)
        {
            var reference = new ResourceRef(Types[random.Next(Types.Length)], Parts[random.Next(Parts.Length)] + Parts[random.Next(Parts.Length)] + random.Next(count));
            if (!places.TryGetValue($"{reference}", out var place)) places[$"{reference}"] = place = new ResourceSlot(reference);
            drawn.Add(place);
        }

        return drawn;
    }

    private static List<IPlace> Find(SortedPlaces<ResourceSlot> sorted, string type, string? after, string prefix)
    {
        var found = new List<Segment>();
        sorted.Find(type, after, prefix, found);
        return [.. Segment.Merge(found)];
    }

    [Theory]
    [InlineData(0, "drawn")]
    [InlineData(1, "drawn")]
    [InlineData(50, "drawn")]
    [InlineData(300, "drawn")]
    [InlineData(300, "rising")]
    [InlineData(300, "falling")]
    public void Places_AddedInAnyOrder_AreFoundOnceInTheOrderOfIdsWhereverOneBegins(int count, string order)
    {
        var random = new Random(count);
        var places = Draw(random, count);
        var added = order == "drawn" ? places : [.. places.OrderBy(p => p.Ref.Type, StringComparer.Ordinal).ThenBy(p => p.Ref.Id, StringComparer.Ordinal)];
        if (order == "falling") added.Reverse();
        var sorted = new SortedPlaces<ResourceSlot>();
        foreach (var place in added) sorted.Add(place);
        foreach (var type in Types)
        {
            var all = places.Where(p => p.Ref.Type == type).Distinct().OrderBy(p => p.Ref.Id, StringComparer.Ordinal).ToList();
            Assert.Equal(all, sorted.Rising(type, null));
            foreach (var prefix in Parts)
            {
                foreach (var after in ((string?[])[null, "", "a", "a/b1", "~"]).Concat(all.Select(p => p.Ref.Id).Where((_, i) => i % 17 == 0)))
                {
                    var expected = all.Where(p => p.Ref.Id.StartsWith(prefix, StringComparison.Ordinal) && (after is null || string.CompareOrdinal(p.Ref.Id, after) > 0));
                    Assert.Equal(expected, Find(sorted, type, after, prefix));
                }
            }
        }
    }

    [Fact]
    public void Reader_WhilePlacesAreAdded_FindsAllThatWereThereBeforeItBegan()
    {
        var places = Draw(new Random(7), 5_000);
        var sorted = new SortedPlaces<ResourceSlot>();
        var added = 0;
        var writer = Task.Run(() =>
        {
            foreach (var place in places)
            {
                sorted.Add(place);
                Volatile.Write(ref added, added + 1);
            }
        }, TestContext.Current.CancellationToken);
        for (var done = false; !done;)
        {
            done = writer.IsCompleted;
            var before = places.Take(Volatile.Read(ref added)).Where(p => p.Ref.Type == "job").ToHashSet<IPlace>();
            var found = sorted.Rising("job", null).ToList();
            Assert.Superset(before, found.ToHashSet());
            Assert.Equal(found.OrderBy(p => p.Id, StringComparer.Ordinal).Distinct(), found);
        }
    }
}
