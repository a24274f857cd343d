using OrleansAcl.Documents;
using OrleansAcl.Wire;
using Spectre.Console;

namespace OrleansAcl.Cli.Output;

/// <summary>Draws an explanation as a tree: the answer, what decided, how that follows, and the ladder.</summary>
internal static class ExplanationTree
{
    /// <summary>Draws it, or in JSON mode prints it as <c>{decision, decided_by, path, ladder, suggestions, needs}</c>, as it travels.</summary>
    public static void Print(Printer printer, Explanation explanation, bool suggests)
    {
        if (printer.Json)
        {
            printer.Print("", Node.Map(
                ("decision", Node.Of(explanation.Allowed)), ("decided_by", Node.Of(explanation.DecidedBy)),
                ("path", ExplanationWire.WritePath(explanation.Path)), ("ladder", ExplanationWire.WriteLadder(explanation.Ladder)),
                ("suggestions", ExplanationWire.WriteSuggestions(explanation.Suggestions)),
                ("suggestions_incomplete", explanation.SuggestionsIncomplete is { } incomplete ? Node.Of(incomplete) : null),
                ("needs", explanation.Needs.Count == 0 ? null : Node.List(explanation.Needs))));
            return;
        }

        var verdict = explanation.Allowed ? "allow" : explanation.Needs.Count > 0 ? "undecided" : "deny";
        var tree = new Tree($"{Coloured(verdict)} {Markup.Escape(explanation.DecidedBy)}");
        if (explanation.Path.Count > 0)
        {
            var path = tree.AddNode("path");
            foreach (var link in explanation.Path) path.AddNode(Markup.Escape(link.Text));
        }

        Grow(tree, explanation.Ladder);
        if (suggests && !explanation.Allowed) Suggest(tree.AddNode("would allow it"), explanation);
        printer.Terminal.Drawing().Write(tree);
    }

    /// <summary>Each change with the steps that make it, as a file of steps has them.</summary>
    private static void Suggest(TreeNode node, Explanation explanation)
    {
        foreach (var suggestion in explanation.Suggestions)
        {
            var line = node.AddNode(Markup.Escape(suggestion.Text));
            foreach (var step in suggestion.Steps) line.AddNode($"[grey]- {Markup.Escape($"{step.Verb}: {step.Value}")}[/]");
        }

        if (explanation.Suggestions.Count == 0) node.AddNode("none of the small changes that were tried");
        if (explanation.SuggestionsIncomplete is { } why) node.AddNode($"[grey]{Markup.Escape(why)}[/]");
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
}
