using System.CommandLine;
using OrleansAcl.Requests;

namespace OrleansAcl.Cli.Commands;

/// <summary><c>acl actions SUBJECT RESOURCE</c>: every action the subject may do.</summary>
internal static class ActionsCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandKit kit)
    {
        var subject = new Argument<string>("SUBJECT") { Description = "Who asks, such as user:ann" };
        var resource = new Argument<string>("RESOURCE") { Description = "On what, such as scheduler:42" };
        var options = new QuestionOptions();
        var command = kit.Client("actions", "Lists every action a subject may do on a resource.", async (session, parsed, cancellation) =>
        {
            var request = new ActionsRequest(SubjectRef.Parse(parsed.GetValue(subject)!), ResourceRef.Parse(parsed.GetValue(resource)!))
            {
                Namespace = options.Namespace(parsed),
                Context = options.Context(parsed),
            };
            session.Printer.PrintList(await session.Service.ActionsAsync(session.Tenant, request, cancellation));
            return ExitCodes.Done;
        });
        command.Add(subject);
        command.Add(resource);
        options.AddTo(command);
        return command;
    }
}
