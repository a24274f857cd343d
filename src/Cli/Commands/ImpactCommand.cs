using System.CommandLine;
using OrleansAcl.Cli.Output;
using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Wire;

namespace OrleansAcl.Cli.Commands;

/// <summary>
/// <c>acl impact [FILE]</c>: which decisions steps would change, or time, or both; nothing is stored. Exits 0 however many there are, 2 for an error,
/// a refused step among them.
/// </summary>
internal static class ImpactCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandKit kit)
    {
        var file = new Argument<string?>("FILE")
        {
            Arity = ArgumentArity.ZeroOrOne, Description = "Steps, as apply takes them; - is standard input. Left out, only time passes",
        };
        var options = new ImpactOptions();
        const string About = "Says which decisions steps or time would change: who gains and loses what.";
        var command = kit.Client("impact", About, async (session, parsed, cancellation) =>
        {
            var request = await options.ReadAsync(session, parsed, cancellation);
            if (parsed.GetValue(file) is { } path)
                request = request with { Steps = await StepFile.ReadAsync(kit.Terminal, path, session.As, cancellation) };
            Print(session.Printer, await session.Service.ImpactAsync(session.Tenant, request, cancellation));
            return ExitCodes.Done;
        });
        command.Add(file);
        options.AddTo(command);
        return command;
    }

    private static void Print(Printer printer, Listed<ImpactDifference> differences)
    {
        if (printer.Json) printer.Print("", Node.List(differences.Select(ImpactWire.WriteDifference)));
        else if (differences.Count > 0) ObjectTable.Print(printer.Terminal, [.. differences.Select(Row)]);
        else if (differences.Complete) printer.Terminal.Out.WriteLine("no decision would be another one");
        PageOptions.PrintMore(printer, differences);
    }

    private static Node Row(ImpactDifference difference) => Node.Map(
        ("subject", Node.Of(difference.Subject.ToString())), ("action", Node.Of(difference.Action)),
        ("resource", Node.Of(difference.Resource.ToString())),
        ("now", Node.Of(difference.Before)), ("then", Node.Of(difference.After)));
}
