using System.CommandLine;
using System.CommandLine.Help;
using OrleansAcl.Cli.Commands;
using OrleansAcl.Cli.Output;

namespace OrleansAcl.Cli;

/// <summary>The command line <c>acl</c>, whole. For its exit codes see <see cref="ExitCodes"/>.</summary>
internal static class AclCommandLine
{
    /// <summary>How long a command may take to end properly once it is told to stop.</summary>
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(30);

    // Arguments are data: `@x` is no file to read, and `-ab` is not `-a -b`.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };

    /// <summary>Runs one command line.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] arguments, IHosting hosting, Terminal terminal, CancellationToken cancellation = default)
    {
        var parsed = Create(new CommandKit(hosting, terminal)).Parse(arguments, Parsing);
        if (parsed.Errors.Count > 0)
        {
            var printer = new Printer(terminal, arguments.Contains("--json"));
            printer.Error(ErrorCodes.InvalidArguments, parsed.Errors[0].Message.TrimEnd('.'), parsed.CommandResult.Command.Name);
            return ExitCodes.Error;
        }

        var invocation = new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error, ProcessTerminationTimeout = StopsWithin };
        return await parsed.InvokeAsync(invocation, cancellation);
    }

    private static RootCommand Create(CommandKit kit)
    {
        var root = new RootCommand("Who may do what on jobs, schedules, pipelines, images and artifacts, and why.")
        {
            ServeCommand.Create(kit),
            CheckCommand.Create(kit),
            ExplainCommand.Create(kit),
            OperationCommand.Create(kit),
            ListCommand.Create(kit),
            WhoCommand.Create(kit),
            ActionsCommand.Create(kit),
            ApplyCommand.Create(kit),
            ImpactCommand.Create(kit),
            GetCommand.Create(kit),
            BrowseCommand.Create(kit),
            RemoveCommand.Create(kit),
            ChangesCommand.Create(kit),
            UndoCommand.Create(kit),
            TestCommand.Create(kit),
            ModelCommand.Create(kit),
            ModelsCommand.Create(kit),
            TenantsCommand.Create(kit),
            ApoloCommand.Create(kit),
            ExportCommand.Create(kit),
            ImportCommand.Create(kit),
            KeysCommand.Create(kit),
        };
        foreach (var command in SharingCommands.Create(kit)) root.Add(command);
        root.Options.Remove(root.Options.OfType<HelpOption>().Single());
        root.Add(HelpWithExitCodes.Option());
        return root;
    }
}
