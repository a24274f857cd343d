using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Cli.Scenarios;

/// <summary>
/// Runs scenario files against a service, each scenario in a fresh tenant of its own that is deleted afterwards. It knows the seam only,
/// so what holds in process can be held against a server or a cluster.
/// </summary>
internal sealed class ScenarioRunner(IAclService service, TimeProvider time)
{
    /// <summary>Runs every scenario of a file. A file that cannot be read or is malformed is run not at all.</summary>
    public async Task<FileReport> RunFileAsync(string file, CancellationToken cancellation)
    {
        try
        {
            var scenarios = ScenarioReader.Read(Yaml.Decode(await File.ReadAllBytesAsync(file, cancellation)));
            return await RunAllAsync(file, scenarios, cancellation);
        }
        catch (MalformedFileException e)
        {
            return new FileReport(file, 0, [], e.Line > 0 ? $"{file}:{e.Line}: {e.Message}" : $"{file}: {e.Message}");
        }
        catch (Exception e) when (e is AclException or IOException or UnauthorizedAccessException)
        {
            return new FileReport(file, 0, [], $"{file}: {e.Message}");
        }
    }

    private async Task<FileReport> RunAllAsync(string file, IReadOnlyList<Scenario> scenarios, CancellationToken cancellation)
    {
        var failures = new List<StepFailure>();
        var passed = 0;
        foreach (var scenario in scenarios) passed += await RunAsync(file, scenario, failures, cancellation);
        return new FileReport(file, passed, failures);
    }

    /// <summary>How many steps of the scenario hold; those that do not are added to the failures.</summary>
    private async Task<int> RunAsync(string file, Scenario scenario, List<StepFailure> failures, CancellationToken cancellation)
    {
        var tenant = TenantId.Parse($"test-{Guid.NewGuid():N}");
        var begun = await AttemptAsync(async () =>
        {
            await service.PutTenantAsync(tenant, await DefineAsync(file, scenario, cancellation), cancellation);
            return [];
        });
        if (begun.Count > 0)
        {
            failures.Add(new StepFailure(scenario.ModelLine, scenario.Title, $"model: {scenario.Model}", null, begun));
            return 0;
        }

        try
        {
            return await RunStepsAsync(tenant, scenario, failures, cancellation);
        }
        finally
        {
            // A run that is broken off leaves nothing behind on a server either.
            var ended = await AttemptAsync(async () => await service.DeleteTenantAsync(tenant) ? [] : [new Problem("a tenant to delete", "none")]);
            if (ended.Count > 0) failures.Add(new StepFailure(scenario.Line, scenario.Title, "deleting the scenario's tenant", null, ended));
        }
    }

    private async Task<int> RunStepsAsync(TenantId tenant, Scenario scenario, List<StepFailure> failures, CancellationToken cancellation)
    {
        var runner = new StepRunner(service, tenant);
        var passed = 0;
        foreach (var step in scenario.Steps)
        {
            var problems = await AttemptAsync(() => runner.RunAsync(step, cancellation));
            if (problems.Count == 0) passed++;
            else failures.Add(new StepFailure(step.Line, scenario.Title, $"{step.Verb.Name}: {step.Value}", step.Because, problems));
        }

        return passed;
    }

    /// <summary>A fault of the service is a failure of the step, never the error that it may expect.</summary>
    private static async Task<IReadOnlyList<Problem>> AttemptAsync(Func<Task<IReadOnlyList<Problem>>> act)
    {
        try
        {
            return await act();
        }
        catch (AclException e)
        {
            return [new Problem("no fault", Answer.Of(e).Shown)];
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return [new Problem("no fault", $"{e.GetType().Name}: {e.Message}")];
        }
    }

    private async Task<TenantDefinition> DefineAsync(string file, Scenario scenario, CancellationToken cancellation)
    {
        // Time stands still from here on and moves only by `clock` steps.
        var definition = new TenantDefinition { Settings = scenario.Settings?.Copy(), Clock = scenario.Clock ?? time.GetUtcNow() };
        return await ModelSource.ReadAsync(definition, scenario.Model, Path.GetDirectoryName(file) ?? "", cancellation);
    }
}
