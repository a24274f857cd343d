using OrleansAcl.Requests;

namespace OrleansAcl.Grains.Tests;

/// <summary>The models that come as samples.</summary>
internal static class SampleModels
{
    /// <summary>Jobs in folders, where moving, owning, sharing and deleting each have a guard of their own.</summary>
    public static TenantDefinition Workload { get; } = new()
    {
        ModelFile = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "samples", "workload.yaml")),
    };
}
