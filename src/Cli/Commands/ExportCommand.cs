using System.CommandLine;
using System.Text;
using OrleansAcl.Cli.Output;
using OrleansAcl.Cli.Scenarios;
using OrleansAcl.Documents;
using OrleansAcl.Wire;

namespace OrleansAcl.Cli.Commands;

/// <summary><c>acl export</c>: everything a tenant holds, as NDJSON or as a scenario file.</summary>
internal static class ExportCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandKit kit)
    {
        var file = new Option<string?>("--output", "-o") { Description = "The file to write; left out, standard output", HelpName = "FILE" };
        var scenario = new Option<bool>("--scenario") { Description = "Write a scenario file, for `acl test`; a model of one's own is written beside it" };
        var command = kit.Client("export", "Writes everything a tenant holds.", async (session, parsed, cancellation) =>
        {
            var lines = session.Service.ExportAsync(session.Tenant, cancellation);
            var path = parsed.GetValue(file);
            if (parsed.GetValue(scenario)) return await ScenarioAsync(session, await ToListAsync(session, lines), path, cancellation);
            if (path is null)
            {
                await WriteAsync(session, lines, session.Printer.Terminal.Out);
                return ExitCodes.Done;
            }

            // The file appears whole or not at all.
            var unfinished = $"{path}.unfinished";
            long written;
            await using (var writer = new StreamWriter(unfinished, append: false, new UTF8Encoding(false))) written = await WriteAsync(session, lines, writer);
            File.Move(unfinished, path, overwrite: true);
            session.Printer.Print($"exported {session.Tenant}: {written} lines in {path}", Node.Map(("lines", Node.Of(written)), ("file", Node.Of(path))));
            return ExitCodes.Done;
        });
        command.Add(file);
        command.Add(scenario);
        return command;
    }

    private static async Task<long> WriteAsync(Session session, IAsyncEnumerable<Node> lines, TextWriter writer)
    {
        var count = 0L;
        using var progress = new TransferProgress(session.Printer.Terminal, "exporting", null);
        await foreach (var line in lines)
        {
            writer.Write(line.ToString() + "\n");
            progress.Report(++count);
        }

        writer.Write(TransferWire.WriteEnd(count).ToString() + "\n");
        return count;
    }

    private static async Task<List<Node>> ToListAsync(Session session, IAsyncEnumerable<Node> lines)
    {
        var all = new List<Node>();
        using var progress = new TransferProgress(session.Printer.Terminal, "exporting", null);
        await foreach (var line in lines)
        {
            all.Add(line);
            progress.Report(all.Count);
        }

        return all;
    }

    private static async Task<int> ScenarioAsync(Session session, List<Node> lines, string? path, CancellationToken cancellation)
    {
        var model = lines[0]["model"]?.Text;
        var modelFile = path is null ? null : Path.ChangeExtension(path, null) + ".model.yaml";
        if (model is null && path is null)
            throw new AclException(ErrorCodes.InvalidArguments, "the tenant has a model of its own, which is written beside the scenario; name a file", "--output");
        var text = ScenarioWriter.Write(lines, model ?? $"./{Path.GetFileName(modelFile)}");
        if (text.Length > AclLimits.DocumentBytes)
            throw new AclException(ErrorCodes.LimitExceeded, $"a scenario file has at most {AclLimits.DocumentBytes} bytes, and this would have {text.Length}; export without --scenario");
        if (path is null)
        {
            session.Printer.Terminal.Out.Write(text);
            return ExitCodes.Done;
        }

        if (lines[0]["model_file"] is { } own) await File.WriteAllTextAsync(modelFile!, own.Text, cancellation);
        await File.WriteAllTextAsync(path, text, cancellation);
        var steps = lines.Count(line => line["members"] is null) - 1;
        session.Printer.Print($"exported {session.Tenant}: {steps} steps in {path}", Node.Map(("steps", Node.Of(steps)), ("file", Node.Of(path))));
        return ExitCodes.Done;
    }
}
