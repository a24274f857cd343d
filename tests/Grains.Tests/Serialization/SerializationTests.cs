using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace OrleansAcl.Grains.Tests.Serialization;

/// <summary>
/// What is stored, and what silos and clients of different versions say to each other, stays readable. A member may be added under a new id;
/// nothing that is there may change its id, type or alias.
/// </summary>
[Collection(ClusterHost.Name)]
public sealed class SerializationTests(ClusterHost host)
{
    private const string Pinned = "serialized-shape.txt";

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Serialization");

    [Fact]
    public void SerializedShape_OfAllTypesAndGrains_IsAsPinned()
    {
        var (now, file) = (SerializedShape.Describe(host.Silo), Path.Combine(Folder, Pinned));
        var (pinned, lines) = (Context(File.ReadAllLines(file)), Context(now.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        string[] differing = [.. pinned.Except(lines).Select(l => $"- {l}"), .. lines.Except(pinned).Select(l => $"+ {l}")];
        if (differing.Length > 0) File.WriteAllText(file + ".now", now);
        Assert.True(
            differing.Length == 0,
            $"what is serialized differs from tests/Grains.Tests/Serialization/{Pinned}; when that is meant, and what is stored stays readable, take {Pinned}.now from beside this test\n{string.Join('\n', differing)}");
    }

    /// <summary>Each line with the type, interface or grain it is of.</summary>
    private static List<string> Context(IEnumerable<string> lines)
    {
        var of = "";
        return [.. lines.Select(l => l.TrimEnd()).Select(l => l.StartsWith(' ') ? $"{of}:{l}" : of = l)];
    }

    [Fact]
    public void SerializedTypesInterfacesAndMethods_HaveAliases()
    {
        var types = SerializedShape.Serialized.Concat(SerializedShape.Interfaces).Where(t => SerializedShape.Alias(t) == "-").Select(t => t.Name);
        var methods = SerializedShape.Interfaces.SelectMany(t => t.GetMethods()).Where(m => SerializedShape.Alias(m) == "-").Select(m => $"{m.DeclaringType!.Name}.{m.Name}");
        Assert.Empty(types.Concat(methods));
    }

    [Fact]
    public void Samples_OfStoredStates_CoverEveryOne()
    {
        var states = SerializedShape.Grains.SelectMany(SerializedShape.States).Select(s => s.Type).Distinct().Select(t => t.Name).Order(StringComparer.Ordinal);
        Assert.Equal(states, StoredSamples.All.Select(s => s.State.GetType().Name).Distinct().Order(StringComparer.Ordinal));
    }

    public static TheoryData<string> Samples => [.. StoredSamples.All.Select(s => s.Name)];

    /// <summary>Bytes written by an earlier version are read as what they were.</summary>
    [Theory]
    [MemberData(nameof(Samples))]
    public void StoredBytes_OfAnEarlierVersion_AreReadAsWhatTheyWere(string name)
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        var sample = StoredSamples.All.Single(s => s.Name == name);
        var line = File.ReadAllLines(Path.Combine(Folder, "stored-bytes.txt")).SingleOrDefault(l => l.StartsWith(name + " ", StringComparison.Ordinal));
        Assert.True(line is not null, $"there are no bytes yet; those of today:\n{name} {Convert.ToHexString(sample.Write(serializer))}");
        var read = sample.Read(serializer, Convert.FromHexString(line[(name.Length + 1)..]));
        Assert.Equal(JsonSerializer.Serialize(sample.State, sample.State.GetType()), JsonSerializer.Serialize(read, read.GetType()));
    }

    /// <summary>The JSON that Orleans' stores write when they are told nothing else reads back too; it fills the objects it finds in a new state.</summary>
    [Fact]
    public void StoredStates_AsTheJsonOfOrleans_AreReadAsWhatTheyWere()
    {
        var json = host.Silo.GetRequiredService<OrleansJsonSerializer>();
        foreach (var sample in StoredSamples.All)
        {
            var type = sample.State.GetType();
            var read = json.Deserialize(type, json.Serialize(sample.State, type));
            Assert.Equal(JsonSerializer.Serialize(sample.State, type), JsonSerializer.Serialize(read, type));
        }

        Assert.Equal(new EntityGrainState().Body.Text, PagedText.None.Text);
    }
}
