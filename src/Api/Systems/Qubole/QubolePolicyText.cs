using System.Globalization;
using OrleansAcl.Documents;

namespace OrleansAcl.Api.Systems.Qubole;

/// <summary>
/// An access list as the text of an object policy: one statement for each effect and set of actions, with all it speaks of. Ids that are no
/// whole numbers, which only our own <c>acl</c> step can bring, stay strings. So can terms, which are told as they are, for the text must not give for
/// good what was given for a time.
/// </summary>
internal static class QubolePolicyText
{
    private static readonly string[] Terms = ["from", "until", "when"];
    private static readonly (string Type, string Key)[] Subjects = [(SubjectRef.User, "qbol_users"), (SubjectRef.Group, "qbol_groups")];

    /// <summary>The text; of no list at all it is that of an empty one.</summary>
    public static string Write(Node? entries) => Node.List((entries?.Items ?? [])
        .GroupBy(entry => (Effect: entry["effect"]!.Text, Actions: entry["actions"]!.ToString(), Terms: Node.Map(TermsOf(entry)).ToString()))
        .Select(Statement)).ToString();

    private static Node Statement(IGrouping<(string Effect, string Actions, string Terms), Node> entries)
    {
        var subjects = entries.Select(entry => SubjectRef.Parse(entry["subject"]!.Text)).Distinct().ToList();
        return Node.Map([
            ("access", Node.Of(entries.Key.Effect)),
            ("condition", Node.Map(Subjects.Select(s => (s.Key, Ids(subjects.Where(subject => subject.Type == s.Type)))))),
            ("action", entries.First()["actions"]!.Copy()),
            .. TermsOf(entries.First())]);
    }

    private static IEnumerable<(string Key, Node? Value)> TermsOf(Node entry) => Terms.Select(key => (key, entry[key]?.Copy()));

    private static Node? Ids(IEnumerable<SubjectRef> subjects) =>
        subjects.Select(s => Id(s.Id)).ToList() is { Count: > 0 } ids ? Node.List(ids) : null;

    private static Node Id(string id) =>
        long.TryParse(id, CultureInfo.InvariantCulture, out var number) && Node.Of(number) is var whole && whole.Text == id ? whole : Node.Of(id);
}
