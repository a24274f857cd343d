using OrleansAcl.Behaviour.Comparing;
using OrleansAcl.Behaviour.Generators;
using OrleansAcl.Requests;
using Xunit;

namespace OrleansAcl.Properties.Tests;

/// <summary>The comparison itself: silent when both agree, and a planted mistake comes out small.</summary>
public sealed class ComparisonTests
{
    private static readonly TenantId Tenant = TenantId.Parse("world");

    [Fact]
    public async Task Comparison_SameAnswers_FindsNothing()
    {
        for (var seed = 0; seed < 20; seed++) Assert.Null(await FindAsync(seed, (_, allowed) => allowed));
    }

    [Fact]
    public async Task Comparison_PlantedMistake_IsFoundAndShrunkToAFewSteps()
    {
        var found = new List<Mismatch>();
        for (var seed = 0; seed < 20; seed++)
            if (await FindAsync(seed, Mistake) is { } mismatch) found.Add(mismatch);
        Assert.NotEmpty(found);
        Assert.All(found, m => Assert.InRange(m.Steps.Count, 1, 6));
        Assert.Contains("expect: allow", found[0].ToString());

        static bool Mistake(CheckRequest check, bool allowed) => allowed && check.Action != "edit";
    }

    private static async Task<Mismatch?> FindAsync(int seed, Func<CheckRequest, bool, bool> plant)
    {
        var service = new PlantedService(Generate(), plant);
        var found = await new Comparison(service, Generate(), seed, Tenant).RunAsync();
        return found is null ? null : await new Shrinker(service, Generate).ShrinkAsync(found);

        Generator Generate() => new ActianGenerator(new Random(seed));
    }
}
