using OrleansAcl.Documents;

namespace OrleansAcl.Wire;

/// <summary>
/// Explanations: <c>{allowed, decided_by, path: [{kind, ref, text}], ladder: [{text, verdict, about, children: [..]}],
/// suggestions: [{text, steps, at, needs}], suggestions_incomplete, needs, revision}</c>.
/// </summary>
public static class ExplanationWire
{
    /// <summary>Reads an explanation.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static Explanation Read(Node body)
    {
        body.RequireMap("allowed!", "decided_by!", "path", "ladder!", "suggestions", "suggestions_incomplete", "needs", Fields.Revision);
        return new Explanation(
            body.Require("allowed").AsBoolean(),
            body.Require("decided_by").AsString(),
            body.OptionalList("ladder", ReadLine))
        {
            Path = body.OptionalList("path", ReadLink),
            Suggestions = body.OptionalList("suggestions", ReadSuggestion),
            SuggestionsIncomplete = body.OptionalText("suggestions_incomplete"),
            Needs = body["needs"]?.AsStrings() ?? [],
            Revision = body.RevisionOf(),
        };
    }

    /// <summary>Writes an explanation.</summary>
    public static Node Write(Explanation explanation) => Node.Map(
        ("allowed", Node.Of(explanation.Allowed)),
        ("decided_by", Node.Of(explanation.DecidedBy)),
        ("path", WritePath(explanation.Path)),
        ("ladder", WriteLadder(explanation.Ladder)),
        ("suggestions", WriteSuggestions(explanation.Suggestions)),
        ("suggestions_incomplete", Fields.Text(explanation.SuggestionsIncomplete)),
        ("needs", Fields.Texts(explanation.Needs)),
        (Fields.Revision, Node.Of(explanation.Revision)));

    /// <summary>Writes a path; null for none.</summary>
    public static Node? WritePath(IReadOnlyList<ExplanationLink> path) => path.Count == 0 ? null : Node.List(path.Select(link => Node.Map(
        ("kind", Node.Of(link.Kind)), ("ref", Fields.Text(link.Ref)), ("text", Node.Of(link.Text)))));

    /// <summary>Writes a ladder.</summary>
    public static Node WriteLadder(IReadOnlyList<ExplanationNode> lines) => Node.List(lines.Select(WriteLine));

    /// <summary>Writes suggestions; null for none.</summary>
    public static Node? WriteSuggestions(IReadOnlyList<Suggestion> suggestions) =>
        suggestions.Count == 0 ? null : Node.List(suggestions.Select(WriteSuggestion));

    private static Node WriteSuggestion(Suggestion suggestion) => Node.Map(
        ("text", Node.Of(suggestion.Text)),
        ("steps", suggestion.Steps.Count == 0 ? null : Node.List(suggestion.Steps.Select(StepWire.Write))),
        ("at", Fields.Instant(suggestion.At)),
        ("needs", Fields.Texts(suggestion.Needs)));

    private static Suggestion ReadSuggestion(Node node)
    {
        node.RequireMap("text!", "steps", "at", "needs");
        return new Suggestion(node.Require("text").AsString(), node.OptionalList("steps", StepWire.Read))
        {
            At = node["at"]?.AsInstant(),
            Needs = node["needs"]?.AsStrings() ?? [],
        };
    }

    private static ExplanationLink ReadLink(Node node)
    {
        node.RequireMap("kind!", "ref", "text!");
        return new ExplanationLink(node.Require("kind").AsString(), node.OptionalText("ref"), node.Require("text").AsString());
    }

    private static ExplanationNode ReadLine(Node node)
    {
        node.RequireMap("text!", "verdict", "about", "children");
        return new ExplanationNode(node.Require("text").AsString(), node.OptionalText("verdict"), node.OptionalList("children", ReadLine))
        {
            About = node["about"] is { } about ? SubjectWire.Read(about) : null,
        };
    }

    private static Node WriteLine(ExplanationNode line) => Node.Map(
        ("text", Node.Of(line.Text)),
        ("verdict", Fields.Text(line.Verdict)),
        ("about", Fields.Text(line.About?.ToString())),
        ("children", line.Children.Count == 0 ? null : WriteLadder(line.Children)));
}
