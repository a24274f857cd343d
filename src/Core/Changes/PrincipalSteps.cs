using System.Collections.Immutable;
using OrleansAcl.Documents;
using OrleansAcl.Policies;
using OrleansAcl.State;

namespace OrleansAcl.Changes;

/// <summary><c>user</c>, <c>group</c> and <c>members</c>.</summary>
internal static class PrincipalSteps
{
    /// <summary>Stores a user; what was bound or granted to him otherwise stays.</summary>
    public static void User(StepScope scope, Node value)
    {
        value.RequireMap("id!", "admin", "active", "roles", "properties");
        var user = scope.Named(SubjectRef.User, value["id"]!);
        var admin = value["admin"]?.AsBoolean() ?? false;
        var active = value["active"]?.AsBoolean() ?? true;
        var properties = value["properties"];
        properties?.AsMap();
        var roles = value["roles"]?.AsList() ?? [];
        foreach (var role in roles) RequireListable(scope, role);

        var state = scope.Draft.Principal(user);
        scope.Guard(state.Stored ? "user.update" : "user.create", ("name", user.Id), ("user", user.ToString()));
        var listed = roles.Select(r => r.Text).Distinct().ToList();
        if (admin != state.Admin) scope.Guard("user.admin", ("name", user.Id), ("user", user.ToString()));
        AuthorizeRoles(scope, user, state, listed);
        scope.Draft.Put(state with
        {
            Stored = true, Admin = admin, Active = active, Properties = properties?.Copy(),
            Grants = scope.Model.Levels is null ? state.Grants : WithRoles(scope, state, listed),
            Bindings = state.Bindings.RemoveAll(b => b.Listed).AddRange(listed.Select(r =>
                new Binding(new SetKey(SetKey.Role, r), null, scope.Draft.Set(new SetKey(SetKey.Role, r)).Generation, Listed: true))),
        });
    }

    /// <summary>GUARDED: listing a role is binding it and leaving it out is unbinding it, so whoever may store a user needs that right too.</summary>
    private static void AuthorizeRoles(StepScope scope, SubjectRef user, PrincipalState state, List<string> listed)
    {
        if (scope.Caller is null) return;
        var before = state.Bindings.Where(b => b.Listed && b.Generation == scope.Draft.Set(b.Set).Generation).Select(b => b.Set.Id).ToList();
        foreach (var role in listed.Except(before)) BindingSteps.Guard(scope, "bind", role, user, null);
        foreach (var role in before.Except(listed)) BindingSteps.Guard(scope, "unbind", role, user, null);
    }

    private static void RequireListable(StepScope scope, Node role)
    {
        role.AsName();
        if (scope.Model.Levels is not null) return;
        if (!scope.Model.Principals.Binds.TryGetValue(SetKey.Role, out var types) || !types.Contains(SubjectRef.User))
            throw role.Invalid("in this model users have no roles of their own");
    }

    /// <summary>In models of levels a listed role is a grant of the level that expands it; those no longer listed go.</summary>
    private static ImmutableDictionary<ResourceRef, int> WithRoles(StepScope scope, PrincipalState state, List<string> listed)
    {
        var rules = scope.Model.Levels!;
        var grants = state.Grants;
        foreach (var old in state.Bindings.Where(b => b.Listed && !listed.Contains(b.Set.Id)))
        {
            var uri = ResourceRef.Uri(rules.RoleType, old.Set.Id);
            if (grants.TryGetValue(uri, out var level) && level == rules.ExpandAt) grants = grants.Remove(uri);
        }

        foreach (var role in listed)
        {
            var uri = ResourceRef.Uri(rules.RoleType, role);
            if (!grants.TryGetValue(uri, out var level) || level < rules.ExpandAt) grants = grants.SetItem(uri, rules.ExpandAt);
        }

        return grants;
    }

    /// <summary>Stores a group with exactly these members; each membership is kept at its member.</summary>
    public static void Group(StepScope scope, Node value)
    {
        value.RequireMap("id!", "members");
        var group = scope.Named(SubjectRef.Group, value["id"]!);
        if (!scope.Model.Principals.Groups) throw value.Invalid("this model has no groups");
        var members = Subjects(scope, value["members"]);

        var state = scope.Draft.Principal(group);
        scope.Guard(state.Stored ? "group.update" : "group.create", ("name", group.Id), ("group", group.ToString()));
        var before = Roster.All(scope.Draft, RosterKey.MembersOf(group, state.Generation)).Keys.Select(SubjectRef.Parse).ToHashSet();
        var changed = members.Where(m => !before.Contains(m.Key) || TermsOf(scope, m.Key, group, state.Generation) != m.Value).ToList();
        if (changed.Count > 0 || before.Count != members.Count) scope.Guard("group.members", ("name", group.Id), ("group", group.ToString()));
        // A membership kept at a member is named by the group's life, so the group is put first.
        scope.Draft.Put(state with { Stored = true });
        foreach (var gone in before.Where(b => !members.ContainsKey(b))) Leave(scope, gone, group, state.Generation);
        foreach (var (member, terms) in changed) Join(scope, member, group, state.Generation, terms);
    }

    /// <summary>Adds members to a stored group and removes others, however many it has; who is a member already stays one, for the time given now.</summary>
    public static void Members(StepScope scope, Node value)
    {
        value.RequireMap("group!", "add", "remove");
        var group = scope.Named(SubjectRef.Group, value["group"]!);
        if (!scope.Model.Principals.Groups) throw value.Invalid("this model has no groups");
        var added = Subjects(scope, value["add"]);
        var removed = (value["remove"]?.AsList() ?? []).Select(m => scope.Subject(m, SubjectRef.User, SubjectRef.Group)).ToHashSet();
        if (removed.Overlaps(added.Keys)) throw value.Invalid("the same member is added and removed");
        scope.Guard("group.members", ("name", group.Id), ("group", group.ToString()));
        var state = scope.Draft.Principal(group);
        if (!state.Stored) throw value["group"]!.Refused(ErrorCodes.NotFound, $"{group} is not stored");
        foreach (var member in removed)
            if (!Leave(scope, member, group, state.Generation)) throw value["remove"]!.Refused(ErrorCodes.NoEffect, $"{member} is not in {group}");
        foreach (var (member, terms) in added) Join(scope, member, group, state.Generation, terms);
    }

    /// <summary>Members, each a reference, or <c>{member, from, until}</c> when it is to be one for a time; named twice the last one counts.</summary>
    private static Dictionary<SubjectRef, Terms?> Subjects(StepScope scope, Node? list)
    {
        var members = new Dictionary<SubjectRef, Terms?>();
        foreach (var member in list?.AsList() ?? [])
        {
            var isTimed = member.Kind == NodeKind.Map;
            if (isTimed) member.RequireMap(["member!", .. Terms.Times]);
            members[scope.Subject(isTimed ? member["member"]! : member, SubjectRef.User, SubjectRef.Group)] = isTimed ? Terms.Read(member, null) : null;
        }

        return members;
    }

    private static Terms? TermsOf(StepScope scope, SubjectRef member, SubjectRef group, int generation) =>
        scope.Draft.Principal(member).MemberOf.Find(m => m.Group == group && m.Generation == generation)?.Terms;

    private static void Join(StepScope scope, SubjectRef member, SubjectRef group, int generation, Terms? terms)
    {
        var state = scope.Draft.Principal(member);
        if (state.MemberOf.Find(m => m.Group == group && m.Generation == generation) is { } there)
        {
            if (there.Terms == terms) scope.Draft.Leave(scope.Draft.Tenant.PrincipalSlot(member));
            else scope.Draft.Put(state with { MemberOf = state.MemberOf.Replace(there, there with { Terms = terms }) });
            return;
        }

        var shard = Roster.Add(scope.Draft, RosterKey.MembersOf(group, generation), member.ToString());
        scope.Draft.Put(state with { MemberOf = state.MemberOf.RemoveAll(m => m.Group == group).Add(new Membership(group, generation, shard, terms)) });
    }

    /// <summary>Takes a member out; false when he was none.</summary>
    private static bool Leave(StepScope scope, SubjectRef member, SubjectRef group, int generation)
    {
        var state = scope.Draft.Principal(member);
        if (state.MemberOf.Find(m => m.Group == group && m.Generation == generation) is not { } membership) return false;
        Roster.Remove(scope.Draft, RosterKey.MembersOf(group, generation), membership.Shard, member.ToString());
        scope.Draft.Put(state with { MemberOf = state.MemberOf.RemoveAll(m => m.Group == group) });
        return true;
    }
}
