using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Behaviour;

/// <summary>Short ways to set up and ask a tenant of jobs in folders, with administrators, owners, groups and entries; each world is a tenant of its own.</summary>
/// <param name="service">Whom to ask.</param>
/// <param name="tenant">The tenant.</param>
public sealed class JobWorld(IAclService service, TenantId tenant)
{
    /// <summary>The model of every world: a deny beats all but an administrator, folders hand their entries down.</summary>
    public const string Model = """
        model: jobs
        types:
          folder: {actions: [view, edit, run], parents: [folder]}
          job: {actions: [view, edit, run], parents: [folder]}
        acl: {}
        grants: acl
        ladder:
          - administrator: {flag: true, groups: [admins]}
          - acl: {inherit: true, combine: deny_overrides}
          - owner: {}
        operations:
          run-job: {args: {job: job}, checks: ["run {job}", "view {job}"]}
          list-jobs: {items: {types: [job], checks: ["view {item}"]}}
        guards:
          resource.create: [{check: "edit {parent}", if: "{parent}"}]
          resource.update: ["edit {resource}"]
          resource.delete: ["edit {resource}"]
          acl: ["edit {resource}"]
          grant: ["edit {resource}"]
          revoke: ["edit {resource}"]
        """;

    private static int _made;

    /// <summary>Whom it asks.</summary>
    public IAclService Service => service;

    /// <summary>The tenant.</summary>
    public TenantId Tenant => tenant;

    /// <summary>When the test is to end.</summary>
    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The name of a tenant that no other test has.</summary>
    public static TenantId NewTenant() => TenantId.Parse($"world-{Interlocked.Increment(ref _made)}");

    /// <summary>What every world's tenant is.</summary>
    public static TenantDefinition Definition { get; } = new() { ModelFile = Model };

    /// <summary>A world in a new tenant.</summary>
    /// <param name="service">Whom to ask.</param>
    /// <param name="steps">What it holds from the beginning.</param>
    public static async Task<JobWorld> MakeAsync(IAclService service, params string[] steps)
    {
        var world = new JobWorld(service, NewTenant());
        await world.PutAsync();
        if (steps.Length > 0) await world.ApplyAsync(steps);
        return world;
    }

    /// <summary>The same world, asked through another service.</summary>
    public JobWorld On(IAclService other) => new(other, tenant);

    /// <summary>Makes the tenant.</summary>
    public ValueTask<TenantInfo> PutAsync() => service.PutTenantAsync(tenant, Definition, Cancellation);

    /// <summary>Removes the tenant.</summary>
    public ValueTask<bool> DeleteAsync() => service.DeleteTenantAsync(tenant, Cancellation);

    /// <summary>A step from its YAML, one verb and its value.</summary>
    public static Step Step(string yaml)
    {
        var (verb, value) = Yaml.Parse(yaml).Entries.First();
        return new Step(verb, value);
    }

    /// <summary>Applies steps, all of which must hold.</summary>
    public async Task<ApplyResult> ApplyAsync(params string[] steps)
    {
        var result = await TryAsync(steps);
        Assert.True(result.Applied, string.Join('\n', result.Results.Select(r => $"{r.Status} {r.Code} {r.Place} {r.Message}")));
        return result;
    }

    /// <summary>Applies steps, which may be refused.</summary>
    public Task<ApplyResult> TryAsync(params string[] steps) => TryAsAsync(null, steps);

    /// <summary>Applies steps as a user, or as the system.</summary>
    public async Task<ApplyResult> TryAsAsync(string? caller, params string[] steps)
    {
        SubjectRef? subject = caller is null ? null : User(caller);
        return await service.ApplyAsync(tenant, [.. steps.Select(s => Step(s) with { As = subject })], Cancellation);
    }

    /// <summary>Applies one step as a user and says what became of it.</summary>
    public async Task<StepResult> AsAsync(string caller, string step) => (await TryAsAsync(caller, step)).Results[0];

    /// <summary>Whether a user may run a job.</summary>
    public Task<bool> MayRunAsync(string user, string job) => MayAsync(user, "run", $"job:{job}");

    /// <summary>Whether a user may run a job, asked in a batch: on a cluster, that is answered by the silo that is asked.</summary>
    public async Task<bool> MayRunInBatchAsync(string user, string job)
    {
        var outcome = (await service.CheckManyAsync(tenant, [Check(user, "run", $"job:{job}")], Cancellation))[0];
        return outcome.Error is { } error ? throw error : outcome.Decision.Allowed;
    }

    /// <summary>Whether a user may do something.</summary>
    public async Task<bool> MayAsync(string user, string action, string resource) =>
        (await service.CheckAsync(tenant, Check(user, action, resource), Cancellation)).Allowed;

    /// <summary>The jobs a user may run, in order.</summary>
    public async Task<string[]> JobsAsync(string user) =>
        [.. (await service.ListAsync(tenant, new ListRequest(User(user), "run", "job"), Cancellation)).Select(r => r.Id).Order(StringComparer.Ordinal)];

    /// <summary>The users that may run a job, in order.</summary>
    public async Task<string[]> RunnersAsync(string job) =>
        [.. (await service.WhoAsync(tenant, new WhoRequest("run", new ResourceRef("job", job)), Cancellation)).Select(s => s.Id).Order(StringComparer.Ordinal)];

    /// <summary>Where the tenant is.</summary>
    public async Task<long> RevisionAsync() => (await service.GetTenantAsync(tenant, Cancellation))!.Revision;

    /// <summary>A user.</summary>
    public static SubjectRef User(string id) => new(SubjectRef.User, id);

    /// <summary>A check as somebody would write it.</summary>
    public static CheckRequest Check(string user, string action, string resource) => new(User(user), action, ResourceRef.Parse(resource));

    /// <summary>The field a refused step names, without where the step stood in what was sent.</summary>
    public static string? Field(StepResult result)
    {
        var place = result.Place?.Split(' ')[0];
        return place is ['s', 't', 'e', 'p', 's', '[', ..] ? place[(place.IndexOf("].", StringComparison.Ordinal) + 2)..] : place;
    }

    /// <summary>The code of the error that something must end with.</summary>
    public static async Task<string> CodeAsync(Func<Task> act) => (await Assert.ThrowsAsync<AclException>(act)).Code;
}
