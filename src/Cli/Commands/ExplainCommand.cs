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
        var suggest = new Option<bool>("--suggest") { Description = "Also tell the smallest changes that would allow it" };
        var command = arguments.AddTo(kit.Client("explain", "Asks the same as check and shows why, rung by rung.", async (session, parsed, cancellation) =>
        {
            var request = await arguments.ReadAsync(kit.Terminal, parsed, cancellation) with { Suggest = parsed.GetValue(suggest) };
            var explanation = await session.Service.ExplainAsync(session.Tenant, request, cancellation);
            ExplanationTree.Print(session.Printer, explanation, request.Suggest);
            return explanation.Allowed ? ExitCodes.Done : ExitCodes.Refused;
        }));
        command.Add(suggest);
        return command;
    }
}
