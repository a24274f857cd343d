using OrleansAcl.Documents;

namespace OrleansAcl.Oracle.Qubole;

/// <summary>The one list of a schedule, with who defined it; the system when null.</summary>
internal sealed record PermissionList(ResourceRef Schedule, SubjectRef? Author, List<PermissionList.Line> Lines)
{
    public sealed record Line(SubjectRef Subject, bool Allow, string[] Actions);

    /// <summary>Inside one subject: the entries that name the action, else those that say <c>all</c>; deny if both effects stand.</summary>
    public bool? Entry(SubjectRef subject, string action)
    {
        var mine = Lines.Where(l => l.Subject == subject).ToList();
        var naming = mine.Where(l => l.Actions.Contains(action)).ToList();
        if (naming.Count == 0) naming = [.. mine.Where(l => l.Actions.Contains("all"))];
        return naming.Count == 0 ? null : naming.TrueForAll(l => l.Allow);
    }

    /// <summary>The list after a subject was deleted.</summary>
    public PermissionList Without(SubjectRef subject) =>
        new(Schedule, Author == subject ? null : Author, [.. Lines.Where(l => l.Subject != subject)]);

    /// <summary>The <c>acl</c> step. With <c>complete</c> an empty box is a deny.</summary>
    public static PermissionList OfDialog(Node value, ResourceRef schedule, string[] boxes)
    {
        var lines = value.Require("entries").AsList().Select(e => new Line(
            SubjectRef.Parse(e.Require("subject").AsString()), e.Require("effect").AsString() == "allow", e.Require("actions").AsStrings())).ToList();
        var author = value["by"] is { } by ? SubjectRef.Parse(by.AsString()) : (SubjectRef?)null;
        if (value["complete"]?.AsBoolean() == true)
            foreach (var subject in lines.Select(l => l.Subject).Distinct().ToList())
                lines.Add(new Line(subject, false, [.. boxes.Where(box => !Ticked(lines, subject, box))]));
        return new PermissionList(schedule, author, lines);
    }

    private static bool Ticked(List<Line> lines, SubjectRef subject, string box) =>
        lines.Exists(l => l.Subject == subject && l.Allow && (l.Actions.Contains(box) || l.Actions.Contains("all")));

    /// <summary>The REST body: a statement applies to each user and each group it names.</summary>
    public static PermissionList OfObjectPolicy(Node value) => new(
        new ResourceRef("scheduler", value.Require("source_id").AsString()),
        null,
        [.. Json.Parse(value.Require("policy").AsString()).AsList().SelectMany(OfStatement)]);

    private static IEnumerable<Line> OfStatement(Node statement) =>
        from subject in Named(statement, "qbol_users", SubjectRef.User).Concat(Named(statement, "qbol_groups", SubjectRef.Group))
        select new Line(subject, statement.Require("access").AsString() == "allow", statement.Require("action").AsStrings());

    private static IEnumerable<SubjectRef> Named(Node statement, string key, string type) =>
        (statement.At("condition", key)?.AsList() ?? []).Select(id => new SubjectRef(type, id.Text));
}
