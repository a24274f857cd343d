using OrleansAcl.Documents;
using OrleansAcl.Explaining;
using OrleansAcl.Ladders;
using OrleansAcl.Objects;
using OrleansAcl.Policies;
using OrleansAcl.State;

namespace OrleansAcl.Suggesting;

/// <summary>What denies a question and can be taken away: being inactive, an entry, a binding or membership that brings a deny.</summary>
internal static class Obstacles
{
    /// <summary>The change that takes it away; null when nothing of that kind denies.</summary>
    public static Candidate? First(TenantView view, in Question question)
    {
        if (!question.Subject.Active) return Activate(view, question.Subject.Self);
        foreach (var rung in question.Type.Ladder)
        {
            if (!rung.SpeaksOf(question)) continue;
            var grounds = default(Grounds);
            var opinion = rung.Ask(question, ref grounds);
            if (opinion == Opinion.None) continue;
            if (opinion != Opinion.Deny) return null;
            return grounds.Because switch
            {
                AccessReason reason => Lift(view, question, reason.Subject, (ResourceSlot?)grounds.Via),
                AttachedSet set => Detach(view, question, set),
                _ => null,
            };
        }

        return null;
    }

    private static Candidate? Activate(TenantView view, SubjectRef user)
    {
        if (new ObjectReader(view.Tenant, view.Version).Find(new ObjectRef(user.Type, user.Id)) is not { } document) return null;
        var active = document.Entries.Select(e => (e.Key, (Node?)(e.Key == "active" ? Node.Of(true) : e.Value.Copy())));
        return Candidate.Of($"make {user} active", user.Type, [.. active]);
    }

    /// <summary>Takes the action, and nothing else, out of what a subject is denied on a resource.</summary>
    private static Candidate Lift(TenantView view, in Question question, SubjectRef subject, ResourceSlot? slot)
    {
        var (on, action, model) = (slot?.Ref ?? question.Ref, question.Action, view.Tenant.Model);
        var others = model.TypesByName[on.Type].Actions.Where(a => a != action).ToList();
        return ListChange.With(view, on, $"take `{action}` out of what {subject} is denied on {on}", entries => entries
            .Select(entry => entry.Subject != subject || entry.Effect != Effect.Deny ? entry
                : entry.Actions.Contains(model.Acl!.AllWord) ? entry with { Actions = others }
                : entry with { Actions = [.. entry.Actions.Where(a => a != action)] })
            .Where(entry => entry.Actions.Count > 0));
    }

    /// <summary>Unbinds what denies, or, where a group has it, takes the subject out of the group it is in there.</summary>
    private static Candidate? Detach(TenantView view, in Question question, AttachedSet set)
    {
        var (subject, root) = (question.Subject.Self, set.Root.Key);
        var ns = set.Namespace;
        var way = Memberships.Way(view.Tenant, view.Version, view.Now, question.Subject, set.Holder);
        var who = Node.List([subject.ToString()]);
        return way.Count > 0
            ? Candidate.Of($"take {subject} out of {way[0].Group}", "members", ("group", Node.Of(way[0].Group.Id)), ("remove", who))
            : Candidate.Of(
                $"unbind {root} from {subject}{(ns is null ? "" : $" in namespace `{ns}`")}",
                "unbind", (root.Kind, Node.Of(root.Id)), ("to", who), ("namespace", ns is null ? null : Node.Of(ns)));
    }
}
