using System.CommandLine;
using OrleansAcl.Cli.Output;

namespace OrleansAcl.Cli.Commands;

/// <summary><c>acl explain SUBJECT ACTION RESOURCE</c>: the ladder rung by rung, with the exit codes of <c>check</c>.</summary>
internal static class ExplainCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandKit kit)
    {
        var arguments = new CheckArguments();
        return arguments.AddTo(kit.Client("explain", "Asks the same as check and shows why, rung by rung.", async (session, parsed, cancellation) =>
        {
            var explanation = await session.Service.ExplainAsync(session.Tenant, await arguments.ReadAsync(kit.Terminal, parsed, cancellation), cancellation);
            ExplanationTree.Print(session.Printer, explanation);
            return explanation.Allowed ? ExitCodes.Done : ExitCodes.Refused;
        }));
    }
}
