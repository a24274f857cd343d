using OrleansAcl.Documents;
using Spectre.Console;

namespace OrleansAcl.Cli.Output;

/// <summary>Draws an explanation as a tree: the answer, what decided, and below it the ladder.</summary>
internal static class ExplanationTree
{
    /// <summary>Draws it, or in JSON mode prints it as <c>{decision, decided_by, ladder: [{text, verdict, children}]}</c>.</summary>
    public static void Print(Printer printer, Explanation explanation)
    {
        if (printer.Json)
        {
            printer.Print("", Node.Map(
                ("decision", Node.Of(explanation.Allowed)), ("decided_by", Node.Of(explanation.DecidedBy)), ("ladder", Ladder(explanation.Ladder)),
                ("needs", explanation.Needs.Count == 0 ? null : Node.List(explanation.Needs))));
            return;
        }

        var verdict = explanation.Allowed ? "allow" : explanation.Needs.Count > 0 ? "undecided" : "deny";
        var tree = new Tree($"{Coloured(verdict)} {Markup.Escape(explanation.DecidedBy)}");
        Grow(tree, explanation.Ladder);
        printer.Terminal.Drawing().Write(tree);
    }

    private static void Grow(IHasTreeNodes above, IReadOnlyList<ExplanationNode> nodes)
    {
        foreach (var node in nodes)
        {
            var verdict = node.Verdict is null ? "" : $": {Coloured(node.Verdict)}";
            Grow(above.AddNode(Markup.Escape(node.Text) + verdict), node.Children);
        }
    }

    private static string Coloured(string verdict) => verdict switch
    {
        "allow" => "[green]allow[/]",
        "deny" => "[red]deny[/]",
        _ => $"[grey]{Markup.Escape(verdict)}[/]",
    };

    private static Node Ladder(IReadOnlyList<ExplanationNode> nodes) => Node.List(nodes.Select(node => Node.Map(
        ("text", Node.Of(node.Text)),
        ("verdict", node.Verdict is null ? null : Node.Of(node.Verdict)),
        ("children", node.Children.Count == 0 ? null : Ladder(node.Children)))));
}
