using OrleansAcl.Documents;

namespace OrleansAcl.Wire;

/// <summary>Explanations: <c>{allowed, decided_by, ladder: [{text, verdict, children: [..]}], needs, revision}</c>.</summary>
public static class ExplanationWire
{
    /// <summary>Reads an explanation.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public static Explanation Read(Node body)
    {
        body.RequireMap("allowed!", "decided_by!", "ladder!", "needs", Fields.Revision);
        return new Explanation(
            body.Require("allowed").AsBoolean(),
            body.Require("decided_by").AsString(),
            body.OptionalList("ladder", ReadLine))
        {
            Needs = body["needs"]?.AsStrings() ?? [],
            Revision = body.RevisionOf(),
        };
    }

    /// <summary>Writes an explanation.</summary>
    public static Node Write(Explanation explanation) => Node.Map(
        ("allowed", Node.Of(explanation.Allowed)),
        ("decided_by", Node.Of(explanation.DecidedBy)),
        ("ladder", Node.List(explanation.Ladder.Select(WriteLine))),
        ("needs", Fields.Texts(explanation.Needs)),
        (Fields.Revision, Node.Of(explanation.Revision)));

    private static ExplanationNode ReadLine(Node node)
    {
        node.RequireMap("text!", "verdict", "children");
        return new ExplanationNode(
            node.Require("text").AsString(), node.OptionalText("verdict"), node.OptionalList("children", ReadLine));
    }

    private static Node WriteLine(ExplanationNode line) => Node.Map(
        ("text", Node.Of(line.Text)),
        ("verdict", Fields.Text(line.Verdict)),
        ("children", line.Children.Count == 0 ? null : Node.List(line.Children.Select(WriteLine))));
}
