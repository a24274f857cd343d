using System.CommandLine;
using OrleansAcl.Requests;

namespace OrleansAcl.Cli.Commands;

/// <summary><c>acl who ACTION RESOURCE</c>: the stored subjects that may, all of them or a page.</summary>
internal static class WhoCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandKit kit)
    {
        var action = new Argument<string>("ACTION") { Description = "The action's name" };
        var resource = new Argument<string>("RESOURCE") { Description = "On what, such as scheduler:42" };
        var type = new Option<string>("--type") { Description = "Type of subject", HelpName = "TYPE", DefaultValueFactory = _ => SubjectRef.User };
        var options = new QuestionOptions();
        var pages = new PageOptions();
        var command = kit.Client("who", "Lists every subject of a type that may do an action on a resource.", async (session, parsed, cancellation) =>
        {
            var request = pages.Of(parsed, new WhoRequest(parsed.GetValue(action)!, ResourceRef.Parse(parsed.GetValue(resource)!), parsed.GetValue(type)!)
            {
                Namespace = options.Namespace(parsed),
                Context = options.Context(parsed),
            });
            PageOptions.Print(session.Printer, await session.Service.WhoAsync(session.Tenant, request, cancellation));
            return ExitCodes.Done;
        });
        command.Add(action);
        command.Add(resource);
        command.Add(type);
        options.AddTo(command);
        pages.AddTo(command);
        return command;
    }
}
