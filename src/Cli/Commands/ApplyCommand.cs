using System.CommandLine;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Cli.Commands;

/// <summary><c>acl apply -f FILE</c>: applies set-up steps, all or nothing; exits 0 when applied, 1 when refused.</summary>
internal static class ApplyCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandKit kit)
    {
        var file = new Option<string>("--file", "-f") { Description = "YAML or JSON: a list of steps, or a mapping with `steps`; - is standard input", HelpName = "FILE", Required = true };
        var command = kit.Client("apply", "Applies steps of the scenario vocabulary, all or nothing.", async (session, parsed, cancellation) =>
        {
            var steps = await StepFile.ReadAsync(kit.Terminal, parsed.GetValue(file)!, session.As, cancellation);
            return Print(session, await session.Service.ApplyAsync(session.Tenant, steps, cancellation));
        });
        command.Add(file);
        return command;
    }

    private static int Print(Session session, ApplyResult applied)
    {
        var printer = session.Printer;
        printer.Print(
            applied.Applied ? $"applied {applied.Results.Count} steps, revision {applied.Revision}" : "nothing applied",
            Node.Map(
                ("applied", Node.Of(applied.Applied)), ("revision", Node.Of(applied.Revision)),
                ("results", Node.List(applied.Results.Select(StepResults.ToNode)))));
        if (printer.Json) return applied.Applied ? ExitCodes.Done : ExitCodes.Refused;
        for (var i = 0; i < applied.Results.Count; i++)
        {
            var result = applied.Results[i];
            if (result.Status is StepStatus.Denied or StepStatus.Error) StepResults.PrintRefusal(printer, result, i + 1);
            foreach (var warning in result.Warnings) printer.Terminal.Error.WriteLine($"warning: step {i + 1}: {warning}");
        }

        return applied.Applied ? ExitCodes.Done : ExitCodes.Refused;
    }
}
