using OrleansAcl.Requests;

namespace OrleansAcl.Behaviour;

/// <summary>Other versions of the model of <see cref="JobWorld"/>, and short ways to ask for them.</summary>
public static class ModelWorlds
{
    /// <summary>Jobs can be printed, too.</summary>
    public static readonly string Printing = Replaced("job: {actions: [view, edit, run]", "job: {actions: [view, edit, run, print]");

    /// <summary>Jobs cannot be run.</summary>
    public static readonly string Unrunnable = Replaced("job: {actions: [view, edit, run]", "job: {actions: [view, edit]")
        .Replace("          run-job: {args: {job: job}, checks: [\"run {job}\", \"view {job}\"]}\n", "", StringComparison.Ordinal);

    /// <summary>Owners come before entries, so that no entry can deny them.</summary>
    public static readonly string OwnersFirst = Replaced(
        "  - acl: {inherit: true, combine: deny_overrides}\n  - owner: {}", "  - owner: {}\n  - acl: {inherit: true, combine: deny_overrides}");

    /// <summary>What is stored in most worlds here: an owner who is denied what he owns, members of a group, a deny in a folder.</summary>
    public static readonly string[] Steps =
    [
        "user: {id: ann}", "user: {id: bob}", "user: {id: root, admin: true}", "group: {id: g, members: ['user:bob', 'user:carl']}",
        "resource: {id: 'folder:f', owner: 'user:bob'}", "resource: {id: 'job:1', owner: 'user:ann', parent: 'folder:f'}", "resource: {id: 'job:2', owner: 'user:carl'}",
        "acl: {resource: 'folder:f', entries: [{subject: 'group:g', effect: allow, actions: [view, edit]}, {subject: 'user:ann', effect: deny, actions: [view]}]}",
        "grant: {resource: 'job:2', to: 'user:bob', actions: [view]}",
    ];

    /// <summary>Every decision there is to make on those.</summary>
    public static readonly CheckRequest[] Checks =
    [
        .. from user in (string[])["user:ann", "user:bob", "user:carl", "user:root", "group:g"]
        from resource in (string[])["folder:f", "job:1", "job:2"]
        from action in (string[])["view", "edit", "run"]
        select new CheckRequest(SubjectRef.Parse(user), action, ResourceRef.Parse(resource)),
    ];

    /// <summary>Puts a model file.</summary>
    public static Task<ModelResult> PutModelAsync(this JobWorld world, string file) => world.PutModelAsync(new ModelRequest(new ModelChange { ModelFile = file }));

    /// <summary>Puts a model.</summary>
    public static async Task<ModelResult> PutModelAsync(this JobWorld world, ModelRequest request) =>
        await world.Service.PutModelAsync(world.Tenant, request, JobWorld.Cancellation);

    /// <summary>Plans a model file.</summary>
    public static async Task<ModelPlan> PlanModelAsync(this JobWorld world, string file) =>
        await world.Service.PlanModelAsync(world.Tenant, new ModelChange { ModelFile = file }, JobWorld.Cancellation);

    /// <summary>What a tenant is.</summary>
    public static async Task<TenantInfo> InfoAsync(this JobWorld world) => (await world.Service.GetTenantAsync(world.Tenant, JobWorld.Cancellation))!;

    /// <summary>The answers to all checks, one letter each.</summary>
    public static async Task<string> AnswersAsync(this JobWorld world) => string.Concat(
        (await world.Service.CheckManyAsync(world.Tenant, Checks, JobWorld.Cancellation)).Select(Letter));

    /// <summary>An answer as a letter: allowed, denied, or an error.</summary>
    public static char Letter(CheckOutcome outcome) => outcome.Error is not null ? 'e' : outcome.Decision.Allowed ? 'a' : 'd';

    private static string Replaced(string part, string by)
    {
        Assert.Contains(part, JobWorld.Model, StringComparison.Ordinal);
        return JobWorld.Model.Replace(part, by, StringComparison.Ordinal);
    }
}
