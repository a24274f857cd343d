using System.CommandLine;
using OrleansAcl.Cli.Output;
using OrleansAcl.Wire;

namespace OrleansAcl.Cli.Commands;

/// <summary><c>acl get KIND ID</c>: one stored object; exits 1 when there is none.</summary>
internal static class GetCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandKit kit)
    {
        var kind = new Argument<string>("KIND") { Description = ObjectArguments.Kinds };
        var id = new Argument<string>("ID")
        {
            Description = "Its id; of a resource or acl the reference, of a member, binding or grant the JSON list of what it ties",
        };
        var command = kit.Client("get", "Shows one stored object.", async (session, parsed, cancellation) =>
        {
            var reference = new ObjectRef(parsed.GetValue(kind)!, parsed.GetValue(id)!);
            if (await session.Service.GetAsync(session.Tenant, reference, cancellation) is not { } found)
            {
                session.Printer.Error(ErrorCodes.NotFound, $"{reference} is not stored");
                return ExitCodes.Refused;
            }

            var lines = found.Document.Entries.Select(entry => $"{entry.Key}: {ObjectTable.Cell(entry.Value)}");
            session.Printer.Print(string.Join('\n', lines), ObjectWire.Write(found));
            return ExitCodes.Done;
        });
        command.Add(kind);
        command.Add(id);
        return command;
    }
}
