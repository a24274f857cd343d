using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Undoing;

/// <summary>
/// What an object is to be once a change of it is undone: as it is now, but for what the change did. A list gets back the items it lost, at its end,
/// and loses those it got; the order of items counts nowhere. What is no longer as the change left it is refused.
/// </summary>
/// <param name="Document">What it is to be; null for nothing.</param>
/// <param name="Restored">What of that comes from before the change; null for nothing.</param>
/// <param name="Refusal">Why it cannot be; null when it can.</param>
internal sealed record Earlier(Node? Document, Node? Restored, string? Refusal)
{
    private const string Entries = "entries";

    private static readonly string[] BeginNewLives = [ObjectRef.User, ObjectRef.Group, ObjectRef.Role, "policy", "policy_collection"];

    /// <summary>What an object is to be.</summary>
    /// <param name="change">What the change did to it.</param>
    /// <param name="now">What it is now; null for nothing.</param>
    /// <param name="newer">The newest later change of it, for messages.</param>
    public static Earlier Of(ObjectChange change, Node? now, long? newer) => (change.Before, change.After) switch
    {
        _ when WhyNever(change) is { } never => Refused(never),
        (null, { } after) when now is null || Same.Are(now, after) => new Earlier(null, null, null),
        (null, { } after) => IsGrownSince(change, now!) ? Of(Node.Map((Entries, Node.List(Array.Empty<Node>()))), Node.Map((Entries, after[Entries]!.Copy())), now!, newer) : Changed(newer, null),
        ({ } before, null) => now is null || Same.Are(now, before) ? new Earlier(before, before, null) : Refused($"it is there again{By(newer)}"),
        var (before, after) => now is null ? Refused($"it has been removed since{By(newer)}") : Of(before!, after!, now, newer),
    };

    /// <summary>An access list that nobody signed and others have added to since: what they said stays.</summary>
    private static bool IsGrownSince(ObjectChange change, Node now) =>
        change.Ref.Kind == ObjectRef.Acl && change.After!["by"] is null && now["by"] is null && change.After[Entries]!.Items.Count > 0;

    private static string? WhyNever(ObjectChange change) => change switch
    {
        { Ref.Kind: ObjectRef.Clock } => "a clock is not put back; move it by a `clock` step",
        { Ref.Kind: ObjectRef.Model } => "a model is put back by restoring one of its versions",
        { Ref.Kind: ObjectRef.ApiKey, Before: not null } => "the secret of a key is kept nowhere; make a new key",
        { After: null } when BeginNewLives.Contains(change.Ref.Kind) =>
            $"what a removed {change.Ref.Kind} had held, and what was said of it, is not in the change log; made again, it would have none of that",
        _ => null,
    };

    private static Earlier Of(Node before, Node after, Node now, long? newer)
    {
        var target = now.Entries.ToDictionary(e => e.Key, e => (Node?)e.Value.Copy());
        var restored = new List<(string, Node?)>();
        foreach (var key in before.Entries.Keys.Union(after.Entries.Keys))
        {
            if (before[key] is { Kind: NodeKind.List } lost && after[key] is { Kind: NodeKind.List } got)
            {
                if (now[key] is not { Kind: NodeKind.List } list || Items(lost, got, list) is not { } items) return Changed(newer, key);
                target[key] = Node.List(items.Select(i => i.Copy()));
                restored.Add((key, Node.List(lost.Items.Select(i => i.Copy()))));
            }
            else if (Same.Are(now[key], after[key]))
            {
                target[key] = before[key]?.Copy();
                restored.Add((key, before[key]?.Copy()));
            }
            else if (!Same.Are(now[key], before[key])) return Changed(newer, key);
        }

        return new Earlier(Node.Map(target.Select(e => (e.Key, e.Value))), Node.Map(restored), null);
    }

    /// <summary>The items that a list is to have; null when those it got are not all there any more, nor all gone.</summary>
    private static List<Node>? Items(Node lost, Node got, Node now)
    {
        var texts = now.Items.Select(i => i.ToString()).ToHashSet();
        var gained = got.Items.Select(i => i.ToString()).ToHashSet();
        // That what it got is gone says nothing by itself: it may have become something else.
        var isBack = lost.Items.Count > 0 && lost.Items.All(i => texts.Contains(i.ToString()));
        if (isBack && !gained.Overlaps(texts)) return [.. now.Items];
        if (!gained.IsSubsetOf(texts)) return null;
        return [.. now.Items.Where(i => !gained.Contains(i.ToString())), .. lost.Items.Where(i => !texts.Contains(i.ToString()))];
    }

    private static Earlier Refused(string why) => new(null, null, why);

    private static Earlier Changed(long? newer, string? key) =>
        Refused($"{(key is null ? "it" : $"`{key}`")} {(newer is null ? "is no longer as the change left it" : $"has been changed since{By(newer)}")}");

    private static string By(long? newer) => newer is null ? "" : $", last by revision {newer}";
}
