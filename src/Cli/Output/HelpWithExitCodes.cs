using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace OrleansAcl.Cli.Output;

/// <summary>The usual help, with more below it: as a rule the exit codes.</summary>
internal sealed class HelpWithExitCodes(HelpAction usual, string more) : SynchronousCommandLineAction
{
    /// <summary>The option that asks for it. There is no <c>/h</c> and no <c>/?</c>: what begins with a slash is an argument.</summary>
    public static HelpOption Option(string more = ExitCodes.Help)
    {
        var option = new HelpOption("--help", "-h");
        option.Action = new HelpWithExitCodes((HelpAction)option.Action!, more);
        return option;
    }

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parsed)
    {
        var exit = usual.Invoke(parsed);
        parsed.InvocationConfiguration.Output.WriteLine(more);
        return exit;
    }
}
