using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Web.Changes;

/// <summary>What became of an access list: who may more or less by it.</summary>
internal static class AccessListWords
{
    /// <summary>The phrases.</summary>
    public static IEnumerable<string> Of(ObjectChange change)
    {
        var name = $"access list of {change.Ref.Id}";
        if (change.Before is null && change.After!["entries"] is not { Items.Count: > 0 }) yield return $"{name} was made, empty";
        if (change.After is null) yield return $"{name} was removed";
        var (lost, got) = (Entries(change.Before).ToLookup(Spoken), Entries(change.After).ToLookup(Spoken));
        foreach (var spoken in lost.Select(e => e.Key).Union(got.Select(e => e.Key)))
        {
            var (before, after) = (lost[spoken].SelectMany(Actions).ToList(), got[spoken].SelectMany(Actions).ToList());
            if (before.Except(after).ToList() is { Count: > 0 } gone)
                yield return $"{name}: {spoken.Subject} {(spoken.Allow ? "may no longer" : "is no longer denied")} {string.Join(", ", gone)}{spoken.Terms}";
            if (after.Except(before).ToList() is { Count: > 0 } more)
                yield return $"{name}: {spoken.Subject} {(spoken.Allow ? "may now" : "is now denied")} {string.Join(", ", more)}{spoken.Terms}";
        }

        if (change is { Before: { } was, After: { } now } && (was["by"] ?? now["by"]) is not null)
            yield return $"{name}: its author is {(now["by"] is { } by ? by.Text : "nobody")}";
    }

    private static IEnumerable<Node> Entries(Node? list) => list?["entries"]?.Items ?? [];

    /// <summary>Of whom an entry speaks, to which effect and when: what several say of the same is told together.</summary>
    private static (string Subject, bool Allow, string Terms) Spoken(Node entry) => (ChangeWords.Text(entry["subject"]), entry["effect"]?.Text == "allow", ChangeWords.Terms(entry));

    private static IEnumerable<string> Actions(Node entry) => entry["actions"]?.Items.Select(i => i.Text) ?? [];
}
