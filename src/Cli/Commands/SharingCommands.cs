using System.CommandLine;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Cli.Commands;

/// <summary>
/// Apolo's own commands. Each is sent as one <c>run</c> step, word for word; its output is printed and its exit code is ours.
/// </summary>
internal static class SharingCommands
{
    private static readonly (string Name, string Description)[] Names =
    [
        ("grant", "Grants a permission: URI PRINCIPAL [LEVEL]."),
        ("share", "The same as grant."),
        ("revoke", "Takes a permission away: URI PRINCIPAL."),
        ("add-role", "Makes a role: NAME."),
        ("remove-role", "Removes a role: NAME."),
        ("list-roles", "Lists roles: [PRINCIPAL]."),
    ];

    /// <summary>The commands but for <c>list</c>, see <see cref="ListCommand"/>.</summary>
    public static IEnumerable<Command> Create(CommandKit kit) => Names.Select(command => Create(kit, command.Name, command.Description));

    /// <summary>The command's name as it was typed, which may be an alias.</summary>
    public static string TypedName(ParseResult parsed) => parsed.CommandResult.IdentifierToken.Value;

    /// <summary>Sends a command line and prints what it printed.</summary>
    /// <returns>Its exit code; when it could not be run at all, that of a refusal.</returns>
    public static async Task<int> RunAsync(Session session, IReadOnlyList<string> words, CancellationToken cancellation)
    {
        var step = new Step("run", Node.Map(("words", Node.List(words))), session.As);
        var applied = await session.Service.ApplyAsync(session.Tenant, [step], cancellation);
        var result = applied.Results[0];
        if (result.Output is not { } output)
        {
            if (!applied.Applied) StepResults.PrintRefusal(session.Printer, result);
            return applied.Applied ? ExitCodes.Done : ExitCodes.Refused;
        }

        if (session.Printer.Json) session.Printer.Print("", StepResults.ToNode(output));
        else Print(session, output);
        return output.Exit;
    }

    private static Command Create(CommandKit kit, string name, string description)
    {
        var words = new Argument<string[]>("WORDS") { Arity = ArgumentArity.ZeroOrMore, Description = "The rest of the command line, sent as it is" };
        var command = kit.Client(name, description, (session, parsed, cancellation) =>
            RunAsync(session, [TypedName(parsed), .. parsed.GetValue(words)!], cancellation));
        command.Add(words);
        return command;
    }

    private static void Print(Session session, CommandOutput output)
    {
        foreach (var line in output.Stdout) session.Printer.Terminal.Out.WriteLine(line);
        foreach (var line in output.Stderr) session.Printer.Terminal.Error.WriteLine(line);
    }
}
