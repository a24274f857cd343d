using OrleansAcl.Policies;
using OrleansAcl.State;

namespace OrleansAcl.WhatIf;

/// <summary>
/// Whom a draft may concern, or the passage of time: the principals and permission sets that are put, or change by themselves, and all that are in
/// them, or have them. Never fewer than those whose closure changes; what looks like a change and is none may be among them. What somebody is in is
/// kept with himself: who is no longer in something has been put, so that it is enough to look at who is in what afterwards.
/// </summary>
internal sealed class Affected
{
    private readonly TenantState _tenant;
    private readonly long _version;
    private readonly HashSet<SubjectRef> _principals = [];
    private readonly HashSet<SetKey> _sets = [];

    public Affected(Draft draft, Passage passage)
    {
        _tenant = draft.Tenant;
        _version = draft.Version;
        foreach (var place in draft.Touched)
        {
            if (place is PrincipalSlot principal) _principals.Add(principal.Ref);
            else if (place is SetSlot set) _sets.Add(set.Key);
            else if (place is ShardSlot shard) TakeOwner(shard);
        }

        _principals.UnionWith(passage.Principals);
        _sets.UnionWith(passage.Sets);
        Spread();
    }

    /// <summary>Whether it concerns nobody.</summary>
    public bool IsNobody => _principals.Count == 0 && _sets.Count == 0;

    /// <summary>Whether it may concern a subject.</summary>
    public bool Contains(SubjectRef subject) => _principals.Contains(subject) || (!IsNobody && _tenant.FindPrincipal(subject) is { } slot && Rests(slot));

    /// <summary>What somebody owns is part of his closure in models that keep a roster of it.</summary>
    private void TakeOwner(ShardSlot shard)
    {
        var (roster, _) = RosterKey.Parse(shard.Key.Key);
        if (roster.Kind == RosterKey.Owned) _principals.Add(SubjectRef.Parse(roster.Of[(roster.Of.IndexOf('/') + 1)..]));
    }

    /// <summary>Goes up through what others are in, until nothing more is found.</summary>
    private void Spread()
    {
        // Where roles are shared as resources are, a user can be what another one has; elsewhere nobody is in a user.
        string[] containers = _tenant.Model.Levels is null ? [SubjectRef.Group] : [SubjectRef.User, SubjectRef.Group, SubjectRef.Role];
        if (_sets.Count == 0 && !_principals.Any(p => containers.Contains(p.Type))) return;
        for (var (before, now) = (-1, Count); now > before; (before, now) = (now, Count))
        {
            foreach (var set in _tenant.Model.Documents.Keys.SelectMany(_tenant.Sets))
                if (!_sets.Contains(set.Key) && set.At(_version).Set is { } stored && stored.Includes.Any(_sets.Contains)) _sets.Add(set.Key);
            foreach (var principal in containers.SelectMany(_tenant.Principals))
                if (!_principals.Contains(principal.Ref) && Rests(principal)) _principals.Add(principal.Ref);
        }
    }

    private int Count => _principals.Count + _sets.Count;

    /// <summary>Whether something that a principal is in, or has, is among what is found so far.</summary>
    private bool Rests(PrincipalSlot slot)
    {
        var state = slot.At(_version);
        foreach (var membership in state.MemberOf)
            if (_principals.Contains(membership.Group)) return true;
        foreach (var binding in state.Bindings)
            if (_sets.Contains(binding.Set)) return true;
        return _tenant.Model.Levels is { } rules && Roles(state, rules.RoleType).Any(IsAffected);
    }

    /// <summary>The names of the roles that a principal was granted or owns, at whatever level.</summary>
    private IEnumerable<string> Roles(PrincipalState state, string roleType) => state.Grants.Keys.Concat(state.Temporary.Select(g => g.Resource))
        .Concat(Roster.Shards(_tenant, RosterKey.OwnedBy(state.Ref, state.Generation), _version).SelectMany(shard => shard.Resources(_tenant)))
        .Where(resource => resource.Type == roleType && resource.Id.Length > 0)
        .Select(resource => resource.Id);

    private bool IsAffected(string role) => _principals.Contains(new SubjectRef(SubjectRef.Role, role))
        || (_tenant.Model.Levels!.UserOf(role, _tenant.Settings) is { } user && _principals.Contains(user));
}
