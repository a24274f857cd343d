using System.CommandLine;
using OrleansAcl.Requests;

namespace OrleansAcl.Cli.Commands;

/// <summary>
/// <c>acl list SUBJECT ACTION TYPE</c> asks for resources; any other <c>list</c> (or <c>ls</c>) is Apolo's listing of permissions and
/// is sent as it is.
/// </summary>
internal static class ListCommand
{
    private static readonly string[] Subjects = [SubjectRef.User + ":", SubjectRef.Group + ":", SubjectRef.Role + ":"];

    /// <summary>The command.</summary>
    public static Command Create(CommandKit kit)
    {
        var words = new Argument<string[]>("WORDS")
        {
            Arity = ArgumentArity.ZeroOrMore,
            Description = "SUBJECT ACTION TYPE lists resources; anything else lists permissions: [URI] [-s SCHEME] [-u PRINCIPAL] [--shared] [--full-uri]",
        };
        var options = new QuestionOptions();
        var pages = new PageOptions();
        var command = kit.Client("list", "Lists every resource of a type that a subject may do an action on, or permissions.", (session, parsed, cancellation) =>
        {
            var given = parsed.GetValue(words)!;
            if (given.Length == 3 && Subjects.Any(type => given[0].StartsWith(type, StringComparison.Ordinal)))
                return AskAsync(session, parsed, given, options, pages, cancellation);
            if (options.AreGiven(parsed) || pages.AreGiven(parsed))
                throw new AclException(ErrorCodes.InvalidArguments, "--namespace, --context, --limit and --after go with SUBJECT ACTION TYPE", "list");
            return SharingCommands.RunAsync(session, [SharingCommands.TypedName(parsed), .. given], cancellation);
        });
        command.Aliases.Add("ls");
        command.Add(words);
        options.AddTo(command);
        pages.AddTo(command);
        return command;
    }

    private static async Task<int> AskAsync(
        Session session, ParseResult parsed, string[] given, QuestionOptions options, PageOptions pages, CancellationToken cancellation)
    {
        var request = pages.Of(parsed, new ListRequest(SubjectRef.Parse(given[0]), given[1], given[2])
        {
            Namespace = options.Namespace(parsed),
            Context = options.Context(parsed),
        });
        PageOptions.Print(session.Printer, await session.Service.ListAsync(session.Tenant, request, cancellation));
        return ExitCodes.Done;
    }
}
