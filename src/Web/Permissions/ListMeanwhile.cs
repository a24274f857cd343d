using OrleansAcl.Policies;
using OrleansAcl.Requests;

namespace OrleansAcl.Web.Permissions;

/// <summary>What somebody else made of a list while a form was open: what was typed stays, beside what is stored now.</summary>
/// <param name="Rows">The rows that are shown.</param>
/// <param name="Words">What is stored now of those that are another, by their places among these.</param>
internal sealed record ListMeanwhile(IReadOnlyList<SentRow> Rows, IReadOnlyDictionary<int, string> Words)
{
    /// <summary>Finds it. What was not touched is shown as it is now, or no more.</summary>
    public static ListMeanwhile Of(IReadOnlyList<SentRow> sent, AccessListDocument list, ListRules rules, IReadOnlyList<string> actions)
    {
        Dictionary<int, string> words = [];
        List<SentRow> rows = [];
        foreach (var row in sent)
        {
            var now = Stored(row, list);
            var isTouched = IsTouched(row, rules, actions);
            if (!isTouched && now is null) continue;
            if (now?.Write() != row.Was?.Write()) words[rows.Count] = now is null ? "the row has been taken away" : InWords(now, rules, actions);
            rows.Add(isTouched ? row with { Was = now } : SentRow.Of(row.Index, now!, rules, actions));
        }

        return new ListMeanwhile(rows, words);
    }

    private static ListRow? Stored(SentRow row, AccessListDocument list) => (row.Was is { } was
        ? list.Rows.FirstOrDefault(stored => stored.Row.IsAt(was))
        : list.Rows.FirstOrDefault(stored => stored.Row.Subject == row.Subject && !row.Terms.IsAny && !stored.Row.Terms.IsAny))?.Row;

    private static bool IsTouched(SentRow row, ListRules rules, IReadOnlyList<string> actions)
    {
        try
        {
            return row.Edit(rules, actions) is not null;
        }
        catch (AclException)
        {
            return true;
        }
    }

    private static string InWords(ListRow row, ListRules rules, IReadOnlyList<string> actions)
    {
        var parts = actions.GroupBy(action => row.Says(rules, action)).Where(group => group.Key is not null)
            .OrderBy(group => group.Key == Effect.Allow ? 0 : 1).Select(group => $"{(group.Key == Effect.Allow ? "allows" : "denies")} {string.Join(", ", group)}");
        return string.Join("; ", parts.Append(row.Terms.ToString()).Where(part => part.Length > 0));
    }
}
