using OrleansAcl.Conditions;
using OrleansAcl.Documents;
using OrleansAcl.Models;
using OrleansAcl.Policies;

namespace OrleansAcl.State;

/// <summary>
/// Works out who speaks for a subject at one version: walks up from it through its groups (memberships are kept at the member, so no
/// group's member list is ever read), and gathers what is attached to any of them. Cycles end where they began.
/// </summary>
internal sealed class ClosureBuilder(TenantState tenant, long version, DateTimeOffset now)
{
    private readonly Model _model = tenant.Model;
    private readonly List<PrincipalState> _groups = [];
    private readonly List<(SetKey Key, string? Namespace, SubjectRef Holder, Expression? When)> _bound = [];
    private readonly List<AttachedSet> _sets = [];
    private Window _window = Window.Always;

    /// <summary>The closure of a subject, with properties sent along with the request.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.LimitExceeded"/>, never a closure cut short (BOUNDED, FAIL-CLOSED).</exception>
    public Closure Build(SubjectRef subject, Node? properties)
    {
        _model.RequireSubject(subject);
        var state = tenant.FindPrincipal(subject)?.At(version);
        var tokenGroups = Named(properties, "groups");
        var tokenRoles = Named(properties, "roles");
        if (tokenGroups is not null && !_model.Principals.Groups) throw properties!.Require("groups").Invalid("this model has no groups");
        Walk(tokenGroups is null
            ? state?.MemberOf.Where(Counts).Select(m => m.Group) ?? []
            : tokenGroups.Select(g => new SubjectRef(SubjectRef.Group, g)));

        if (tokenRoles is not null) _bound.AddRange(tokenRoles.Select(r => (new SetKey(SetKey.Role, r), (string?)null, subject, (Expression?)null)));
        else if (state is not null) Gather(state);
        if (tokenRoles is null || !_model.Principals.TokenRolesReplaceAll)
            foreach (var group in _groups) Gather(group);
        foreach (var (key, ns, holder, when) in _bound) Attach(key, ns, holder, when);
        if (_groups.Count + _sets.Count > AclLimits.ClosureMemberships) throw TooMany();

        var levels = _model.Levels is { } rules ? new LevelExpansion(tenant, version, rules, now).Of(subject, state, tokenRoles, ref _window) : [];
        var self = state?.SubjectId ?? PrincipalState.Nobody;
        return new Closure(subject, self, _groups.Select(g => g.SubjectId).Append(self).Where(i => i != PrincipalState.Nobody))
        {
            Active = state?.Active ?? true,
            Admin = state?.Admin ?? false,
            Properties = Node.Merge(state?.Properties, properties),
            Sent = properties,
            Groups = [.. _groups.Select(g => g.Ref)],
            RoleNames = [.. _bound.Where(b => b is { Key.Kind: SetKey.Role, Namespace: null, When: null }).Select(b => b.Key.Id).Distinct()],
            ConditionalRoles = [.. _bound.Where(b => b is { Key.Kind: SetKey.Role, Namespace: null, When: not null }).Select(b => (b.Key.Id, b.When!))],
            HasConditions = _sets.Exists(s => s.When is not null),
            Window = _window,
            Sets = [.. _sets.OrderBy(s => s.Root.Rank is null).ThenBy(s => s.Root.Rank)],
            Levels = levels,
            BuiltAt = version,
        };
    }

    private static string[]? Named(Node? properties, string key) => properties?[key]?.AsStrings();

    private bool Counts(Membership membership)
    {
        _window = _window.Within(membership.Terms, now);
        return membership.Terms?.AreOpenAt(now) != false && tenant.IsAlive(membership.Group, membership.Generation, version);
    }

    /// <summary>Breadth first, so that depth is nesting; a visited group is not walked again.</summary>
    private void Walk(IEnumerable<SubjectRef> direct)
    {
        var seen = new HashSet<SubjectRef>();
        var level = direct.ToList();
        for (var depth = 1; level.Count > 0; depth++)
        {
            if (depth > AclLimits.GroupNesting)
                throw new AclException(ErrorCodes.LimitExceeded, $"groups are nested deeper than {AclLimits.GroupNesting}");
            var above = new List<SubjectRef>();
            foreach (var group in level)
            {
                if (!seen.Add(group)) continue;
                if (seen.Count > AclLimits.ClosureMemberships) throw TooMany();
                if (tenant.FindPrincipal(group)?.At(version) is not { } state)
                {
                    _groups.Add(new PrincipalState { Ref = group, SubjectId = PrincipalState.Nobody });
                    continue;
                }

                _groups.Add(state);
                above.AddRange(state.MemberOf.Where(Counts).Select(m => m.Group));
            }

            level = above.Where(g => !seen.Contains(g)).ToList();
        }
    }

    private static AclException TooMany() => new(
        ErrorCodes.LimitExceeded, $"the subject has more than {AclLimits.ClosureMemberships} memberships");

    private void Gather(PrincipalState holder)
    {
        foreach (var binding in holder.Bindings)
        {
            _window = _window.Within(binding.Terms, now);
            if (binding.Terms?.AreOpenAt(now) == false) continue;
            if ((tenant.FindSet(binding.Set)?.At(version).Generation ?? 0) == binding.Generation)
                _bound.Add((binding.Set, binding.Namespace, holder.Ref, binding.Terms?.When));
        }
    }

    /// <summary>A bound set and all it includes, each once per binding, under the conditions on the way to it.</summary>
    private void Attach(SetKey key, string? ns, SubjectRef holder, Expression? when)
    {
        if (Find(key) is not { } root) return;
        var seen = new HashSet<SetKey> { key };
        var open = new Stack<(PermissionSet Set, Condition[] Conditions)>();
        open.Push((root, [.. root.Conditions]));
        while (open.TryPop(out var next))
        {
            if (next.Set.Statements.Count > 0) _sets.Add(new AttachedSet(next.Set, root, holder, ns, next.Conditions, when));
            foreach (var include in next.Set.Includes)
                if (seen.Add(include) && Find(include) is { } set) open.Push((set, [.. next.Conditions, .. set.Conditions]));
            if (seen.Count > AclLimits.ClosureMemberships || _sets.Count > AclLimits.ClosureMemberships) throw TooMany();
        }
    }

    private PermissionSet? Find(SetKey key) => tenant.FindSet(key)?.At(version).Set;
}
