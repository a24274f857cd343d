using System.Collections.Immutable;
using OrleansAcl.Conditions;
using OrleansAcl.Documents;

namespace OrleansAcl.Tests.Conditions;

/// <summary>Random conditions come to what their definition says, whatever the order of their parts, and tell exactly what they lack.</summary>
public sealed class AgreementTests
{
    private const int Conditions = 4_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Lacking_Facts_GiveTheVerdictAndTheNeedsOfTheDefinition(int seed)
    {
        var seen = new Dictionary<Verdict, int>();
        foreach (var (condition, context) in Generated(seed, misfits: false))
        {
            var naive = condition.Ask(new World(context, ImmutableDictionary<string, object?>.Empty));
            var needs = new Needs();

            var verdict = Asking.Ask(condition.Text, ToNode(context), ref needs);

            Assert.True(Expected(naive) == verdict, $"seed {seed}: {condition.Text} with {ToNode(context)} came to {verdict}");
            var paths = needs.All.Select(n => n.Wanted is null ? n.Path : "*").ToHashSet();
            Assert.True(naive.Needs.SetEquals(paths), $"seed {seed}: {condition.Text} with {ToNode(context)} needs {string.Join(", ", paths)}");
            seen[verdict] = seen.GetValueOrDefault(verdict) + 1;
        }

        Assert.All(Enum.GetValues<Verdict>(), verdict => Assert.InRange(seen.GetValueOrDefault(verdict), Conditions / 20, Conditions));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Misfits_GiveTheVerdictOfTheDefinition_AndANeed(int seed)
    {
        foreach (var (condition, context) in Generated(seed, misfits: true))
        {
            var naive = condition.Ask(new World(context, ImmutableDictionary<string, object?>.Empty));
            var needs = new Needs();

            var verdict = Asking.Ask(condition.Text, ToNode(context), ref needs);

            Assert.True(Expected(naive) == verdict, $"seed {seed}: {condition.Text} with {ToNode(context)} came to {verdict}");
            Assert.Equal(verdict == Verdict.Unknown, needs.Count > 0);
        }
    }

    private static IEnumerable<(Naive Condition, Dictionary<string, object?> Context)> Generated(int seed, bool misfits)
    {
        var generator = new ConditionGenerator(new Random(seed));
        for (var i = 0; i < Conditions; i++)
        {
            var condition = generator.Bool(1 + (i % 4));
            if (condition.Text.Length <= AclLimits.ConditionCharacters) yield return (condition, generator.Context(misfits));
        }
    }

    private static Verdict Expected(Outcome outcome) => outcome.Value switch { true => Verdict.True, false => Verdict.False, _ => Verdict.Unknown };

    private static Node ToNode(object? value) => value switch
    {
        null => Node.Null(),
        bool b => Node.Of(b),
        long l => Node.Of(l),
        double d => Node.Number(d.ToString("R", System.Globalization.CultureInfo.InvariantCulture)),
        string s => Node.Of(s),
        object?[] items => Node.List(items.Select(ToNode)),
        _ => Node.Map(((Dictionary<string, object?>)value).Select(e => (e.Key, (Node?)ToNode(e.Value)))),
    };
}
