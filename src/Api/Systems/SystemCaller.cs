using OrleansAcl.Api.Http;
using OrleansAcl.Api.Security;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Systems;

/// <summary>
/// Whom a call of a system's own interface is answered for: a user, whose changes pass the model's guards and whose reading the model's tasks, or
/// the system, which is not asked. A caller who is somebody is that user, with the roles and groups of his token; one who may name others is whom he
/// names in <see cref="ActAs"/>, and else the system; any other is the system, as far as the scope of the call lets him come.
/// </summary>
internal sealed class SystemCaller
{
    private readonly AclCall _call;

    private SystemCaller(AclCall call, SubjectRef? subject)
    {
        _call = call;
        Subject = subject;
        Tenant = call.Tenant;
        Service = call.Host;
    }

    /// <summary>Whom a call is answered for.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> when it names something that is no subject.</exception>
    /// <exception cref="AclException"><see cref="ErrorCodes.Denied"/> when the caller may not name him.</exception>
    public static SystemCaller Of(AclCall call)
    {
        var (caller, named) = (call.Caller, call.Named);
        if (caller.MayNameOthers) return new SystemCaller(call, named);
        return named is null || named == caller.Subject ? new SystemCaller(call, caller.Subject) : throw new AclException(
            ErrorCodes.Denied, $"{caller.Name} may not act as `{named}`", ActAs.Header);
    }

    /// <summary>The tenant.</summary>
    public TenantId Tenant { get; }

    /// <summary>The user; null is the system.</summary>
    public SubjectRef? Subject { get; }

    /// <summary>What is stored, and every question about others: whether the caller may know is for the interface to ask first.</summary>
    public IAclService Service { get; }

    /// <summary>The same call for the system, for what the user is told once his change has been made.</summary>
    public SystemCaller AsSystem() => new(_call, null);

    /// <summary>What the user's token says of him; null when it is what is stored that counts.</summary>
    private Node? Properties => Subject is not null && Subject == _call.Caller.Subject ? _call.Caller.Claims : null;

    /// <summary>The properties that a question about a subject is asked with.</summary>
    public Node? PropertiesOf(SubjectRef subject) => subject == Subject ? Properties : null;

    /// <summary>Refuses a user who may not do that; the system may do anything.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.Denied"/>.</exception>
    public async ValueTask RequireAsync(string action, ResourceRef resource)
    {
        if (Subject is not { } subject) return;
        var request = new CheckRequest(subject, action, resource) { SubjectProperties = Properties };
        if (!(await Service.CheckAsync(Tenant, request, _call.Cancellation)).Allowed) throw Refused(subject, [$"{action} {resource}"]);
    }

    /// <summary>Asks for a task of the model as the user.</summary>
    public ValueTask<OperationResult> AskAsync(SubjectRef subject, OperationRequest task) =>
        Service.OperationAsync(Tenant, task with { Subject = subject, SubjectProperties = Properties }, _call.Cancellation);

    /// <summary>The complaint that a user may not do something.</summary>
    public static AclException Refused(SubjectRef subject, IReadOnlyList<string> missing) => new(
        ErrorCodes.Denied, missing.Count == 0 ? $"{subject} may not do this" : $"{subject} may not do this; it takes {string.Join(", ", missing)}");

    /// <summary>Makes a change as the user, or as the system. Who may not make it is not told whether a precondition holds.</summary>
    public ValueTask<ApplyResult> ApplyAsync(IEnumerable<Step> steps, Precondition? condition = null, bool dryRun = false)
    {
        var request = new ApplyRequest([.. steps.Select(step => step with { As = Subject, AsProperties = Properties })])
        {
            Preconditions = condition is null ? [] : [condition], DryRun = dryRun, Actor = _call.Caller.Name,
        };
        return Service.ApplyAsync(Tenant, request, _call.Cancellation);
    }

    /// <summary>Everything stored that a request speaks of, page by page.</summary>
    public async ValueTask<IReadOnlyList<StoredObject>> BrowseAsync(BrowseRequest request)
    {
        var all = new List<StoredObject>();
        for (string? after = null; ;)
        {
            var page = await Service.BrowseAsync(Tenant, request with { After = after, Limit = AclLimits.PageItems }, _call.Cancellation);
            all.AddRange(page.Items);
            if ((after = page.Next) is null) return all;
        }
    }

    /// <summary>A stored object; null when there is none.</summary>
    public ValueTask<StoredObject?> GetAsync(ObjectRef reference) => Service.GetAsync(Tenant, reference, _call.Cancellation);
}
