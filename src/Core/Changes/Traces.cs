using OrleansAcl.Lists;
using OrleansAcl.Requests;
using OrleansAcl.State;

namespace OrleansAcl.Changes;

/// <summary>Everything that names a subject in its present life.</summary>
internal sealed class Traces
{
    /// <summary>Looks for them: at the subject, and through the resources that may mention it.</summary>
    public Traces(Draft draft, PrincipalState state)
    {
        var subject = state.Ref;
        Groups = [.. state.MemberOf.Where(m => draft.Principal(m.Group).Generation == m.Generation)];
        var members = subject.Type == SubjectRef.Group ? Roster.Count(draft, RosterKey.MembersOf(subject, state.Generation)) : 0;
        var bindings = state.Bindings.Count(b => draft.Set(b.Set).Generation == b.Generation);
        var (entries, owned, looked) = (0L, 0L, 0);
        foreach (var slot in Mentioning(draft, state))
        {
            if (++looked > AclLimits.TracesLooked)
                throw new AclException(ErrorCodes.LimitExceeded, $"more than {AclLimits.TracesLooked} resources may name `{subject}`, too many to count; `delete` removes it without", "remove");
            var resource = slot.At(draft.Version);
            entries += resource.Acl?.Entries.Count(e => e.Subject == subject && e.Generation == state.Generation) ?? 0;
            if (resource.Stored && resource.Owner == subject && resource.OwnerGeneration == state.Generation) owned++;
        }

        Count = new Removal(Groups.Count, members, bindings, state.Grants.Count + state.Temporary.Count, entries, owned);
    }

    /// <summary>The resources that may mention it; what the draft itself has changed is on no roster yet.</summary>
    private static IEnumerable<ResourceSlot> Mentioning(Draft draft, PrincipalState state) => draft.Tenant.Model.AllTypes
        .SelectMany(type => Sources.Mentioning(draft.Tenant, type, state, draft.Version)?.Rising(type.Name, null) ?? [])
        .Select(place => place as ResourceSlot ?? ((NamedPlace)place).In(draft.Tenant))
        .Union(draft.Touched.OfType<ResourceSlot>());

    /// <summary>The groups it is directly in.</summary>
    public List<Membership> Groups { get; }

    /// <summary>How many there are of each kind.</summary>
    public Removal Count { get; }

    /// <summary>Whether nothing names it.</summary>
    public bool IsNone => Count == new Removal(0, 0, 0, 0, 0, 0);
}
