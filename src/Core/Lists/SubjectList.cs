using OrleansAcl.Requests;
using OrleansAcl.State;

namespace OrleansAcl.Lists;

/// <summary>The subjects of a type that may do something on a resource. Each is decided as a check decides it (ONE-ANSWER).</summary>
internal static class SubjectList
{
    /// <summary>A page of them.</summary>
    public static Listed<SubjectRef> Page(TenantView view, WhoRequest request)
    {
        PagePlace.RequireLimit(request.Limit, "subjects");
        var after = PagePlace.Read(request.After);
        var tenant = view.Tenant;
        var slots = Sources.Principals(tenant, request.Type, after, view.Version, request.Limit);
        var check = new CheckRequest(default, request.Action, request.Resource)
        {
            Namespace = request.Namespace, Parent = request.Parent, ResourceProperties = request.ResourceProperties,
            ActionProperties = request.ActionProperties, Context = request.Context,
        };
        // A malformed question is refused even where there is nobody to ask it of.
        view.Prepare(check, new Closure(default, PrincipalState.Nobody, []));
        if (request.Type == SubjectRef.Role && tenant.Model.Levels is null)
            throw new AclException(ErrorCodes.UnknownType, $"in model `{tenant.Model.Name}` roles cannot be asked about");
        return new PageFiller(request.Limit).Fill(slots, static slot => slot.Ref.Id, May, view.Revision).Map(static slot => slot.Ref);

        bool May(PrincipalSlot slot) => slot.At(view.Version).Stored && view.Check(check, view.Closure(slot.Ref)).Allowed;
    }
}
