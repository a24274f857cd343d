using OrleansAcl.Models;
using OrleansAcl.State;

namespace OrleansAcl.Explaining;

/// <summary>How a subject comes to a level, where roles are themselves shared by level: through which roles, and what gives it there.</summary>
internal sealed class LevelWay(TenantState tenant, long version, DateTimeOffset now, Closure subject)
{
    private readonly LevelRules _rules = tenant.Model.Levels!;

    /// <summary>The shortest way to a role; empty for none.</summary>
    public IReadOnlyList<(string? Holder, string Role)> To(string? role)
    {
        var cameFrom = new Dictionary<string, string?>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<string?>([null]);
        while (role is not null && !seen.Contains(role) && open.TryDequeue(out var holder))
        {
            foreach (var held in RolesOf(holder))
            {
                if (!seen.Add(held)) continue;
                cameFrom[held] = holder;
                open.Enqueue(held);
            }
        }

        var way = new List<(string? Holder, string Role)>();
        for (var at = role; at is not null && cameFrom.TryGetValue(at, out var holder); at = holder) way.Insert(0, (holder, at));
        return way;
    }

    /// <summary>What gives the holder, a role or for null the subject, exactly a level on exactly a URI.</summary>
    public string Given(string? holder, string uri, int level)
    {
        if (holder is not null && _rules.DefaultRole(holder, tenant.Settings) is not null) return " by default";
        if (State(holder) is not { } state) return "";
        if (state.Grants.Any(g => g.Value == level && g.Key.ToString() == uri)) return ", granted";
        if (state.Temporary.Find(g => g.Level == level && g.Terms!.AreOpenAt(now) && g.Resource.ToString() == uri) is { } timed) return $", granted {timed.Terms}";
        return Owned(state).Any(r => r.ToString() == uri) ? ", as the owner" : " by being a user";
    }

    /// <summary>A role's name, or for null the subject, for people.</summary>
    public string Name(string? holder) => holder is null ? subject.Label : $"role `{holder}`";

    private IEnumerable<string> RolesOf(string? holder)
    {
        var sent = holder is null ? subject.Sent?["roles"] : null;
        if (sent is not null) return sent.AsStrings();
        if (State(holder) is not { } state) return [];
        var granted = state.Grants.Where(g => g.Value >= _rules.ExpandAt).Select(g => g.Key)
            .Concat(state.Temporary.Where(g => g.Level >= _rules.ExpandAt && g.Terms!.AreOpenAt(now)).Select(g => g.Resource));
        return granted.Concat(Owned(state)).Where(r => r.Type == _rules.RoleType && r.Id.Length > 0).Select(r => r.Id).Order(StringComparer.Ordinal);
    }

    private IEnumerable<ResourceRef> Owned(PrincipalState state) =>
        Roster.Shards(tenant, RosterKey.OwnedBy(state.Ref, state.Generation), version).SelectMany(s => s.Resources(tenant));

    /// <summary>What is known of a role: that of the user whose levels it has, or its own.</summary>
    private PrincipalState? State(string? holder)
    {
        if (holder is null && subject.Self.Type != SubjectRef.Role) return tenant.FindPrincipal(subject.Self)?.At(version);
        var role = holder ?? subject.Self.Id;
        if (_rules.DefaultRole(role, tenant.Settings) is not null) return null;
        if (_rules.UserOf(role, tenant.Settings) is { } user && tenant.FindPrincipal(user)?.At(version) is { Stored: true } his) return his;
        return tenant.FindPrincipal(new SubjectRef(SubjectRef.Role, role))?.At(version);
    }
}
