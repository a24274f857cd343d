using OrleansAcl.Documents;
using OrleansAcl.Models;

namespace OrleansAcl.Tests;

/// <summary>
/// Every YAML block of docs/models.md is true: a whole model is one, a part of a model is one once the rest is filled in, and every
/// step of a scenario holds.
/// </summary>
public sealed partial class ModelDocumentTests
{
    /// <summary>What a part of a model is completed with; a key the part has itself is left out.</summary>
    private static readonly (string Key, string Text)[] Rest =
    [
        ("model", "model: part"),
        ("types", "types: {folder: {actions: [view, edit, run]}, job: {actions: [view, edit, run, log], create: create}, image: {actions: [view, use]}}"),
        ("ladder", "ladder: []"),
    ];

    public static TheoryData<int> Models => Lines("model");

    public static TheoryData<int> Scenarios => Lines("scenario");

    public static TheoryData<int> Parts => [.. Blocks.Where(b => !Begins(b, "model") && !Begins(b, "scenario")).Select(b => b.Line)];

    [Theory]
    [MemberData(nameof(Models))]
    public void Document_WholeModel_IsValid(int line) => Assert.NotEmpty(BuiltInModels.Library.Read(At(line).Text).AllTypes);

    [Theory]
    [MemberData(nameof(Parts))]
    public void Document_PartOfAModel_IsValidOnceCompleted(int line)
    {
        var block = At(line);
        var given = Yaml.Parse(block.Text);
        var missing = Rest.Where(part => given[part.Key] is null).Select(part => part.Text);

        Assert.Equal(given["model"]?.Text ?? "part", BuiltInModels.Library.Read(string.Join('\n', [.. missing, block.Text])).Name);
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Document_Scenario_Holds(int line)
    {
        var block = At(line);
        foreach (var scenario in Yaml.ParseAll(block.Text))
            Assert.Empty(ScenarioSteps.Failures(scenario, ModelAbove(block, scenario["model"]!.Text)));
    }

    [Fact]
    public void Document_EveryKind_HasBlocks()
    {
        Assert.NotEmpty(Models);
        Assert.NotEmpty(Scenarios);
        Assert.NotEmpty(Parts);
    }

    /// <summary>The model a scenario's <c>name.yaml</c> stands for: the nearest one above it of that name.</summary>
    private static Model ModelAbove(Block scenario, string file) => BuiltInModels.Library.Read(
        Blocks.Last(b => b.Line < scenario.Line && Begins(b, "model") && Yaml.Parse(b.Text)["model"]!.Text == Path.GetFileNameWithoutExtension(file)).Text);

    private static TheoryData<int> Lines(string firstKey) => [.. Blocks.Where(b => Begins(b, firstKey)).Select(b => b.Line)];

    private static bool Begins(Block block, string firstKey) => Yaml.ParseAll(block.Text)[0].Entries.Keys.First() == firstKey;
}
