using OrleansAcl.Documents;
using OrleansAcl.Ladders;
using OrleansAcl.Policies;
using OrleansAcl.Requests;
using OrleansAcl.State;

namespace OrleansAcl.Suggesting;

/// <summary>A role or policy bound to the subject that allows the action.</summary>
internal static class Roles
{
    /// <summary>Those that have a statement for it, by id; in the namespace asked in, where there is one.</summary>
    /// <param name="view">The tenant.</param>
    /// <param name="question">The question.</param>
    /// <param name="request">The same as it was asked.</param>
    /// <param name="cut">Set when there are more roles than are looked at.</param>
    public static List<Candidate> Of(TenantView view, in Question question, CheckRequest request, ref bool cut)
    {
        if (view.Tenant.Model.Levels is not null) return OfLevels(view, question.Subject.Self, request, ref cut);
        var candidates = new List<Candidate>();
        var subject = question.Subject.Self;
        foreach (var (kind, types) in view.Tenant.Model.Principals.Binds)
        {
            if (!types.Contains(subject.Type)) continue;
            var looked = 0;
            foreach (var slot in view.Tenant.Sets(kind).OrderBy(s => s.Key.Id, StringComparer.Ordinal))
            {
                if (slot.At(view.Version).Set is not { } set) continue;
                if (cut |= looked++ == AclLimits.SuggestionsLooked) break;
                if (Allows(view, set, question)) candidates.Add(Bind(kind, slot.Key.Id, subject, question.Namespace));
            }
        }

        return candidates;
    }

    private static List<Candidate> OfLevels(TenantView view, SubjectRef subject, CheckRequest request, ref bool cut)
    {
        var candidates = new List<Candidate>();
        var looked = 0;
        foreach (var role in view.Tenant.Principals(SubjectRef.Role).OrderBy(r => r.Ref.Id, StringComparer.Ordinal))
        {
            if (role.Ref == subject || !role.At(view.Version).Stored) continue;
            if (cut |= looked++ == AclLimits.SuggestionsLooked) break;
            if (Joins.May(view, request, role.Ref)) candidates.Add(Bind(SetKey.Role, role.Ref.Id, subject, null));
        }

        return candidates;
    }

    private static Candidate Bind(string kind, string id, SubjectRef to, string? ns) => Candidate.Of(
        $"bind {new SetKey(kind, id)} to {to}{(ns is null ? "" : $" in namespace `{ns}`")}",
        "bind", (kind, Node.Of(id)), ("to", Node.List([to.ToString()])), ("namespace", ns is null ? null : Node.Of(ns)));

    /// <summary>Whether a set, or one it includes, allows the action on the resource.</summary>
    private static bool Allows(TenantView view, PermissionSet root, in Question question)
    {
        var seen = new HashSet<SetKey> { root.Key };
        var open = new Stack<PermissionSet>([root]);
        while (open.TryPop(out var set))
        {
            Statement? allow = null, deny = null;
            set.Index.Find(question.Target, question.Bit, question.Action, question.Properties, ref allow, ref deny);
            if (allow is not null) return true;
            foreach (var include in set.Includes)
                if (seen.Add(include) && view.Tenant.FindSet(include)?.At(view.Version).Set is { } inner) open.Push(inner);
        }

        return false;
    }
}
