using OrleansAcl.Oracle;
using OrleansAcl.Behaviour.Comparing;
using OrleansAcl.Behaviour.Generators;
using Xunit;

namespace OrleansAcl.Properties.Tests;

/// <summary>Worlds worth asking: both answers come up, most steps are taken, few questions meet a silent page.</summary>
public sealed class GeneratorTests
{
    public static TheoryData<string> Models => [.. RandomWorlds.Models];

    [Theory]
    [MemberData(nameof(Models))]
    public void Generator_ManyWorlds_MakesBothAnswersOften(string model)
    {
        var steps = new Counts();
        var answers = new Counts();
        for (var seed = 0; seed < 200; seed++)
        {
            var generator = RandomWorlds.Make(model, new Random(seed));
            var world = generator.NewWorld();
            for (var i = 0; i < 25; i++) steps.Add(Questions.Step(generator.NextStep()).Expected(world));
            for (var i = 0; i < 25; i++) answers.Add(Questions.Check(generator.NextCheck()).Expected(world));
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"steps: {steps}; answers: {answers}");
        Assert.InRange(answers.Share("allow"), 0.1, 0.8);
        Assert.InRange(answers.Share("deny"), 0.1, 0.9);
        Assert.InRange(steps.Share("applied"), 0.7, 1.0);
    }

    [Fact]
    public void Generator_SameSeed_MakesTheSameWorld()
    {
        foreach (var model in Models.Select(row => row.Data))
            Assert.Equal(Written(RandomWorlds.Make(model, new Random(7))), Written(RandomWorlds.Make(model, new Random(7))));
    }

    private static string Written(Generator generator) =>
        string.Join('\n', Enumerable.Range(0, 40).Select(_ => generator.NextStep()).Select(s => $"{s.Verb}: {s.Value}"));

    private sealed class Counts : Dictionary<string, int>
    {
        public void Add(string? what) => this[what ?? "silent"] = this.GetValueOrDefault(what ?? "silent") + 1;

        public double Share(string what) => (double)this.GetValueOrDefault(what) / Values.Sum();

        public override string ToString() => string.Join(", ", this.Select(c => $"{c.Key} {c.Value}"));
    }
}
