using OrleansAcl.Documents;
using OrleansAcl.Operations;

namespace OrleansAcl.Models;

/// <summary>Reads <c>types</c>.</summary>
internal sealed class TypeReader(Node types)
{
    private const string Unstored = "unstored";

    /// <summary>The actions that show a resource in a model that names none: the first of them that the type has.</summary>
    private static readonly string[] Showing = ["read", "view"];

    /// <summary>The types in order, the system type last.</summary>
    public List<ResourceType> Read()
    {
        var read = types.AsMap().Select((e, i) => Type(e.Key, e.Value, i)).ToList();
        if (read.Any(t => t.Name == ModelReader.SystemType)) throw types.Invalid($"`{ModelReader.SystemType}` is a type every model has");
        read.Add(new ResourceType { Name = ModelReader.SystemType, Index = read.Count, Actions = ["administer"], Reach = Reach.Internal });
        return read;
    }

    private static ResourceType Type(string name, Node node, int index)
    {
        node.RequireMap("actions", "create", "shown_by", "open", "vocabulary", "id", "split", "parents", "reach", "decided_as", "namespace", "untagged");
        var actions = node["actions"]?.AsStrings() ?? [];
        return new ResourceType
        {
            Name = name,
            Index = index,
            Actions = actions,
            Creation = node["create"]?.AsName(),
            ShownBy = node["shown_by"]?.AsName() ?? Showing.Select(name => actions.FirstOrDefault(a => a.Equals(name, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(a => a is not null),
            OpenActions = node["open"]?.AsBoolean() ?? false,
            Vocabulary = (node["vocabulary"]?.AsMap() ?? Node.Map().Entries)
                .ToDictionary(e => e.Key, e => (IReadOnlyList<string>)e.Value.AsStrings(), StringComparer.Ordinal),
            Components = node["id"]?.AsStrings() ?? [],
            SplitAtLast = node["split"]?.AsName() switch
            {
                null or "first" => false,
                "last" => true,
                _ => throw node["split"]!.Invalid("expected `first` or `last`"),
            },
            Parents = node["parents"]?.AsStrings(),
            Reach = node["reach"]?.AsName() switch
            {
                null or "asked" or Unstored => Reach.Asked,
                "stored" => Reach.Stored,
                "internal" => Reach.Internal,
                _ => throw node["reach"]!.Invalid("expected `asked`, `stored`, `unstored` or `internal`"),
            },
            Unstored = node["reach"]?.Text == Unstored,
            DecidedAs = node["decided_as"] is { } seen ? Template.Parse(seen) : null,
            InNamespace = node["namespace"] is { } ns ? Template.Parse(ns) : null,
            Untagged = node["untagged"]?.AsBoolean() ?? false,
        };
    }
}
