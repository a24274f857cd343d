using OrleansAcl.Requests;
using OrleansAcl.State;

namespace OrleansAcl.Changes;

/// <summary>Everything that names a subject in its present life.</summary>
internal sealed class Traces
{
    /// <summary>Looks for them: at the subject, and through every resource.</summary>
    public Traces(Draft draft, PrincipalState state)
    {
        var subject = state.Ref;
        Groups = [.. state.MemberOf.Where(m => draft.Principal(m.Group).Generation == m.Generation)];
        var members = subject.Type == SubjectRef.Group ? Roster.All(draft, RosterKey.MembersOf(subject, state.Generation)).Count : 0;
        var bindings = state.Bindings.Count(b => draft.Set(b.Set).Generation == b.Generation);
        var (entries, owned) = (0L, 0L);
        foreach (var slot in draft.Tenant.Model.AllTypes.SelectMany(draft.Tenant.Resources))
        {
            var resource = slot.At(draft.Version);
            entries += resource.Acl?.Entries.Count(e => e.Subject == subject && e.Generation == state.Generation) ?? 0;
            if (resource.Stored && resource.Owner == subject && resource.OwnerGeneration == state.Generation) owned++;
        }

        Count = new Removal(Groups.Count, members, bindings, state.Grants.Count + state.Temporary.Count, entries, owned);
    }

    /// <summary>The groups it is directly in.</summary>
    public List<Membership> Groups { get; }

    /// <summary>How many there are of each kind.</summary>
    public Removal Count { get; }

    /// <summary>Whether nothing names it.</summary>
    public bool IsNone => Count == new Removal(0, 0, 0, 0, 0, 0);
}
