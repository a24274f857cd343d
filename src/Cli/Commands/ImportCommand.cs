using System.CommandLine;
using OrleansAcl.Cli.Output;
using OrleansAcl.Documents;
using OrleansAcl.Transfer;

namespace OrleansAcl.Cli.Commands;

/// <summary><c>acl import FILE</c>: makes a tenant of an export.</summary>
internal static class ImportCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandKit kit)
    {
        var file = new Argument<string>("FILE") { Description = "What `acl export` wrote" };
        var command = kit.Client("import", "Makes the tenant that --tenant names of an export; there must be none of that name.", async (session, parsed, cancellation) =>
        {
            await using var stream = File.OpenRead(parsed.GetValue(file)!);
            using var progress = new TransferProgress(session.Printer.Terminal, "importing", stream.Length);
            await using var counted = new CountedStream(stream, progress.Report);
            var info = await TenantImport.ReadAsync(session.Service, session.Tenant, counted, cancellation);
            session.Printer.Print($"imported {info.Tenant}: {info.Model}, revision {info.Revision}", Node.Map(
                ("tenant", Node.Of(info.Tenant.Value)), ("model", Node.Of(info.Model)), ("revision", Node.Of(info.Revision))));
            return ExitCodes.Done;
        });
        command.Add(file);
        return command;
    }
}
