using System.CommandLine;
using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Wire;

namespace OrleansAcl.Cli.Commands;

/// <summary><c>acl remove SUBJECT</c>: takes a user or group out of everything and says how much that was; exits 1 when refused.</summary>
internal static class RemoveCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandKit kit)
    {
        var subject = new Argument<string>("SUBJECT") { Description = "A user or a group, such as user:ann" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say how much it would be, and change nothing" };
        var reason = new Option<string?>("--reason") { Description = "Why, for the change log", HelpName = "TEXT" };
        var command = kit.Client("remove", "Removes a user or a group everywhere.", async (session, parsed, cancellation) =>
        {
            var who = SubjectRef.Parse(parsed.GetValue(subject)!);
            var request = new ApplyRequest([new Step("remove", Node.Of(who.ToString()), session.As)])
            {
                DryRun = parsed.GetValue(dryRun), Reason = parsed.GetValue(reason),
            };
            return Print(session, who, await session.Service.ApplyAsync(session.Tenant, request, cancellation));
        });
        command.Add(subject);
        command.Add(dryRun);
        command.Add(reason);
        return command;
    }

    private static int Print(Session session, SubjectRef who, ApplyResult result)
    {
        if (!result.Applied)
        {
            StepResults.PrintRefusal(session.Printer, result.Results[0]);
            return ExitCodes.Refused;
        }

        var answer = ApplyWire.WriteRemoval(result);
        var much = string.Join(", ", answer["removal"]?.Entries.Select(e => $"{e.Key} {e.Value.Text}") ?? []);
        session.Printer.Print($"{(result.DryRun ? "would remove" : "removed")} {who}: {much}", answer);
        return ExitCodes.Done;
    }
}
