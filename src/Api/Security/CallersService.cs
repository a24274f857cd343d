using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Wire;

namespace OrleansAcl.Api.Security;

/// <summary>
/// The service as one caller has it. Every method wants its scope. One without it who is a subject himself asks about himself, with the
/// roles and groups of his token, and makes his changes as himself; of what is stored he reads the lists that he may change (<see cref="ManagedRights"/>). The
/// change log names the caller.
/// </summary>
/// <param name="service">Who answers.</param>
/// <param name="caller">Whom it is answered for.</param>
/// <param name="named">Whom the request as a whole is done as, by <see cref="ActAs"/>; a step's own <c>as</c> counts before it.</param>
internal sealed class CallersService(IAclService service, Caller caller, SubjectRef? named) : IAclService
{
    public ValueTask<Decision> CheckAsync(TenantId tenant, CheckRequest request, CancellationToken cancellation = default) =>
        service.CheckAsync(tenant, Asked(request), cancellation);

    public ValueTask<Listed<CheckOutcome>> CheckManyAsync(
        TenantId tenant, IReadOnlyList<CheckRequest> requests, CancellationToken cancellation = default) =>
        service.CheckManyAsync(tenant, [.. requests.Select(Asked)], cancellation);

    public async ValueTask<Explanation> ExplainAsync(TenantId tenant, CheckRequest request, CancellationToken cancellation = default)
    {
        var asked = request with { SubjectProperties = Properties(Scopes.Read, request.Subject, request.SubjectProperties, request.Assuming) };
        if (asked.Suggest && !caller.Has(Scopes.Read))
            throw new AclException(ErrorCodes.Denied, $"{caller.Name} may not ask what would allow it; it takes the scope `read`", CheckWire.Suggest);
        var explanation = await service.ExplainAsync(tenant, asked, cancellation);
        return caller.Has(Scopes.Read) ? explanation : Redaction.OwnAffairs(explanation);
    }

    public ValueTask<OperationResult> OperationAsync(TenantId tenant, OperationRequest request, CancellationToken cancellation = default) =>
        service.OperationAsync(
            tenant, request with { SubjectProperties = Properties(Scopes.Decide, request.Subject, request.SubjectProperties, request.Assuming) }, cancellation);

    public ValueTask<Listed<ResourceRef>> ListAsync(TenantId tenant, ListRequest request, CancellationToken cancellation = default) =>
        service.ListAsync(
            tenant, request with { SubjectProperties = Properties(Scopes.Read, request.Subject, request.SubjectProperties, request.Assuming) }, cancellation);

    public ValueTask<Listed<SubjectRef>> WhoAsync(TenantId tenant, WhoRequest request, CancellationToken cancellation = default) =>
        For(Scopes.Read, request.Assuming).WhoAsync(tenant, request, cancellation);

    public ValueTask<Listed<string>> ActionsAsync(TenantId tenant, ActionsRequest request, CancellationToken cancellation = default) =>
        service.ActionsAsync(
            tenant, request with { SubjectProperties = Properties(Scopes.Decide, request.Subject, request.SubjectProperties, request.Assuming) }, cancellation);

    public ValueTask<Listed<ImpactDifference>> ImpactAsync(TenantId tenant, ImpactRequest request, CancellationToken cancellation = default)
    {
        if (!caller.MayNameOthers) throw MayNotAssume("steps");
        return service.ImpactAsync(tenant, request, cancellation);
    }

    public async ValueTask<ApplyResult> ApplyAsync(TenantId tenant, ApplyRequest request, CancellationToken cancellation = default)
    {
        var result = await service.ApplyAsync(tenant, AsCaller(request), cancellation);
        // What would become of objects says what they are.
        return caller.Has(Scopes.Read) ? result : result with { Objects = [] };
    }

    /// <summary>A change as this caller may make it; a change that is so already stays so.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.Denied"/>.</exception>
    public ApplyRequest AsCaller(ApplyRequest request) => request with { Steps = [.. request.Steps.Select(Done)], Actor = Actor(request.Actor) };

    public async ValueTask<StoredObject?> GetAsync(TenantId tenant, ObjectRef reference, CancellationToken cancellation = default) =>
        IsOwnMatter(reference.Kind)
            ? await Managed.GetAsync(tenant, reference, cancellation)
            : await For(ScopeOf(reference.Kind)).GetAsync(tenant, reference, cancellation) is { } found ? ApiKeyToken.WithoutHash(found) : null;

    public async ValueTask<ObjectPage> BrowseAsync(TenantId tenant, BrowseRequest request, CancellationToken cancellation = default)
    {
        if (IsOwnMatter(request.Kind)) return await Managed.BrowseAsync(tenant, request, cancellation);
        var page = await For(ScopeOf(request.Kind)).BrowseAsync(tenant, request, cancellation);
        return page with { Items = [.. page.Items.Select(ApiKeyToken.WithoutHash)] };
    }

    public ValueTask<ChangePage> ChangesAsync(TenantId tenant, ChangesRequest request, CancellationToken cancellation = default) =>
        For(Scopes.Read).ChangesAsync(tenant, request, cancellation);

    public IAsyncEnumerable<Node> ExportAsync(TenantId tenant, CancellationToken cancellation = default) =>
        For(Scopes.Administer).ExportAsync(tenant, cancellation);

    public ValueTask<TenantInfo> PutTenantAsync(TenantId tenant, TenantDefinition definition, CancellationToken cancellation = default) =>
        For(Scopes.Server).PutTenantAsync(tenant, definition, cancellation);

    public ValueTask<TenantInfo?> GetTenantAsync(TenantId tenant, CancellationToken cancellation = default) =>
        For(Scopes.Read).GetTenantAsync(tenant, cancellation);

    public ValueTask<IReadOnlyList<TenantInfo>> ListTenantsAsync(CancellationToken cancellation = default) =>
        For(Scopes.Server).ListTenantsAsync(cancellation);

    public ValueTask<ModelPlan> PlanModelAsync(TenantId tenant, ModelChange change, CancellationToken cancellation = default) =>
        For(Scopes.Administer).PlanModelAsync(tenant, change, cancellation);

    public ValueTask<ModelResult> PutModelAsync(TenantId tenant, ModelRequest request, CancellationToken cancellation = default) =>
        named is null
            ? For(Scopes.Administer).PutModelAsync(tenant, request with { Actor = Actor(request.Actor) }, cancellation)
            : throw new AclException(ErrorCodes.InvalidDocument, "a model is changed as nobody: none says who may change it", ActAs.Header);

    public ValueTask<IReadOnlyList<ModelVersion>> ListModelsAsync(TenantId tenant, CancellationToken cancellation = default) =>
        For(Scopes.Read).ListModelsAsync(tenant, cancellation);

    public ValueTask<Listed<ComparedCheck>> CompareAsync(
        TenantId tenant, ModelChange change, IReadOnlyList<CheckRequest> checks, CancellationToken cancellation = default) =>
        For(Scopes.Administer).CompareAsync(tenant, change, checks, cancellation);

    public ValueTask<bool> DeleteTenantAsync(TenantId tenant, CancellationToken cancellation = default) =>
        For(Scopes.Server).DeleteTenantAsync(tenant, cancellation);

    /// <summary>Whether it is by what he may change, and not by a scope, that he may read something of a kind.</summary>
    private bool IsOwnMatter(string kind) => caller.IsSubject && !caller.Has(Scopes.Read) && kind is (ObjectRef.Acl or ObjectRef.Grant);

    private ManagedRights Managed => new(service, caller);

    private IAclService For(Scopes needed, IReadOnlyList<Step> assuming)
    {
        RequireMayAssume(assuming);
        return For(needed);
    }

    private IAclService For(Scopes needed) => caller.Has(needed) ? service : throw Access.Refused(caller, needed);

    private static Scopes ScopeOf(string kind) => kind == ObjectRef.ApiKey ? Scopes.Administer : Scopes.Read;

    private CheckRequest Asked(CheckRequest request) =>
        request with { SubjectProperties = Properties(Scopes.Decide, request.Subject, request.SubjectProperties, request.Assuming) };

    /// <summary>
    /// The properties a question is asked with: as sent, or, without the scope, what his token says of him. His own word on himself never
    /// counts: it could give him roles, or put him into another's account.
    /// </summary>
    private Node? Properties(Scopes needed, SubjectRef subject, Node? sent, IReadOnlyList<Step> assuming)
    {
        RequireMayAssume(assuming);
        if (caller.Has(needed)) return sent;
        if (!caller.IsSubject) throw Access.Refused(caller, needed);
        if (subject != caller.Subject)
            throw new AclException(ErrorCodes.Denied, $"{caller.Name} may ask about himself only, not about `{subject}`", "subject");
        return caller.Claims;
    }

    /// <summary>
    /// What is assumed is done as the system and tells what it finds there, so it takes as much as doing it would. That it is another time tells a
    /// reader nothing that is not there to read.
    /// </summary>
    private void RequireMayAssume(IReadOnlyList<Step> assuming)
    {
        if (assuming.Count == 0 || caller.MayNameOthers) return;
        if (!caller.Has(Scopes.Read) || assuming.Any(step => step.Verb != "clock")) throw MayNotAssume(StepWire.Assuming);
    }

    private AclException MayNotAssume(string place) =>
        new(ErrorCodes.Denied, $"{caller.Name} may not ask what would be; it takes the scope `administer`, for changes as anybody", place);

    /// <summary>A step as whom it may be done as. What his token says of him is the token's word, never his own.</summary>
    private Step Done(Step step)
    {
        if (!caller.Has(Scopes.Administer) && !caller.IsSubject) throw Access.Refused(caller, Scopes.Administer);
        var asked = step.As ?? named;
        if (asked is { } other) caller.RequireMayName(other, step.As is null ? ActAs.Header : "as");
        else if (!caller.MayNameOthers) asked = caller.Subject;
        return asked == caller.Subject ? step with { As = asked, AsProperties = caller.Claims } : step with { As = asked };
    }

    /// <summary>Whom the change log names: another only at the word of the administrator's token.</summary>
    private string Actor(string? asked) => asked is null || asked == caller.Name ? caller.Name
        : caller.Has(Scopes.Server) ? asked
        : throw new AclException(ErrorCodes.Denied, $"{caller.Name} may make changes in his own name only, not in that of `{asked}`", "actor");
}
