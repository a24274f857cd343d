using OrleansAcl.Cli.Output;
using OrleansAcl.Cli.Scenarios;

namespace OrleansAcl.Grains.Tests;

/// <summary>Every scenario file holds on a cluster as it holds in one process.</summary>
public sealed class ScenarioFileTests
{
    /// <summary>The scenario files of the five systems and of the samples.</summary>
    private static IEnumerable<string> Files => Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "scenarios"))
        .Concat(Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "samples"), "*.scenarios.yaml")).Order(StringComparer.Ordinal);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task ScenarioFiles_OnSilos_Hold(short silos)
    {
        await using var cluster = await Cluster.StartAsync(silos);
        var printed = new StringWriter();
        var (passed, failed) = (0, 0);
        foreach (var file in Files)
        {
            var report = await new ScenarioRunner(cluster.Service, TimeProvider.System).RunFileAsync(file, TestContext.Current.CancellationToken);
            if (report.Failed > 0) FileReports.Print(printed, report);
            (passed, failed) = (passed + report.Passed, failed + report.Failed);
        }

        Assert.True(failed == 0, $"{passed} passed, {failed} failed\n{printed}");
        Assert.True(passed > 0);
    }
}
