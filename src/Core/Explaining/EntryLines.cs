using OrleansAcl.Ladders;
using OrleansAcl.Policies;
using OrleansAcl.State;

namespace OrleansAcl.Explaining;

/// <summary>Entries of access lists, on the resource and above it, as lines for people.</summary>
internal static class EntryLines
{
    /// <summary>The access list of the resource, and where they count those of its ancestors, nearest first.</summary>
    public static List<(ResourceRef On, AccessList List)> Lists(in Question question, bool inherited)
    {
        var lists = new List<(ResourceRef, AccessList)>();
        var (on, state, above) = (question.Ref, question.Resource, question.ParentSlot);
        for (var depth = 0; depth <= AclLimits.Parents; depth++)
        {
            if (state?.Acl is { } list) lists.Add((on, list));
            if (!inherited || above is null) break;
            (on, state) = (above.Ref, above.At(question.Version));
            above = state.ParentSlot;
        }

        return lists;
    }

    /// <summary>An entry; where it speaks of the subject and the action and yet does not count, with the reason.</summary>
    public static ExplanationNode Line(in Question question, ResourceRef on, AccessEntry entry)
    {
        var shortfall = !question.Tenant.IsAlive(entry.Subject, entry.Generation, question.Version) ? $"{entry.Subject} has been deleted since"
            : question.Subject.Holds(entry.Subject) && SpeaksOf(entry, question) ? Shortfall.Of(entry.Terms, question)
            : null;
        return question.About(entry.Subject, entry.Generation, Text(on, entry) + (shortfall is null ? "" : $", which does not count: {shortfall}"));
    }

    /// <summary>An entry and where it stands.</summary>
    public static string Text(ResourceRef on, AccessEntry entry) =>
        $"on {on}: {Word(entry.Effect)} {entry.Subject} {string.Join(", ", entry.Actions)}{Trail.Told(entry.Terms)}";

    /// <summary>The entry by which a subject's row of a list has an opinion: one that names the action before one by the word for all.</summary>
    public static AccessEntry Deciding(in Question question, AccessList list, SubjectRef subject, Opinion opinion, ResourceRef on)
    {
        AccessEntry? byAll = null;
        foreach (var entry in list.Entries)
        {
            if (entry.Subject != subject || entry.Effect != (opinion == Opinion.Allow ? Effect.Allow : Effect.Deny)) continue;
            if (!question.Tenant.IsAlive(entry.Subject, entry.Generation, question.Version) || Shortfall.Of(entry.Terms, question) is not null) continue;
            if (entry.Actions.Contains(question.Action)) return entry;
            if (entry.Actions.Contains(question.Tenant.Model.Acl!.AllWord)) byAll ??= entry;
        }

        return byAll ?? throw new InvalidOperationException($"no entry of {subject} on {on} speaks of `{question.Action}`");
    }

    private static bool SpeaksOf(AccessEntry entry, in Question question) =>
        entry.Actions.Contains(question.Action) || entry.Actions.Contains(question.Tenant.Model.Acl!.AllWord);

    private static string Word(Effect effect) => effect == Effect.Allow ? "allow" : "deny";
}
