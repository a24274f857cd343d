using System.CommandLine;
using OrleansAcl.Documents;

namespace OrleansAcl.Cli.Commands;

/// <summary><c>acl check SUBJECT ACTION RESOURCE</c>: exits 0 for allow, 1 for deny, 2 for an error.</summary>
internal static class CheckCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandKit kit)
    {
        var arguments = new CheckArguments();
        return arguments.AddTo(kit.Client("check", "Asks whether a subject may do an action on a resource.", async (session, parsed, cancellation) =>
        {
            var decision = await session.Service.CheckAsync(session.Tenant, await arguments.ReadAsync(kit.Terminal, parsed, cancellation), cancellation);
            session.Printer.Print(decision.ToString(), Node.Map(
                ("decision", Node.Of(decision.Allowed)), ("rung", Node.Of(decision.Rung)), ("reason", Node.Of(decision.Reason)),
                ("needs", decision.Undecided ? Node.List(decision.Needs) : null)));
            return decision.Allowed ? ExitCodes.Done : ExitCodes.Refused;
        }));
    }
}
