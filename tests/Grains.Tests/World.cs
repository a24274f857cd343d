using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Grains.Tests;

/// <summary>Short ways to set up and ask a tenant of jobs in folders, with groups and entries.</summary>
internal static class World
{
    public static readonly TenantId Tenant = TenantId.Parse("world");

    /// <summary>Makes the tenant of the sample model.</summary>
    public static async Task MakeAsync(IAclService service) => await service.PutTenantAsync(
        Tenant,
        new TenantDefinition { ModelFile = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "samples", "workload.yaml")) },
        TestContext.Current.CancellationToken);

    /// <summary>A step from its YAML, one verb and its value.</summary>
    public static Step Step(string yaml)
    {
        var (verb, value) = Yaml.Parse(yaml).Entries.First();
        return new Step(verb, value);
    }

    /// <summary>Applies steps, all of which must hold.</summary>
    public static async Task ApplyAsync(this IAclService service, params string[] steps)
    {
        var result = await service.ApplyAsync(Tenant, [.. steps.Select(Step)], TestContext.Current.CancellationToken);
        Assert.True(result.Applied, string.Join('\n', result.Results.Select(r => $"{r.Status} {r.Code} {r.Place} {r.Message}")));
    }

    /// <summary>Whether a user may run a job.</summary>
    public static async Task<bool> MayRunAsync(this IAclService service, string user, string job) =>
        (await service.CheckAsync(Tenant, Run(user, job), TestContext.Current.CancellationToken)).Allowed;

    /// <summary>The check whether a user may run a job.</summary>
    public static CheckRequest Run(string user, string job) => new(new SubjectRef(SubjectRef.User, user), "run", new ResourceRef("job", job));
}
