using System.CommandLine;
using OrleansAcl.Cli.Output;
using OrleansAcl.Cli.Scenarios;

namespace OrleansAcl.Cli.Commands;

/// <summary>
/// <c>acl test FILE...</c>: runs scenario files in this process, or against the server that is named; exits 0 only when every step of
/// every file holds, and prints <c>N passed, N failed</c> last.
/// </summary>
internal static class TestCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandKit kit)
    {
        var files = new Argument<string[]>("FILE") { Arity = ArgumentArity.OneOrMore, Description = "Scenario files" };
        var command = kit.Local("test", "Runs scenario files, in process unless a server is named.", async (printer, parsed, cancellation) =>
        {
            var server = kit.Options.NamedServer(parsed, kit.Terminal);
            await using var opened = new Opened(server is null
                ? await kit.Hosting.OpenInMemoryAsync()
                : kit.Hosting.Connect(server, kit.Options.Token(parsed, kit.Terminal, server)));
            return await RunAsync(new ScenarioRunner(opened.Service, TimeProvider.System), printer, parsed.GetValue(files)!, cancellation);
        });
        kit.Options.AddServerTo(command);
        command.Add(files);
        return command;
    }

    private static async Task<int> RunAsync(ScenarioRunner runner, Printer printer, string[] files, CancellationToken cancellation)
    {
        var reports = new List<FileReport>();
        foreach (var file in files)
        {
            var report = await runner.RunFileAsync(file, cancellation);
            reports.Add(report);
            if (!printer.Json) FileReports.Print(printer.Terminal.Out, report);
        }

        var (passed, failed) = (reports.Sum(report => report.Passed), reports.Sum(report => report.Failed));
        printer.Print($"{passed} passed, {failed} failed", FileReports.ToNode(reports, passed, failed));
        return failed == 0 ? ExitCodes.Done : ExitCodes.Refused;
    }
}
