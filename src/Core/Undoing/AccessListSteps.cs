using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Undoing;

/// <summary>
/// The steps that put an access list back: as a whole, or, when that would take too many entries or make somebody else its author, by what was granted
/// and revoked, as long as nothing else was said of the same subjects.
/// </summary>
internal static class AccessListSteps
{
    private const string Entries = "entries";

    /// <summary>The steps.</summary>
    /// <param name="reference">The list.</param>
    /// <param name="change">What was changed.</param>
    /// <param name="now">What it is now; null for nothing.</param>
    /// <param name="then">What it is to be; null for nothing.</param>
    /// <param name="caller">Whom it is done as; null for the system.</param>
    public static IEnumerable<(UndoPhase, Step)> Of(ObjectRef reference, ObjectChange change, Node? now, Node? then, SubjectRef? caller)
    {
        if (then is null) return [(UndoPhase.DropLists, new Step("delete", Node.Map(("acl", Node.Of(reference.Id)))))];
        var entries = then[Entries]!.Items;
        var isWhole = entries.Count <= AclLimits.EntriesPerRequest && (caller is null || then["by"]?.Text == caller.ToString());
        if (isWhole) return [(UndoPhase.Put, Whole(then, entries))];
        if (now is null) return Grown(reference, then, entries);
        return Changed(reference, change, now) ?? [(UndoPhase.Put, Whole(then, entries))];
    }

    private static Step Whole(Node then, IEnumerable<Node> entries) => new("acl", Node.Map(
        ("resource", then["resource"]!.Copy()), ("by", then["by"]?.Copy()), (Entries, Node.List(entries.Select(e => e.Copy())))));

    /// <summary>A list that was grown by grants and is longer than one step may bring; what denies comes with the step.</summary>
    private static IEnumerable<(UndoPhase, Step)> Grown(ObjectRef reference, Node then, IReadOnlyList<Node> entries)
    {
        var ordered = entries.OrderBy(IsAllow).ToList();
        yield return (UndoPhase.Put, Whole(then, ordered.Take(AclLimits.EntriesPerRequest)));
        foreach (var entry in ordered.Skip(AclLimits.EntriesPerRequest)) yield return (UndoPhase.Tie, Give(reference, entry));
    }

    /// <summary>The same by what was granted and revoked; null when that cannot be told apart from what else is said of the subjects.</summary>
    private static List<(UndoPhase, Step)>? Changed(ObjectRef reference, ObjectChange change, Node now)
    {
        if (change.Before?["by"] is not null || change.After?["by"] is not null) return null;
        var (lost, got) = (change.Before?[Entries]?.Items ?? [], change.After?[Entries]?.Items ?? []);
        if (lost.Concat(got).Any(e => !IsAllow(e))) return null;
        var steps = new List<(UndoPhase, Step)>();
        foreach (var subject in lost.Concat(got).Select(e => e["subject"]!.Text).Distinct())
        {
            var theirs = now[Entries]!.Items.Where(e => e["subject"]!.Text == subject && IsAllow(e)).ToList();
            var gained = got.Where(e => e["subject"]!.Text == subject).ToList();
            if (theirs.Count != gained.Count) return null;
            if (theirs.Count > 0)
                steps.Add((UndoPhase.Cut, new Step("revoke", Node.Map(
                    ("resource", Node.Of(reference.Id)), ("from", Node.Of(subject)),
                    ("actions", Node.List(theirs.SelectMany(e => e["actions"]!.Items).Select(a => a.Text).Distinct()))))));
            steps.AddRange(lost.Where(e => e["subject"]!.Text == subject).Select(e => (UndoPhase.Tie, Give(reference, e))));
        }

        return steps;
    }

    private static Step Give(ObjectRef reference, Node entry) => new("grant", Node.Map([
        ("resource", Node.Of(reference.Id)), ("to", entry["subject"]!.Copy()),
        .. entry.Entries.Where(e => e.Key is not ("subject" or "effect")).Select(e => (e.Key, (Node?)e.Value.Copy()))]));

    private static bool IsAllow(Node entry) => entry["effect"]!.Text == "allow";
}
