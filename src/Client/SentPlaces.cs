using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Client;

/// <summary>
/// Turns the places a server names, in what was sent to it, into those of the caller's own documents: <c>steps[0].user.id (line 1)</c> into what
/// the node at <c>id</c> of the first step's value calls itself, which is what would be named in process.
/// </summary>
internal static class SentPlaces
{
    /// <summary>The result with the caller's own places.</summary>
    /// <param name="result">As the server gave it.</param>
    /// <param name="steps">The caller's steps.</param>
    /// <param name="sent">The same as they were sent.</param>
    public static ApplyResult Restore(ApplyResult result, IReadOnlyList<Step> steps, Node sent)
    {
        if (result.Results.Count != steps.Count) return result;
        var wired = sent["steps"]!.Items;
        return result with { Results = [.. result.Results.Select((r, i) => r.Place is null ? r : r with { Place = Restore(r.Place, steps[i], wired[i]) })] };
    }

    private static string? Restore(string place, Step step, Node sent)
    {
        var path = place.LastIndexOf(" (line ", StringComparison.Ordinal) is > 0 and var line ? place[..line] : place;
        return Find(path, sent[step.Verb]!, step.Value) is { } own ? own.Place : place;
    }

    /// <summary>The caller's node whose copy has that path; both have the same shape.</summary>
    private static Node? Find(string path, Node copy, Node own)
    {
        if (copy.Path == path) return own;
        if (!path.StartsWith(copy.Path, StringComparison.Ordinal)) return null;
        for (var i = 0; i < copy.Items.Count; i++)
            if (Find(path, copy.Items[i], own.Items[i]) is { } item) return item;
        foreach (var (key, value) in copy.Entries)
            if (Find(path, value, own[key]!) is { } entry) return entry;
        return null;
    }
}
