using OrleansAcl.Models;

namespace OrleansAcl.State;

/// <summary>
/// The levels of a subject in models where a role is itself something that is shared: its own, and those of every role it holds at
/// the level that expands it, and of the roles those hold.
/// </summary>
internal sealed class LevelExpansion(TenantState tenant, long version, LevelRules rules, DateTimeOffset now)
{
    private readonly List<HeldLevels> _held = [];
    private readonly HashSet<string> _roles = new(StringComparer.Ordinal);
    private readonly Queue<string> _open = new();

    private Window _window;

    /// <summary>All levels of a subject; roles named in a token stand in place of those granted to it directly.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="state">What is known of it.</param>
    /// <param name="tokenRoles">The roles its token names; null for none.</param>
    /// <param name="window">When the rest of its closure stays as it is; narrowed to when its levels do too.</param>
    public HeldLevels[] Of(SubjectRef subject, PrincipalState? state, string[]? tokenRoles, ref Window window)
    {
        _window = window;
        if (subject.Type == SubjectRef.Role) Open(subject.Id, null);
        else Hold(state, subject, null, expand: tokenRoles is null);
        foreach (var role in tokenRoles ?? []) _open.Enqueue(role);
        while (_open.TryDequeue(out var role))
        {
            if (_roles.Count > AclLimits.ClosureMemberships)
                throw new AclException(ErrorCodes.LimitExceeded, $"the subject has more than {AclLimits.ClosureMemberships} roles");
            Open(role, role);
        }

        window = _window;
        return [.. _held];
    }

    private void Hold(PrincipalState? state, SubjectRef subject, string? through, bool expand)
    {
        var implied = subject.Type == SubjectRef.User ? rules.ImpliedFor(subject.Id) : [];
        var owned = state is null ? [] : Roster.Shards(tenant, RosterKey.OwnedBy(subject, state.Generation), version);
        var index = state is null ? new LevelIndex(implied) : state.LevelsAt(now, tenant, owned, implied);
        _held.Add(new HeldLevels(index, through));
        foreach (var grant in state?.Temporary ?? []) _window = _window.Within(grant.Terms, now);
        if (!expand || state is null) return;
        // In an order that no process changes: the first role that gives a level is the one a reason names.
        var held = state.Grants.Select(g => (Resource: g.Key, Level: g.Value))
            .Concat(state.Temporary.Where(g => g.Terms!.AreOpenAt(now)).Select(g => (g.Resource, g.Level)));
        foreach (var (resource, level) in held.OrderBy(g => g.Resource.Id, StringComparer.Ordinal)) Expand(resource, level);
        foreach (var role in owned.SelectMany(s => s.Resources(tenant)).Where(o => o.Type == rules.RoleType).OrderBy(o => o.Id, StringComparer.Ordinal))
            Expand(role, rules.OwnerLevel);
    }

    /// <summary>Takes up what a role has for who has enough on exactly its URI.</summary>
    private void Expand(ResourceRef resource, int level)
    {
        if (resource.Type == rules.RoleType && level >= rules.ExpandAt && resource.Id.Length > 0) _open.Enqueue(resource.Id);
    }

    private void Open(string role, string? through)
    {
        if (!_roles.Add(role)) return;
        if (rules.DefaultRole(role, tenant.Settings) is { } fixedGrants)
        {
            _held.Add(new HeldLevels(new LevelIndex(fixedGrants), through));
        }
        else if (rules.UserOf(role, tenant.Settings) is { } user && tenant.FindPrincipal(user)?.At(version) is { Stored: true } state)
        {
            Hold(state, user, through ?? role, expand: true);
        }
        else if (tenant.FindPrincipal(new SubjectRef(SubjectRef.Role, role))?.At(version) is { Stored: true } stored)
        {
            Hold(stored, stored.Ref, through, expand: true);
        }
    }
}
