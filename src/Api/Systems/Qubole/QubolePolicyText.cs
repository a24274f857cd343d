using System.Globalization;
using OrleansAcl.Documents;

namespace OrleansAcl.Api.Systems.Qubole;

/// <summary>
/// An access list as the text of an object policy: one statement for each effect and set of actions, with all it speaks of. Ids that are no
/// whole numbers, which only our own <c>acl</c> step can bring, stay strings.
/// </summary>
internal static class QubolePolicyText
{
    private static readonly (string Type, string Key)[] Subjects = [(SubjectRef.User, "qbol_users"), (SubjectRef.Group, "qbol_groups")];

    /// <summary>The text; of no list at all it is that of an empty one.</summary>
    public static string Write(Node? entries) => Node.List((entries?.Items ?? [])
        .GroupBy(entry => (Effect: entry["effect"]!.Text, Actions: entry["actions"]!.ToString()))
        .Select(Statement)).ToString();

    private static Node Statement(IGrouping<(string Effect, string Actions), Node> entries)
    {
        var subjects = entries.Select(entry => SubjectRef.Parse(entry["subject"]!.Text)).Distinct().ToList();
        return Node.Map(
            ("access", Node.Of(entries.Key.Effect)),
            ("condition", Node.Map(Subjects.Select(s => (s.Key, Ids(subjects.Where(subject => subject.Type == s.Type)))))),
            ("action", entries.First()["actions"]!.Copy()));
    }

    private static Node? Ids(IEnumerable<SubjectRef> subjects) =>
        subjects.Select(s => Id(s.Id)).ToList() is { Count: > 0 } ids ? Node.List(ids) : null;

    private static Node Id(string id) =>
        long.TryParse(id, CultureInfo.InvariantCulture, out var number) && Node.Of(number) is var whole && whole.Text == id ? whole : Node.Of(id);
}
