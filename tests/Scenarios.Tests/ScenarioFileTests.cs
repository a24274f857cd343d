using OrleansAcl.Cli;
using OrleansAcl.Cli.Output;
using OrleansAcl.Cli.Scenarios;
using OrleansAcl.Cli.Serving;
using OrleansAcl.Client;
using OrleansAcl.Embedded;

namespace OrleansAcl.Scenarios.Tests;

/// <summary>Every scenario file holds in every way the product can be asked.</summary>
public sealed class ScenarioFileTests
{
    /// <summary>The scenario files of the five systems and of the samples.</summary>
    public static TheoryData<string> Files => [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "scenarios"))
        .Concat(Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "samples"), "*.scenarios.yaml"))
        .Select(f => Path.GetRelativePath(AppContext.BaseDirectory, f)).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Files))]
    public async Task ScenarioFile_InProcess_Holds(string file)
    {
        await using var service = await EmbeddedAclService.OpenAsync();
        await HoldsAsync(service, file);
    }

    [Theory, MemberData(nameof(Files))]
    public async Task ScenarioFile_HostReopenedBeforeEveryQuestion_Holds(string file)
    {
        await using var service = new ReopenedService();
        await HoldsAsync(service, file);
    }

    [Theory, MemberData(nameof(Files))]
    public async Task ScenarioFile_OverHttp_Holds(string file)
    {
        var folder = Directory.CreateTempSubdirectory("acl").FullName;
        try
        {
            await using var service = await EmbeddedAclService.OpenAsync(new EmbeddedOptions { DataFolder = folder });
            await using var server = await WebServer.StartAsync(
                service, new ServeSettings(folder, "127.0.0.1", 0, false), TestContext.Current.CancellationToken);
            var token = (await File.ReadAllTextAsync(Path.Combine(folder, DataFolder.TokenFile), TestContext.Current.CancellationToken)).Trim();
            await HoldsAsync(HttpAclService.Connect(server.Address, token), file);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    private static async Task HoldsAsync(IAclService service, string file)
    {
        var path = Path.Combine(AppContext.BaseDirectory, file);
        var report = await new ScenarioRunner(service, TimeProvider.System).RunFileAsync(path, TestContext.Current.CancellationToken);
        var printed = new StringWriter();
        FileReports.Print(printed, report);
        Assert.True(report.Failed == 0, printed.ToString());
        Assert.True(report.Passed > 0, "the file holds no steps");
    }
}
