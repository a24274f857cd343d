using Spectre.Console;

namespace OrleansAcl.Cli.Output;

/// <summary>What the process has around it: its streams and its environment variables.</summary>
/// <param name="Out">Where answers go.</param>
/// <param name="Error">Where complaints go.</param>
/// <param name="In">Where <c>apply -f -</c> reads from.</param>
/// <param name="Variable">The value of an environment variable, or null.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, TextReader In, Func<string, string?> Variable)
{
    /// <summary>Columns for output that goes to no terminal, so that lines are not broken.</summary>
    private const int RedirectedColumns = 1_000;

    /// <summary>The process's own.</summary>
    public static Terminal OfProcess() => new(Console.Out, Console.Error, Console.In, Environment.GetEnvironmentVariable);

    /// <summary>The value of an environment variable that is set and not empty, or null.</summary>
    public string? Named(string variable) => Variable(variable) is { Length: > 0 } value ? value : null;

    /// <summary>A console over <see cref="Out"/> that draws trees and tables.</summary>
    public IAnsiConsole Drawing()
    {
        var output = new AnsiConsoleOutput(Out);
        var ansi = output.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No;
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = output, Ansi = ansi });
        if (!output.IsTerminal) console.Profile.Width = RedirectedColumns;
        return console;
    }
}
