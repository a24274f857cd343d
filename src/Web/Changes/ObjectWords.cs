using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Web.Changes;

/// <summary>What became of an object with keys and values, key by key.</summary>
internal static class ObjectWords
{
    /// <summary>The phrases.</summary>
    /// <param name="change">The change.</param>
    /// <param name="name">What the object is called.</param>
    public static IEnumerable<string> Of(ObjectChange change, string name)
    {
        if (change.Before is null)
        {
            var more = new List<string>();
            if (change.After?["owner"] is { } owner) more.Add($"owned by {owner.Text}");
            if (change.After?["parent"] is { } parent) more.Add($"in {parent.Text}");
            if (change.After?["admin"]?.Text == "true") more.Add("an administrator");
            yield return $"{name} was made{(more.Count == 0 ? "" : ", ")}{string.Join(", ", more)}";
            yield break;
        }

        if (change.After is null)
        {
            yield return $"{name} was removed";
            yield break;
        }

        foreach (var key in change.Before.Entries.Keys.Union(change.After.Entries.Keys))
            yield return $"{name}: {Key(key, change.Before[key], change.After[key])}";
    }

    private static string Key(string key, Node? before, Node? after) => (key, before, after) switch
    {
        ("admin", _, var now) => now?.Text == "true" ? "is an administrator now" : "is no administrator any more",
        ("active", _, var now) => now?.Text == "false" ? "was switched off" : "was switched on",
        (_, { Kind: NodeKind.List } lost, { Kind: NodeKind.List } got) => Lists(key, lost, got),
        (_, null, { ScalarText: { } now }) => $"{key} is {now}",
        (_, { ScalarText: { } was }, null) => $"{key} is no longer {was}",
        (_, { ScalarText: { } was }, { ScalarText: { } now }) => $"{key} is {now}, not {was}",
        (_, _, null) => $"{key} was taken away",
        _ => $"{key} was changed",
    };

    private static string Lists(string key, Node lost, Node got)
    {
        if (lost.Items.Count == 0 && got.Items.Count == 0) return $"the order of {key} was changed";
        if (lost.Items.Concat(got.Items).Any(i => i.ScalarText is null)) return $"{key}: {Counted(got.Items.Count, "more")}, {Counted(lost.Items.Count, "fewer")}";
        return string.Join("; ", ((string, Node)[])[("got", got), ("lost", lost)] is var both
            ? both.Where(b => b.Item2.Items.Count > 0).Select(b => $"{b.Item1} {key} {string.Join(", ", b.Item2.Items.Select(i => i.Text))}") : []);
    }

    private static string Counted(int count, string what) => $"{count} {what}";
}
