using OrleansAcl.Documents;
using OrleansAcl.Explaining;
using OrleansAcl.Ladders;
using OrleansAcl.Models;
using OrleansAcl.Objects;
using OrleansAcl.Policies;
using OrleansAcl.State;

namespace OrleansAcl.Suggesting;

/// <summary>The action given to the subject itself, on the resource or on what it lies in, in the way the model gives rights.</summary>
internal static class Grants
{
    /// <summary>The grants there could be, nearest first.</summary>
    public static List<Candidate> Of(TenantView view, in Question question) => question.Tenant.Model switch
    {
        { Grants: GrantTarget.Levels } => Levels(question),
        { Grants: GrantTarget.Role } => Rules(question),
        { Acl: not null } => Entries(view, question),
        _ => [],
    };

    private static List<Candidate> Entries(TenantView view, in Question question)
    {
        var candidates = new List<Candidate>();
        var (action, subject, isByGrant) = (question.Action, question.Subject.Self, question.Tenant.Model.Grants == GrantTarget.Acl);
        foreach (var on in Places(question))
        {
            var text = $"grant {subject} `{action}` on {on}";
            candidates.Add(isByGrant
                ? Candidate.Of(text, "grant", ("resource", Text(on)), ("to", Text(subject)), ("actions", Node.List([action])))
                : ListChange.With(view, on, text, entries => entries.Append(new AccessEntry(subject, 0, Effect.Allow, [action]))));
        }

        return candidates;
    }

    /// <summary>The resource and what it lies in, as far as it is stored.</summary>
    private static List<ResourceRef> Places(in Question question)
    {
        var places = new List<ResourceRef>();
        if (question.Resource is { Stored: true }) places.Add(question.Ref);
        var above = question.ParentSlot;
        for (var depth = 0; above is not null && depth < AclLimits.Parents; depth++)
        {
            var state = above.At(question.Version);
            if (state.Stored) places.Add(above.Ref);
            above = state.ParentSlot;
        }

        return places;
    }

    private static List<Candidate> Levels(in Question question)
    {
        var rules = question.Tenant.Model.Levels!;
        var subject = question.Subject.Self;
        if (rules.Needed(question.Action) is not (var needed and < int.MaxValue)) return [];
        var above = question.Ref.Id.LastIndexOf('/') is > 0 and var slash ? ResourceRef.Uri(question.Ref.Type, question.Ref.Id[..slash]) : (ResourceRef?)null;
        return [.. new[] { question.Ref, above }.OfType<ResourceRef>().Select(on => Candidate.Of(
            $"grant {subject} `{rules.Order[needed]}` on {on}", "grant", ("resource", Text(on)), ("to", Text(subject)), ("level", Node.Of(rules.Order[needed]))))];
    }

    /// <summary>A rule more in a role that the subject has.</summary>
    private static List<Candidate> Rules(in Question question)
    {
        var (on, action) = (question.Ref, question.Action);
        return [.. question.Subject.RoleNames.Order(StringComparer.Ordinal).Select(role => Candidate.Of(
            $"grant the role `{role}` `{action}` on {on}",
            "grant", ("resource", Text(on)), ("to", Node.Of($"{SubjectRef.Role}:{role}")), ("actions", Node.List([action]))))];
    }

    private static Node Text(object reference) => Node.Of(reference.ToString()!);
}
