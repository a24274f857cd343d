using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Security;

/// <summary>
/// What a user without the scope <c>read</c> may read all the same: the access list of a resource that he may replace, and levels that he may take away. Nobody
/// can manage what he cannot see. Whether he may is the engine's to say, of a change as himself that is only tried; so it is the model's own guard that decides,
/// and there is no second rule that could differ from it. Where he may not, he is told what he would be told of something that is not there.
/// </summary>
/// <param name="service">Who answers.</param>
/// <param name="caller">A user with a token of his own.</param>
internal sealed class ManagedRights(IAclService service, Caller caller)
{
    /// <summary>An access list, or a level granted; null when there is none, and when he may not change it.</summary>
    public async ValueTask<StoredObject?> GetAsync(TenantId tenant, ObjectRef reference, CancellationToken cancellation)
    {
        if (reference.Kind == ObjectRef.Acl)
            return await MayAsync(tenant, [Replacing(reference.Id)], cancellation) ? await service.GetAsync(tenant, reference, cancellation) : null;
        return await service.GetAsync(tenant, reference, cancellation) is { } grant && await MayAsync(tenant, Revoking([grant]), cancellation) ? grant : null;
    }

    /// <summary>A page of the levels granted on one resource, when he may take all of them away; otherwise an empty one.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.Denied"/> for pages of anything else.</exception>
    public async ValueTask<ObjectPage> BrowseAsync(TenantId tenant, BrowseRequest request, CancellationToken cancellation)
    {
        if (request is not { Kind: ObjectRef.Grant, Of.Kind: ObjectRef.Resource }) throw Access.Refused(caller, Scopes.Read);
        var page = await service.BrowseAsync(tenant, request, cancellation);
        return page.Items.Count == 0 || await MayAsync(tenant, Revoking(page.Items), cancellation) ? page : page with { Items = [], Next = null };
    }

    /// <summary>Storing a list. What is in it makes no difference to who may, and a list that has grown by grants may be longer than a step can bring.</summary>
    private static Step Replacing(string resource) =>
        new("acl", Node.Map(("resource", Node.Of(resource)), ("entries", Node.List(Array.Empty<Node>()))));

    private static IReadOnlyList<Step> Revoking(IEnumerable<StoredObject> grants) =>
    [
        .. grants.Select(grant => (Resource: grant.Document.Require("resource").AsString(), To: grant.Document.Require("to").AsString())).Distinct()
            .Select(grant => new Step("revoke", Node.Map(("resource", Node.Of(grant.Resource)), ("from", Node.Of(grant.To))))),
    ];

    /// <summary>Whether he may make a change.</summary>
    /// <exception cref="AclException">When that cannot be told (FAIL-CLOSED): a malformed reference, a fault, a limit.</exception>
    private async ValueTask<bool> MayAsync(TenantId tenant, IReadOnlyList<Step> steps, CancellationToken cancellation)
    {
        var tried = await service.ApplyAsync(
            tenant, new ApplyRequest([.. steps.Select(step => step with { As = caller.Subject, AsProperties = caller.Claims })]) { Actor = caller.Name, DryRun = true }, cancellation);
        if (tried.Applied) return true;
        var refused = tried.Results.First(result => result.Status is StepStatus.Denied or StepStatus.Error);
        // What is not stored is refused as such only to those who may manage it.
        return refused is { Status: StepStatus.Denied } or { Code: ErrorCodes.NotFound }
            ? false
            : throw new AclException(refused.Code ?? ErrorCodes.Internal, refused.Message ?? "the change could not be tried", refused.Place);
    }
}
