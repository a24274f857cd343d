using System.Reflection;
using OrleansAcl.Cli.Scenarios;
using OrleansAcl.Requests;

namespace OrleansAcl.Cli.Serving;

/// <summary>
/// A tenant for each built-in model, named after it and filled with an example. The examples are scenario files within the program:
/// what they set up is stored, and what they ask is there to be tried.
/// </summary>
internal static class DemoTenants
{
    private const string Extension = ".demo.yaml";

    /// <summary>The examples, by model.</summary>
    public static IReadOnlyList<Scenario> Examples { get; } =
        [.. ThisAssembly.GetManifestResourceNames().Where(name => name.EndsWith(Extension, StringComparison.Ordinal)).Order().Select(Read)];

    private static Assembly ThisAssembly => typeof(DemoTenants).Assembly;

    /// <summary>Makes those tenants that are not there yet.</summary>
    /// <exception cref="AclException">An example was refused.</exception>
    public static async Task FillAsync(IAclService service, CancellationToken cancellation)
    {
        foreach (var example in Examples)
        {
            var tenant = TenantId.Parse(example.Model);

            // One that was made but not filled, because the process died in between, is filled now.
            var there = await service.GetTenantAsync(tenant, cancellation);
            if (there is { Revision: > 0 }) continue;
            if (there is null)
                await service.PutTenantAsync(tenant, new TenantDefinition { Model = example.Model, Settings = example.Settings }, cancellation);
            var steps = example.Steps.Where(step => step.Verb.Kind == VerbKind.SetUp).Select(ToStep).ToArray();
            var applied = await service.ApplyAsync(tenant, steps, cancellation);
            if (applied.Results.FirstOrDefault(result => result.Status is StepStatus.Denied or StepStatus.Error) is { } refused)
                throw new AclException(refused.Code ?? ErrorCodes.Denied, refused.Message ?? "refused", $"demo of {example.Model}");
        }
    }

    private static Step ToStep(ScenarioStep step) => new(step.Verb.Name, step.Value.Copy(), step.As is null ? null : SubjectRef.Parse(step.As));

    private static Scenario Read(string resource)
    {
        using var reader = new StreamReader(ThisAssembly.GetManifestResourceStream(resource)!);
        return ScenarioReader.Read(reader.ReadToEnd())[0];
    }
}
