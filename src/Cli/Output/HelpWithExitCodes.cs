using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace OrleansAcl.Cli.Output;

/// <summary>The usual help, with the exit codes below it.</summary>
internal sealed class HelpWithExitCodes(HelpAction usual) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parsed)
    {
        var exit = usual.Invoke(parsed);
        parsed.InvocationConfiguration.Output.WriteLine(ExitCodes.Help);
        return exit;
    }
}
