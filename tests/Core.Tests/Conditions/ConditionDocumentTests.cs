using OrleansAcl.Conditions;

namespace OrleansAcl.Tests.Conditions;

/// <summary>What docs/conditions.md shows is true: its examples are conditions, its answers are the answers, and its limits are the limits.</summary>
public sealed class ConditionDocumentTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(ModelDocumentTests.Root(), "docs", "conditions.md"));

    public static TheoryData<string> Examples => [.. Lines.Where((_, i) => i > 0 && Lines[i - 1] == "```cel")];

    public static TheoryData<string, string> Answers => [.. Section("## Three answers").Select(row => (row[0].Trim('`'), row[1]))];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_IsACondition(string text) => Assert.Equal(text, Expression.Parse(text, FactTypes.Open).Text);

    [Theory]
    [MemberData(nameof(Answers))]
    public void Answer_IsTheOneTold(string text, string told)
    {
        var (verdict, needs) = Asking.Ask(text);

        var answer = verdict.ToString().ToLowerInvariant();
        Assert.Equal(told, needs.Length == 0 ? answer : $"{answer}, needs {string.Join(", ", needs.Select(n => $"`{n}`"))}");
    }

    [Fact]
    public void Everything_IsThere()
    {
        Assert.Equal(7, Examples.Count);
        Assert.Equal(6, Answers.Count);
        var page = string.Join(' ', Lines);
        Assert.All(FactType.Names, name => Assert.Contains($"`{name}`", page));
        foreach (var limit in new[] { AclLimits.ConditionCharacters, AclLimits.ConditionNodes, AclLimits.ConditionSteps })
            Assert.Contains(limit.ToString("N0", System.Globalization.CultureInfo.InvariantCulture), page);
        Assert.Contains(
            $"nesting of {AclLimits.ConditionDepth}, of `exists` and `all` of {AclLimits.ConditionVariables}; "
            + $"a regular expression of {AclLimits.ConditionPatternCharacters} characters", page);
        Assert.Contains($"At most {AclLimits.ConditionNeeds} needs", page);
    }

    /// <summary>The rows of the first table under a heading, without its head; a bar inside a cell is escaped there.</summary>
    private static IEnumerable<string[]> Section(string heading) => Lines
        .SkipWhile(l => l != heading).SkipWhile(l => !l.StartsWith('|')).TakeWhile(l => l.StartsWith('|')).Skip(2)
        .Select(l => l.Replace(@"\|", "\0", StringComparison.Ordinal).Split('|').Select(c => c.Trim().Replace('\0', '|')).Skip(1).ToArray());
}
