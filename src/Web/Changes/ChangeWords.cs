using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Web.Changes;

/// <summary>What became of objects, as one would tell it.</summary>
internal static class ChangeWords
{
    /// <summary>What became of an object: a phrase, or several.</summary>
    public static IEnumerable<string> Of(ObjectChange change) => change.Ref.Kind switch
    {
        ObjectRef.Member => [Member(change)],
        ObjectRef.Binding => [Binding(change)],
        ObjectRef.Grant => [Grant(change)],
        ObjectRef.Acl => AccessList(change),
        ObjectRef.Resource => Stored(change, $"resource {change.Ref.Id}"),
        ObjectRef.ApiKey => Stored(change, $"API key {change.Ref.Id}"),
        ObjectRef.Clock => [$"the tenant's clock was moved from {Text(change.Before?["clock"])} to {Text(change.After?["clock"])}"],
        ObjectRef.Model => [$"the model was replaced: version {Text(change.Before?["version"])} by {Text(change.After?["version"])}"],
        _ => Stored(change, $"{change.Ref.Kind.Replace('_', ' ')} {change.Ref.Id}"),
    };

    /// <summary>The page that tells more of an object: its name and its query; null when there is none.</summary>
    public static (string Page, (string, string?)[] Query)? Link(ObjectRef reference) => reference.Kind switch
    {
        ObjectRef.User or ObjectRef.Group => ("subject", [("ref", $"{reference.Kind}:{reference.Id}")]),
        ObjectRef.Member => ("subject", [("ref", Parts(reference)[1])]),
        ObjectRef.Binding => ("subject", [("ref", Parts(reference)[2])]),
        ObjectRef.Grant => ("resource", [("ref", Parts(reference)[0])]),
        ObjectRef.Resource or ObjectRef.Acl => ("resource", [("ref", reference.Id)]),
        ObjectRef.Model => ("model", []),
        ObjectRef.ApiKey or ObjectRef.Clock => null,
        _ => ("document", [("kind", reference.Kind), ("id", reference.Id)]),
    };

    /// <summary>What an object is called.</summary>
    public static string Name(ObjectRef reference) => reference.Kind switch
    {
        ObjectRef.Member => $"{Parts(reference)[1]} in {Parts(reference)[0]}",
        ObjectRef.Binding => $"{Parts(reference)[0]} {Parts(reference)[1]} of {Parts(reference)[2]}",
        ObjectRef.Grant => $"grant on {Parts(reference)[0]} to {Parts(reference)[1]}",
        ObjectRef.Acl => $"access list of {reference.Id}",
        ObjectRef.ApiKey => $"API key {reference.Id}",
        ObjectRef.Clock or ObjectRef.Model => $"the tenant's {reference.Kind}",
        _ => $"{reference.Kind.Replace('_', ' ')} {reference.Id}",
    };

    private static string Member(ObjectChange change)
    {
        var (group, member) = (Parts(change.Ref)[0], Parts(change.Ref)[1]);
        return change switch
        {
            { Before: null } => $"{member} joined {group}{Terms(change.After)}",
            { After: null } => $"{member} left {group}",
            _ => $"{member} is in {group} {Otherwise(change.After)}",
        };
    }

    private static string Binding(ObjectChange change)
    {
        var parts = Parts(change.Ref);
        var what = $"{parts[0]} {parts[1]}";
        var where = parts[3] is { } ns ? $" in namespace {ns}" : "";
        return change switch
        {
            { Before: null } => $"{parts[2]} got {what}{where}{Terms(change.After)}",
            { After: null } => $"{parts[2]} lost {what}{where}",
            _ => $"{parts[2]} has {what}{where} {Otherwise(change.After)}",
        };
    }

    private static string Grant(ObjectChange change)
    {
        var (resource, to) = (Parts(change.Ref)[0], Parts(change.Ref)[1]);
        return change switch
        {
            { Before: null, After: { } given } => $"{to} was granted {Text(given["level"])} on {resource}{Terms(given)}",
            { After: null, Before: { } taken } => $"{to} lost {Text(taken["level"])} on {resource}{Terms(taken)}",
            { After: { } after, Before: { } before } when after["level"] is not null => $"{to} has {Text(after["level"])} on {resource}, not {Text(before["level"])}{Terms(after)}",
            _ => $"the grant on {resource} to {to} counts {Otherwise(change.After)}",
        };
    }

    private static IEnumerable<string> AccessList(ObjectChange change)
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

    private static IEnumerable<string> Stored(ObjectChange change, string name)
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

    private static string Otherwise(Node? after) => Terms(after) is { Length: > 0 } terms ? $"now{terms}" : "for good now";

    private static string Terms(Node? document) => string.Concat(
        document?["from"] is { } from ? $" from {from.Text}" : "",
        document?["until"] is { } until ? $" until {until.Text}" : "",
        document?["when"] is { } when ? $" when {when.Text}" : "");

    private static IEnumerable<Node> Entries(Node? list) => list?["entries"]?.Items ?? [];

    /// <summary>Of whom an entry speaks, to which effect and when: what several say of the same is told together.</summary>
    private static (string Subject, bool Allow, string Terms) Spoken(Node entry) => (Text(entry["subject"]), entry["effect"]?.Text == "allow", Terms(entry));

    private static IEnumerable<string> Actions(Node entry) => entry["actions"]?.Items.Select(i => i.Text) ?? [];

    private static string Text(Node? node) => node?.ScalarText ?? "nothing";

    private static string?[] Parts(ObjectRef reference) => [.. Json.Parse(reference.Id).Items.Select(part => part.Kind == NodeKind.Null ? null : part.Text)];
}
