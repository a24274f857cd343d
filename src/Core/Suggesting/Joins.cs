using OrleansAcl.Ladders;
using OrleansAcl.Models;
using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.State;

namespace OrleansAcl.Suggesting;

/// <summary>The subject put into a group that may already.</summary>
internal static class Joins
{
    /// <summary>The groups that may, by id.</summary>
    /// <param name="view">The tenant.</param>
    /// <param name="question">The question.</param>
    /// <param name="request">The same as it was asked.</param>
    /// <param name="cut">Set when there are more groups than are looked at.</param>
    public static List<Candidate> Of(TenantView view, in Question question, CheckRequest request, ref bool cut)
    {
        var candidates = new List<Candidate>();
        var subject = question.Subject;
        if (!view.Tenant.Model.Principals.Groups || subject.Self.Type == SubjectRef.Role) return candidates;
        var looked = 0;
        foreach (var group in view.Tenant.Principals(SubjectRef.Group).OrderBy(g => g.Ref.Id, StringComparer.Ordinal))
        {
            if (subject.Holds(group.Ref) || !group.At(view.Version).Stored) continue;
            if (cut |= looked++ == AclLimits.SuggestionsLooked) break;
            if (!May(view, request, group.Ref)) continue;
            candidates.Add(Candidate.Of(
                $"put {subject.Self} into {group.Ref}", "members", ("group", Node.Of(group.Ref.Id)), ("add", Node.List([subject.Self.ToString()]))));
        }

        return candidates;
    }

    /// <summary>Whether somebody else may; one who has too much to be asked about may not.</summary>
    public static bool May(TenantView view, CheckRequest request, SubjectRef other)
    {
        try
        {
            return Ladder.Decide(view.Prepare(request with { Subject = other, SubjectProperties = null }, view.Closure(other))).Allowed;
        }
        catch (AclException)
        {
            return false;
        }
    }
}
