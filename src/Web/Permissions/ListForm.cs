using System.Globalization;
using OrleansAcl.Documents;
using OrleansAcl.Policies;
using OrleansAcl.Requests;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Permissions;

/// <summary>A row as it was sent.</summary>
/// <param name="Index">Its place in the form.</param>
/// <param name="Subject">Whom it is about.</param>
/// <param name="Was">The row as it was shown; null for one that was added.</param>
/// <param name="Set">What is filled in for each action.</param>
/// <param name="Terms">When it is to count, as typed.</param>
/// <param name="IsRemoved">Whether it is to go.</param>
internal sealed record SentRow(int Index, string Subject, ListRow? Was, IReadOnlyDictionary<string, Effect> Set, TermFields Terms, bool IsRemoved)
{
    /// <summary>A stored row, filled in as it is.</summary>
    public static SentRow Of(int index, ListRow row, ListRules rules, IReadOnlyList<string> actions) => new(
        index, row.Subject, row,
        actions.Select(action => (action, Effect: row.Says(rules, action))).Where(set => set.Effect is not null && (set.Effect == Effect.Allow || !rules.Complete))
            .ToDictionary(set => set.action, set => set.Effect!.Value),
        SentTerms.Show(row.Terms), IsRemoved: false);

    /// <summary>What was done to it; null for nothing.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> for times that are none.</exception>
    public RowEdit? Edit(ListRules rules, IReadOnlyList<string> actions)
    {
        if (IsRemoved) return Was is null ? null : new RowEdit(Index, Was, null);
        var terms = SentTerms.Read(Terms, Was?.Terms);
        var before = Was is null ? null : Of(Index, Was, rules, actions);
        if (before is not null && terms == Was!.Terms && before.Set.Count == Set.Count && before.Set.All(set => Set.TryGetValue(set.Key, out var now) && now == set.Value)) return null;
        ListRow now = new(Subject, Actions(actions, Effect.Allow), Actions(actions, Effect.Deny), terms);
        // A row that says nothing is none, unless an empty one denies.
        if (now is { Allow.Count: 0, Deny.Count: 0 } && !rules.Complete) return Was is null ? null : new RowEdit(Index, Was, null);
        return new RowEdit(Index, Was, now);
    }

    private string[] Actions(IReadOnlyList<string> actions, Effect effect) => [.. actions.Where(action => Set.TryGetValue(action, out var set) && set == effect)];
}

/// <summary>Terms in the fields of a form: instants in UTC, as far as such fields go.</summary>
internal static class SentTerms
{
    private const string Seconds = "yyyy-MM-dd'T'HH:mm:ss";

    /// <summary>Terms as fields have them.</summary>
    public static TermFields Show(RowTerms terms) => new(Show(terms.From), Show(terms.Until), terms.When ?? "");

    /// <summary>What fields say; a time that is still as it was shown is what it was, to the last digit.</summary>
    public static RowTerms Read(TermFields sent, RowTerms? was) =>
        new(Read(sent.From, was?.From, "from"), Read(sent.Until, was?.Until, "until"), sent.When.Length > 0 ? sent.When : null);

    /// <summary>An instant as a field has it.</summary>
    private static string Show(string? instant) =>
        instant is null ? "" : DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).UtcDateTime.ToString(Seconds, CultureInfo.InvariantCulture);

    private static string? Read(string sent, string? was, string field)
    {
        if (sent.Length == 0) return null;
        if (!DateTimeOffset.TryParse(sent, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
            throw new AclException(ErrorCodes.InvalidDocument, $"`{field}` is no date and time; expected one such as 2026-01-31T09:00, in UTC", field);
        var text = instant.UtcDateTime.ToString(Seconds, CultureInfo.InvariantCulture);
        return was is not null && Show(was) == text ? was : Node.Of(instant).Text;
    }
}

/// <summary>What was sent from the dialog of an access list.</summary>
/// <param name="Do">Which button: <c>preview</c>, <c>save</c> or <c>add</c>.</param>
/// <param name="ETag">The tag of the list that its rows were read from; empty for none.</param>
/// <param name="Rows">The rows.</param>
internal sealed record ListForm(string Do, string ETag, IReadOnlyList<SentRow> Rows)
{
    /// <summary>Reads it.</summary>
    public static ListForm Read(PageCall call, ListRules rules, IReadOnlyList<string> actions)
    {
        var rows = int.TryParse(call.Field("rows"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? Math.Min(count, ListDialog.MostRows) : 0;
        return new ListForm(call.Field("do") ?? "preview", call.Field("etag") ?? "", [.. Enumerable.Range(0, rows).Select(at => Row(call, at, rules, actions))]);
    }

    private static SentRow Row(PageCall call, int at, ListRules rules, IReadOnlyList<string> actions)
    {
        var set = rules.Complete
            ? call.Fields($"allow.{at}").Where(actions.Contains).Distinct().ToDictionary(action => action, _ => Effect.Allow)
            : actions.Select((action, k) => (action, Value: call.Field($"cell.{at}.{k}"))).Where(cell => cell.Value is "allow" or "deny")
                .ToDictionary(cell => cell.action, cell => cell.Value == "allow" ? Effect.Allow : Effect.Deny);
        return new SentRow(
            at, call.RawField($"subject.{at}"), ListRow.Parse(call.RawField($"was.{at}")), set,
            new TermFields(call.Field($"from.{at}") ?? "", call.Field($"until.{at}") ?? "", call.Field($"when.{at}") ?? ""), call.Field($"remove.{at}") is not null);
    }
}
