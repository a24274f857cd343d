using System.CommandLine;
using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Wire;

namespace OrleansAcl.Cli.Commands;

/// <summary><c>acl undo REVISION</c>: undoes a change by a new one, or says why that cannot be; exits 1 when it cannot.</summary>
internal static class UndoCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandKit kit)
    {
        var revision = new Argument<long>("REVISION") { Description = "The revision the change led to, as `acl changes` shows it" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say which steps it would be, and change nothing" };
        var reason = new Option<string?>("--reason") { Description = "Why, for the change log; left out, `undo of revision N`", HelpName = "TEXT" };
        var command = kit.Client("undo", "Puts back what a change changed, all of it or nothing.", async (session, parsed, cancellation) =>
        {
            var request = new UndoRequest(parsed.GetValue(revision)) { As = session.As, DryRun = parsed.GetValue(dryRun), Reason = parsed.GetValue(reason) };
            return Print(session, request, await session.Service.UndoAsync(session.Tenant, request, cancellation));
        });
        command.Add(revision);
        command.Add(dryRun);
        command.Add(reason);
        return command;
    }

    private static int Print(Session session, UndoRequest request, UndoResult result)
    {
        var said = result.Applied ? $"{(request.DryRun ? "would undo" : "undid")} revision {request.Revision}{(request.DryRun ? "" : $", revision {result.Result!.Revision}")}" : "nothing undone";
        session.Printer.Print(string.Join('\n', result.Steps.Select(s => $"  {StepWire.Write(s)}").Prepend(said)), Node.Map(UndoWire.Write(result)));
        if (result.Applied) return ExitCodes.Done;
        if (session.Printer.Json) return ExitCodes.Refused;
        foreach (var refusal in result.Refusals) session.Printer.Error(ErrorCodes.NotUndoable, refusal, null);
        foreach (var (step, number) in (result.Result?.Results ?? []).Select((step, i) => (step, i + 1)))
            if (step.Status is StepStatus.Denied or StepStatus.Error) StepResults.PrintRefusal(session.Printer, step, number);
        return ExitCodes.Refused;
    }
}
