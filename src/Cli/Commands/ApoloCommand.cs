using System.CommandLine;
using OrleansAcl.Cli.Output;

namespace OrleansAcl.Cli.Commands;

/// <summary>
/// <c>acl apolo COMMAND ..</c>: Apolo's whole command line, word for word, as the signed-in user or whom <c>--as</c> names. It is run by a server, or in
/// this process where <c>--data</c> names a folder and nothing a server. Its exit code is the command's own.
/// </summary>
internal static class ApoloCommand
{
    /// <summary>What the command line exits with when one is not authorized; so does one whom the server does not let in.</summary>
    private const int NotAuthorized = 77;

    private const string Help = """
        Commands:
          grant URI PRINCIPAL [LEVEL]   gives read, write or manage; left out, read. share is the same
          revoke URI PRINCIPAL          takes away what was granted on exactly that URI
          list [URI] [-s SCHEME] [-u PRINCIPAL] [--shared] [--full-uri]
                                        what one has, or with --shared what others have of it. ls is the same
          add-role NAME                 makes a role, owner/roles/name
          remove-role NAME              removes a role and takes it from everyone
          list-roles [PRINCIPAL]        the roles under a name

        A PRINCIPAL with a / is a role, any other a user. Words after -- are the command's alone, also --as and --help.
        With --data and no server, the command works on that data folder itself.

        Exit codes: 0 done, 2 wrong usage, 72 no such role, 77 not authorized, 127 refused.
        """;

    /// <summary>The command.</summary>
    public static Command Create(CommandKit kit)
    {
        var words = new Argument<string[]>("WORDS") { Arity = ArgumentArity.ZeroOrMore, Description = "The command and its arguments, run as they are" };
        var command = kit.Local("apolo", "Runs Apolo's own command line, word for word.", async (printer, parsed, cancellation) =>
        {
            await using var opened = new Opened(await OpenAsync(kit, parsed));
            var session = new Session(opened.Service, kit.Options.Tenant(parsed), kit.Options.As(parsed), printer);
            try
            {
                return await SharingCommands.RunAsync(session, parsed.GetValue(words)!, cancellation);
            }
            catch (AclException e) when (e.Code is ErrorCodes.Denied or ErrorCodes.Unauthenticated)
            {
                printer.Error(e);
                return NotAuthorized;
            }
        });
        kit.Options.AddTo(command);
        command.Add(words);
        command.Add(HelpWithExitCodes.Option(Help));
        return command;
    }

    private static async Task<IAclService> OpenAsync(CommandKit kit, ParseResult parsed)
    {
        var named = kit.Options.NamedServer(parsed, kit.Terminal);
        if (named is null && kit.Options.NamedFolder(parsed) is { } folder) return await kit.Hosting.OpenAsync(folder);
        var server = named ?? new Uri(ClientOptions.DefaultServer);
        return kit.Hosting.Connect(server, kit.Options.Token(parsed, kit.Terminal, server));
    }
}
