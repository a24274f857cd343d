using OrleansAcl.Ladders;
using OrleansAcl.Models;
using OrleansAcl.Requests;
using OrleansAcl.Selectors;
using OrleansAcl.State;

namespace OrleansAcl.Lists;

/// <summary>The actions that somebody may do on a resource, among those its type names. Each is decided as a check decides it (ONE-ANSWER).</summary>
internal static class ActionList
{
    /// <summary>A page of them.</summary>
    public static Listed<string> Page(TenantView view, ActionsRequest request)
    {
        PagePlace.RequireLimit(request.Limit, "actions");
        var after = PagePlace.Read(request.After);
        var tenant = view.Tenant;
        var (type, reference) = tenant.Model.Resolve(request.Resource, tenant.Settings);
        var subject = view.Closure(request.Subject, request.SubjectProperties);
        var state = tenant.FindResource(type, reference.Id)?.At(view.Version);
        var candidates = Named(view, type, reference).Where(name => after is null || string.CompareOrdinal(name, after) > 0).Order(StringComparer.Ordinal);
        return new PageFiller(request.Limit).Fill(candidates, static name => name, May, view.Revision);

        bool May(string name)
        {
            var (action, bit) = tenant.Model.Action(type, name);
            var asking = new TenantView.Asking(type, reference, state, action, bit)
            {
                Namespace = request.Namespace ?? state?.Namespace, Properties = request.ResourceProperties, Context = request.Context,
            };
            return Ladder.Decide(view.Prepare(asking, subject)).Allowed;
        }
    }

    /// <summary>The actions to ask about: the type's, or for open ones those its vocabulary has for such an id.</summary>
    public static IReadOnlyList<string> Named(TenantView view, ResourceType type, ResourceRef reference)
    {
        var (target, id) = view.TargetOf(type, reference);
        if (!target.OpenActions) return type.Actions;
        var (longest, words) = ("", (IReadOnlyList<string>)[]);
        foreach (var (prefix, actions) in target.Vocabulary)
            if (prefix.Length > longest.Length && SubtreeSelector.Covers(prefix, id)) (longest, words) = (prefix, actions);
        return words;
    }
}
