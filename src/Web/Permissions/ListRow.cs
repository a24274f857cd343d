using OrleansAcl.Documents;
using OrleansAcl.Policies;
using OrleansAcl.Requests;

namespace OrleansAcl.Web.Permissions;

/// <summary>A row of the dialog: what the entries of one subject under the same terms say together.</summary>
/// <param name="Subject">Whom they speak of.</param>
/// <param name="Allow">The actions they allow, and perhaps the word for all.</param>
/// <param name="Deny">The actions they deny, and perhaps the word for all.</param>
/// <param name="Terms">When they count.</param>
internal sealed record ListRow(string Subject, IReadOnlyList<string> Allow, IReadOnlyList<string> Deny, RowTerms Terms)
{
    /// <summary>What it says of an action; null for nothing.</summary>
    public Effect? Says(ListRules rules, string action) => rules.Says((IReadOnlyCollection<string>)Allow, (IReadOnlyCollection<string>)Deny, action);

    /// <summary>Whether both are rows of the same subject under the same terms.</summary>
    public bool IsAt(ListRow other) => Subject == other.Subject && Terms == other.Terms;

    /// <summary>The entries that say the same.</summary>
    public IEnumerable<Node> Entries()
    {
        if (Allow.Count > 0) yield return Entry("allow", Allow);
        if (Deny.Count > 0) yield return Entry("deny", Deny);
    }

    /// <summary>It as text, to be carried by a form.</summary>
    public string Write() => Node.List(Entries()).ToString();

    /// <summary>What such text says; null when it is empty.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> when it is none that was written here.</exception>
    public static ListRow? Parse(string text) => text.Length == 0 ? null : Read(Json.Parse(text).AsList()) is [{ } row] ? row.Row
        : throw new AclException(ErrorCodes.InvalidDocument, "expected one row as this page had written it", "was");

    /// <summary>The rows of a list, in the order in which their subjects are first named.</summary>
    public static IReadOnlyList<StoredRow> Read(IEnumerable<Node> entries) =>
    [
        .. entries.GroupBy(entry => (Subject: entry.Require("subject").AsString(), Terms: RowTerms.Of(entry))).Select(group => new StoredRow(
            new ListRow(group.Key.Subject, Actions(group, "allow"), Actions(group, "deny"), group.Key.Terms), [.. group])),
    ];

    private static string[] Actions(IEnumerable<Node> entries, string effect) =>
        [.. entries.Where(entry => entry.Require("effect").AsString() == effect).SelectMany(entry => entry.Require("actions").AsStrings()).Distinct()];

    private Node Entry(string effect, IReadOnlyList<string> actions) => Node.Map([
        ("subject", Node.Of(Subject)), ("effect", Node.Of(effect)), ("actions", Node.List(actions)), .. Terms.Write()]);
}

/// <summary>A row with the entries it stands for as they are stored.</summary>
internal sealed record StoredRow(ListRow Row, IReadOnlyList<Node> Entries);
