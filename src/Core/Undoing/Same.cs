using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Undoing;

/// <summary>Documents that say the same, in whatever order their lists say it.</summary>
internal static class Same
{
    /// <summary>Whether two values say the same; of lists at the top the order does not count.</summary>
    public static bool Are(Node? one, Node? other)
    {
        if (one is null || other is null) return one is null && other is null;
        if (one.Kind == NodeKind.List && other.Kind == NodeKind.List) return Items(one).SequenceEqual(Items(other));
        if (one.Kind != NodeKind.Map || other.Kind != NodeKind.Map) return one.ValueEquals(other);
        return one.Entries.Count == other.Entries.Count && one.Entries.All(e => other[e.Key] is { } there && (e.Value.Kind == NodeKind.List ? Are(e.Value, there) : e.Value.ValueEquals(there)));
    }

    /// <summary>Whether two ways to say what became of an object say the same.</summary>
    public static bool Are(ObjectChange one, ObjectChange other) => Are(one.Before, other.Before) && Are(one.After, other.After);

    /// <summary>A difference without the lists of which only the order differs; null when nothing else does.</summary>
    public static ObjectChange? WithoutOrder(ObjectChange? change)
    {
        if (change is not { Before: { } before, After: { } after }) return change;
        var keys = before.Entries.Keys.Union(after.Entries.Keys).Where(key => !(IsEmpty(before[key]) && IsEmpty(after[key]))).ToList();
        return keys.Count == 0 ? null : change with { Before = Only(before, keys), After = Only(after, keys) };
    }

    private static bool IsEmpty(Node? node) => node is { Kind: NodeKind.List, Items.Count: 0 };

    private static Node Only(Node node, List<string> keys) => Node.Map(keys.Select(key => (key, node[key]?.Copy())));

    private static IEnumerable<string> Items(Node list) => list.Items.Select(i => i.ToString()).Order(StringComparer.Ordinal);
}
