using OrleansAcl.Policies;
using OrleansAcl.Requests;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Permissions;

/// <summary>What was sent from the dialog of an access list.</summary>
/// <param name="Do">Which button: <c>preview</c>, <c>save</c> or <c>add</c>.</param>
/// <param name="ETag">The tag of the list that its rows were read from; empty for none.</param>
/// <param name="Rows">The rows.</param>
internal sealed record ListForm(string Do, string ETag, IReadOnlyList<SentRow> Rows)
{
    /// <summary>Most rows that a form may bring: those of a page, and some that were added.</summary>
    public const int MostRows = 100;

    /// <summary>Reads it.</summary>
    public static ListForm Read(PageCall call, ListRules rules, IReadOnlyList<string> actions)
    {
        var rows = Numbers.Count(call.Field("rows"), MostRows);
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
