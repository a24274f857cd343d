using System.Text;
using OrleansAcl.Documents;

namespace OrleansAcl.Cli.Scenarios;

/// <summary>
/// Writes an export as a scenario file: the steps that make what there is. Values stand in JSON, which YAML holds; a group has its members
/// in its own step, as the format of scenario files has it.
/// </summary>
internal static class ScenarioWriter
{
    /// <summary>The text of the file.</summary>
    /// <param name="lines">The export.</param>
    /// <param name="model">How the file names the model.</param>
    public static string Write(IReadOnlyList<Node> lines, string model)
    {
        var definition = lines[0];
        var members = lines.Where(l => l["members"] is not null).SelectMany(l => l["members"]!["add"]!.Items.Select(m => (Group: l["members"]!["group"]!.Text, Member: m.Text)))
            .ToLookup(m => m.Group, m => m.Member);
        var text = new StringBuilder();
        text.Append("scenario: ").Append(Node.Of($"{definition["tenant"]!.Text} at revision {definition["revision"]!.Text}")).Append('\n');
        text.Append("model: ").Append(Node.Of(model)).Append('\n');
        if (definition["clock"] is { } clock) text.Append("clock: ").Append(clock).Append('\n');
        if (definition["settings"] is { } settings) text.Append("settings: ").Append(settings).Append('\n');
        text.Append("steps:\n");
        foreach (var line in lines.Skip(1))
        {
            if (line["members"] is not null) continue;
            var (verb, value) = line.Entries.First();
            if (verb == "group") value = Node.Map(("id", value["id"]!.Copy()), ("members", Node.List(members[value["id"]!.Text])));
            text.Append("  - ").Append(verb).Append(": ").Append(value).Append('\n');
        }

        return text.ToString();
    }
}
