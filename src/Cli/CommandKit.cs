using System.CommandLine;
using OrleansAcl.Cli.Output;
using OrleansAcl.Cli.Scenarios;

namespace OrleansAcl.Cli;

/// <summary>What commands are made with: the hosts, the terminal, the common options, and the one place where errors end.</summary>
internal sealed class CommandKit(IHosting hosting, Terminal terminal)
{
    /// <summary>Where services come from.</summary>
    public IHosting Hosting => hosting;

    /// <summary>What is around.</summary>
    public Terminal Terminal => terminal;

    /// <summary>The common options.</summary>
    public ClientOptions Options { get; } = new();

    /// <summary>A command that asks a server.</summary>
    public Command Client(string name, string description, Func<Session, ParseResult, CancellationToken, Task<int>> act)
    {
        var command = Local(name, description, async (printer, parsed, cancellation) =>
        {
            var server = Options.NamedServer(parsed, terminal) ?? new Uri(ClientOptions.DefaultServer);
            await using var opened = new Opened(hosting.Connect(server, Options.Token(parsed, terminal, server)));
            return await act(new Session(opened.Service, Options.Tenant(parsed), Options.As(parsed), printer), parsed, cancellation);
        });
        Options.AddTo(command);
        return command;
    }

    /// <summary>A command that needs no server; errors become exit code 2.</summary>
    public Command Local(string name, string description, Func<Printer, ParseResult, CancellationToken, Task<int>> act)
    {
        var command = new Command(name, description);
        command.SetAction(async (parsed, cancellation) =>
        {
            var printer = new Printer(terminal, Options.IsJson(parsed));
            try
            {
                return await act(printer, parsed, cancellation);
            }
            catch (Exception e)
            {
                // An unforeseen fault must not end with the code of a denial either (FAIL-CLOSED).
                Report(printer, e);
                return ExitCodes.Error;
            }
        });
        return command;
    }

    private static void Report(Printer printer, Exception fault)
    {
        switch (fault)
        {
            case AclException e: printer.Error(e); break;
            case MalformedFileException e: printer.Error(ErrorCodes.InvalidDocument, e.Message, e.Line > 0 ? $"line {e.Line}" : null); break;
            case IOException or UnauthorizedAccessException: printer.Error("unreadable", fault.Message); break;
            case HttpRequestException: printer.Error(ErrorCodes.Unreachable, fault.Message); break;
            case OperationCanceledException: printer.Error("cancelled", "stopped before it was done"); break;
            default: printer.Error(ErrorCodes.Internal, $"{fault.GetType().Name}: {fault.Message}"); break;
        }
    }
}
