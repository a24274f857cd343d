using OrleansAcl.Api.Http;
using OrleansAcl.Api.Management;
using OrleansAcl.Api.Security;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Systems;

/// <summary>
/// Whom a call of a system's own interface is answered for. Changes are made as the user that the caller is or is bound to, or as whom one who may
/// name others names in <see cref="ActAs"/>, and pass the model's guards; else they are the system's. What is read is asked of the model for a user
/// who has no scope for it, and for one who is named; whoever has the scope reads what he likes.
/// </summary>
internal sealed class SystemCaller
{
    private readonly AclCall _call;
    private readonly SubjectRef? _named;
    private readonly SubjectRef? _subject;

    private SystemCaller(AclCall call, SubjectRef? named)
    {
        _call = call;
        _named = named;
        _subject = call.Caller.MayNameOthers ? named : call.Caller.Subject;
        Tenant = call.Tenant;
        Service = call.Fresh;
    }

    /// <summary>Whom a call is answered for.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> when it names something that is no subject.</exception>
    /// <exception cref="AclException"><see cref="ErrorCodes.Denied"/> when the caller may not name him.</exception>
    public static SystemCaller Of(AclCall call) => call.Named is not { } named || named == call.Caller.Subject || call.Caller.MayNameOthers
        ? new SystemCaller(call, call.Named)
        : throw new AclException(ErrorCodes.Denied, $"{call.Caller.Name} may not act as `{named}`", ActAs.Header);

    /// <summary>The tenant.</summary>
    public TenantId Tenant { get; }

    /// <summary>What is stored, and every question about others: whether the caller may know is for the interface to ask first.</summary>
    public IAclService Service { get; }

    /// <summary>Whose right to read is asked for; null when the caller reads what he likes.</summary>
    public SubjectRef? Reader => ReaderWithout(Scopes.Read);

    private SubjectRef? ReaderWithout(Scopes scope) => _named ?? (_call.Caller.Has(scope) ? null : _call.Caller.Subject);

    /// <summary>The properties that a question about a subject is asked with: his by the caller's token; null when it is what is stored that counts.</summary>
    public Node? PropertiesOf(SubjectRef? subject) => subject is not null && subject == _call.Caller.Subject ? _call.Caller.Claims : null;

    /// <summary>Refuses a caller who has no scope for decisions and may not do that.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.Denied"/>.</exception>
    public async ValueTask RequireAsync(string action, ResourceRef resource)
    {
        if (ReaderWithout(Scopes.Decide) is not { } reader) return;
        var request = new CheckRequest(reader, action, resource) { SubjectProperties = PropertiesOf(reader) };
        if (!(await Service.CheckAsync(Tenant, request, _call.Cancellation)).Allowed) throw Refused(reader, [$"{action} {resource}"]);
    }

    /// <summary>Asks for a task of the model as a reader.</summary>
    public ValueTask<OperationResult> AskAsync(SubjectRef reader, OperationRequest task) =>
        Service.OperationAsync(Tenant, task with { Subject = reader, SubjectProperties = PropertiesOf(reader) }, _call.Cancellation);

    /// <summary>The complaint that a user may not do something.</summary>
    public static AclException Refused(SubjectRef subject, IReadOnlyList<string> missing) => new(
        ErrorCodes.Denied, missing.Count == 0 ? $"{subject} may not do this" : $"{subject} may not do this; it takes {string.Join(", ", missing)}");

    /// <summary>Makes a change, with what the request's head and query say of it. Who may not make it is not told whether a precondition holds.</summary>
    public ValueTask<ApplyResult> ApplyAsync(IEnumerable<Step> steps, Precondition? condition = null)
    {
        var request = new ApplyRequest([.. steps.Select(step => As(step, _subject))])
        {
            Preconditions = condition is null ? [] : [condition], Actor = _call.Caller.Name,
        };
        return Service.ApplyAsync(Tenant, ChangeHead.Complete(_call, request), _call.Cancellation);
    }

    /// <summary>What would become of a step that somebody takes, or the system; nothing is changed.</summary>
    public ValueTask<ApplyResult> TryAsync(Step step, SubjectRef? subject) =>
        Service.ApplyAsync(Tenant, new ApplyRequest([As(step, subject)]) { DryRun = true, Actor = _call.Caller.Name }, _call.Cancellation);

    private Step As(Step step, SubjectRef? subject) => step with { As = subject, AsProperties = PropertiesOf(subject) };

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
