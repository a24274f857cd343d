using OrleansAcl.Cli.Output;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Cli.Commands;

/// <summary>How what became of a step is printed.</summary>
internal static class StepResults
{
    /// <summary>Prints why a step was refused to the error stream.</summary>
    /// <param name="printer">Where to.</param>
    /// <param name="result">The refused step's result.</param>
    /// <param name="number">Its number in the file, from 1; 0 when it stands alone.</param>
    public static void PrintRefusal(Printer printer, StepResult result, int number = 0)
    {
        var code = result.Status == StepStatus.Denied ? ErrorCodes.Denied : result.Code ?? ErrorCodes.InvalidDocument;
        var missing = result.Missing.Count > 0 ? $"missing {string.Join(", ", result.Missing)}" : null;
        var message = string.Join("; ", ((string?[])[result.Message, missing, .. result.Output?.Stderr ?? []]).Where(part => part is not null));
        var place = number > 0 ? $"step {number}{(result.Place is null ? "" : $", {result.Place}")}" : result.Place;
        printer.Error(code, message.Length > 0 ? message : "refused", place);
    }

    /// <summary>A result as JSON.</summary>
    public static Node ToNode(StepResult result) => Node.Map(
        ("status", Node.Of(Name(result.Status))),
        ("code", Optional(result.Code)),
        ("message", Optional(result.Message)),
        ("place", Optional(result.Place)),
        ("missing", Optional(result.Missing)),
        ("warnings", Optional(result.Warnings)),
        ("output", result.Output is null ? null : ToNode(result.Output)));

    /// <summary>A command's output as JSON.</summary>
    public static Node ToNode(CommandOutput output) => Node.Map(
        ("exit", Node.Of(output.Exit)), ("stdout", Node.List(output.Stdout)), ("stderr", Node.List(output.Stderr)));

    private static string Name(StepStatus status) => status == StepStatus.NotApplied ? "not_applied" : status.ToString().ToLowerInvariant();

    private static Node? Optional(string? text) => text is null ? null : Node.Of(text);

    private static Node? Optional(IReadOnlyList<string> texts) => texts.Count == 0 ? null : Node.List(texts);
}
