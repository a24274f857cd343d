using OrleansAcl.Ladders;
using OrleansAcl.Requests;
using OrleansAcl.State;

namespace OrleansAcl.Lists;

/// <summary>The resources of a type that somebody may do something on. Each is decided as a check decides it (ONE-ANSWER).</summary>
internal static class ResourceList
{
    /// <summary>A page of them.</summary>
    public static Listed<ResourceRef> Page(TenantView view, ListRequest request)
    {
        PagePlace.RequireLimit(request.Limit, "resources");
        var after = PagePlace.Read(request.After);
        var tenant = view.Tenant;
        var type = tenant.Model.Type(request.Type);
        var (action, bit) = tenant.Model.Action(type, request.Action);
        var subject = view.Closure(request.Subject, request.SubjectProperties);
        var candidates = new Candidates(view, type, subject, action, bit, after).Rising(request.Limit);
        return new PageFiller(request.Limit).Fill(candidates, static slot => slot.Ref.Id, May, view.Revision).Map(static slot => slot.Ref);

        bool May(ResourceSlot slot)
        {
            var state = slot.At(view.Version);
            if (!state.Stored) return false;
            var asking = new TenantView.Asking(type, slot.Ref, state, action, bit)
            {
                Namespace = request.Namespace ?? state.Namespace, ActionProperties = request.ActionProperties, Context = request.Context,
            };
            return Ladder.Decide(view.Prepare(asking, subject)).Allowed;
        }
    }
}
