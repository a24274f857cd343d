using System.Diagnostics;
using OrleansAcl.Bench.Worlds;
using OrleansAcl.Requests;

namespace OrleansAcl.Bench.Ours;

/// <summary>Puts workload W into a service.</summary>
internal static class WorldLoader
{
    /// <summary>Makes the tenant and applies the world in the largest chunks allowed.</summary>
    /// <returns>How many steps it took, and how long applying them, their making left out.</returns>
    public static async Task<(int Steps, TimeSpan Took)> LoadAsync(IAclService service, World world, TenantId? tenant = null)
    {
        var into = tenant ?? EmbeddedHost.Tenant;
        await PutTenantAsync(service, into);
        Step[][] chunks = [.. new WorldSteps(world).All().Chunk(AclLimits.BatchItems)];
        var began = Stopwatch.GetTimestamp();
        foreach (var chunk in chunks) Require(await service.ApplyAsync(into, chunk));
        return (chunks.Sum(chunk => chunk.Length), Stopwatch.GetElapsedTime(began));
    }

    /// <summary>Makes a tenant of the world's model.</summary>
    public static async Task PutTenantAsync(IAclService service, TenantId tenant) =>
        await service.PutTenantAsync(tenant, new TenantDefinition { ModelFile = ModelFile() });

    /// <summary>Ends the run when a step was refused: figures of a world half loaded mean nothing.</summary>
    public static void Require(ApplyResult result)
    {
        if (result.Applied) return;
        var refused = result.Results.First(step => step.Status is StepStatus.Error or StepStatus.Denied);
        throw new InvalidOperationException($"a step was refused: {refused.Status} {refused.Code} {refused.Place} {refused.Message}");
    }

    private static string ModelFile()
    {
        using var stream = typeof(WorldLoader).Assembly.GetManifestResourceStream("workload.yaml")
            ?? throw new InvalidOperationException("the model file is not in the assembly");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
