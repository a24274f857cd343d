using System.Collections.Immutable;
using OrleansAcl.Documents;
using OrleansAcl.Models;
using OrleansAcl.Policies;
using OrleansAcl.State;

namespace OrleansAcl.Changes;

/// <summary><c>grant</c> and <c>revoke</c>: of levels, of entries, or of rules in a role's document, as the model says.</summary>
internal static class GrantSteps
{
    private const string Temporary = "temporary";

    /// <summary>Gives.</summary>
    public static void Grant(StepScope scope, Node value)
    {
        value.RequireMap(["resource!", "to!", "actions", "level", .. Terms.Keys]);
        RequireGrants(scope, value);
        switch (scope.Model.Grants)
        {
            case GrantTarget.Levels:
                if (value["actions"] is { } actions) throw actions.Invalid("this model grants a `level`, not actions");
                GrantLevel(scope, scope.Resolve(value["resource"]!).Ref, Principal(scope, value["to"]!), value["level"], Times(value));
                break;
            case GrantTarget.Role: ChangeRole(scope, value, "to"); break;
            default: ChangeAcl(scope, value, "to"); break;
        }
    }

    /// <summary>Takes away; with <c>temporary</c> only what was given under terms.</summary>
    public static void Revoke(StepScope scope, Node value)
    {
        value.RequireMap("resource!", "from!", "actions", "level", Temporary);
        RequireGrants(scope, value);
        switch (scope.Model.Grants)
        {
            case GrantTarget.Levels:
                if (value["actions"] is { } actions) throw actions.Invalid("this model revokes whatever the level");
                RevokeLevel(scope, scope.Resolve(value["resource"]!).Ref, Principal(scope, value["from"]!), IsTemporary(value));
                break;
            case GrantTarget.Role: ChangeRole(scope, value, "from"); break;
            default: ChangeAcl(scope, value, "from"); break;
        }
    }

    private static bool IsTemporary(Node value) => value[Temporary]?.AsBoolean() ?? false;

    /// <summary>When a level is to count.</summary>
    public static Terms? Times(Node value)
    {
        if (value["when"] is { } when) throw when.Invalid("a level is given for a time, not under a condition");
        return Terms.Read(value, null);
    }

    private static void RequireGrants(StepScope scope, Node value)
    {
        if (scope.Model.Grants == GrantTarget.None) throw value.Invalid($"model `{scope.Model.Name}` has no grants");
    }

    private static SubjectRef Principal(StepScope scope, Node node)
    {
        var subject = scope.Subject(node, SubjectRef.User, SubjectRef.Role);
        if (subject.Type == SubjectRef.Role && IsDefaultRole(scope, subject.Id)) throw node.Invalid("a default role cannot be changed");
        return subject;
    }

    /// <summary>Whether a role exists without being stored.</summary>
    public static bool IsDefaultRole(StepScope scope, string role) =>
        scope.Model.Levels is { } rules && (rules.DefaultRole(role, scope.Settings) is not null
            || (rules.UserOf(role, scope.Settings) is { } user && scope.Draft.Principal(user).Stored));

    /// <summary>Gives a level on exactly a resource; never lowers one.</summary>
    /// <remarks>One that counts for a time stands beside what is given for good, and in place of another such.</remarks>
    public static void GrantLevel(StepScope scope, ResourceRef resource, SubjectRef to, Node? named, Terms? terms = null)
    {
        if (terms is not null && to.Type != SubjectRef.User) throw new AclException(ErrorCodes.InvalidDocument, "only users are given levels for a time", "to");
        var rules = scope.Model.Levels!;
        var level = named is null ? rules.Default : rules.Level(named);
        if (scope.Caller is not null && !rules.Grantable.Contains(level)) throw new AclException(ErrorCodes.InvalidDocument, "people may give only " + DocumentSteps.Names(rules), named?.Place ?? "level");
        Guard(scope, "grant", resource, to);
        var state = Existing(scope, to);
        if (terms is not null) GrantTemporary(scope, state, new LevelGrant(resource, level, terms));
        else if (state.Grants.TryGetValue(resource, out var before) && before >= level)
        {
            scope.Draft.Leave(scope.Draft.Tenant.PrincipalSlot(to));
            scope.Warnings.Add($"{to} has a higher permission already");
        }
        else scope.Draft.Put(state with { Grants = state.Grants.SetItem(resource, level) });
    }

    private static void GrantTemporary(StepScope scope, PrincipalState state, LevelGrant grant)
    {
        if (state.Temporary.Contains(grant)) scope.Draft.Leave(scope.Draft.Tenant.PrincipalSlot(state.Ref));
        else scope.Draft.Put(state with { Temporary = state.Temporary.RemoveAll(g => g.Resource == grant.Resource).Add(grant) });
    }

    /// <summary>Takes away whatever levels there are on exactly a resource: for good and for a time, or only the latter.</summary>
    public static void RevokeLevel(StepScope scope, ResourceRef resource, SubjectRef from, bool temporary = false)
    {
        if (!Withdraw(scope, resource, from, s => temporary ? s.Grants : s.Grants.Remove(resource), s => s.Temporary.RemoveAll(g => g.Resource == resource)))
            throw new AclException(ErrorCodes.NoEffect, $"no effect: {from} was granted nothing on `{resource}`{(temporary ? " for a time" : "")}");
    }

    /// <summary>Takes away one level that was given for good.</summary>
    public static void RevokeForGood(StepScope scope, ResourceRef resource, SubjectRef from) =>
        Withdraw(scope, resource, from, s => s.Grants.Remove(resource), s => s.Temporary);

    /// <summary>Takes away one level that was given for a time.</summary>
    public static void RevokeTemporary(StepScope scope, LevelGrant grant, SubjectRef from) =>
        Withdraw(scope, grant.Resource, from, s => s.Grants, s => s.Temporary.Remove(grant));

    private static bool Withdraw(
        StepScope scope, ResourceRef resource, SubjectRef from,
        Func<PrincipalState, ImmutableDictionary<ResourceRef, int>> forGood, Func<PrincipalState, ImmutableList<LevelGrant>> temporary)
    {
        Guard(scope, "revoke", resource, from);
        var state = Existing(scope, from);
        var left = state with { Grants = forGood(state), Temporary = temporary(state) };
        if (left.Grants == state.Grants && left.Temporary == state.Temporary) return false;
        scope.Draft.Put(left);
        return true;
    }

    private static void Guard(StepScope scope, string name, ResourceRef resource, SubjectRef other) => scope.Guard(
        name, ("resource", resource.ToString()), ("type", resource.Type), ("to", other.ToString()), ("to_type", other.Type), ("to_id", other.Id));

    private static PrincipalState Existing(StepScope scope, SubjectRef subject)
    {
        var state = scope.Draft.Principal(subject);
        return subject.Type != SubjectRef.Role || state.Stored ? state : throw StepScope.NotFound($"role `{subject.Id}`");
    }

    /// <summary>In models of levels binding a role is granting the default level on it.</summary>
    public static void BindAsGrant(StepScope scope, SetKey role, List<SubjectRef> subjects, Terms? terms)
    {
        RequireRole(scope, role);
        foreach (var subject in subjects)
        {
            if (subject.Type == SubjectRef.Role && IsDefaultRole(scope, subject.Id))
                throw new AclException(ErrorCodes.InvalidDocument, "a default role cannot be changed", "to");
            GrantLevel(scope, ResourceRef.Uri(scope.Model.Levels!.RoleType, role.Id), subject, null, terms);
        }
    }

    /// <summary>In models of levels unbinding a role is revoking the grant on it.</summary>
    public static void UnbindAsRevoke(StepScope scope, SetKey role, List<SubjectRef> subjects)
    {
        RequireRole(scope, role);
        foreach (var subject in subjects) RevokeLevel(scope, ResourceRef.Uri(scope.Model.Levels!.RoleType, role.Id), subject);
    }

    private static void RequireRole(StepScope scope, SetKey role)
    {
        if (!IsDefaultRole(scope, role.Id)) Existing(scope, new SubjectRef(SubjectRef.Role, role.Id));
    }

    private static void ChangeRole(StepScope scope, Node value, string side)
    {
        if (value["level"] is { } level) throw level.Invalid("this model grants `actions`, not a level");
        if (side == "to" && Terms.Keys.Select(key => value[key]).FirstOrDefault(term => term is not null) is { } timed)
            throw timed.Invalid("the rules of a role count always; bind the role for a time, or under a condition");
        var (type, resource) = scope.Resolve(value["resource"]!);
        if (!IsGrantable(type)) throw value["resource"]!.Invalid($"only {string.Join(", ", scope.Model.Types.Where(IsGrantable).Select(t => t.Name))} can be granted to a role");
        var role = scope.Subject(value[side]!, SubjectRef.Role);
        var actions = value["actions"]?.AsList().Select(a => a.AsName()).ToList();
        var key = new SetKey(SetKey.Role, role.Id);
        if (value[Temporary] is { } temporary) throw temporary.Invalid("the rules of a role count always");
        if (side == "from" && value["actions"] is { } given) throw given.Invalid("a role's rules on an object are revoked as a whole");
        if (scope.Model.Documents.GetValueOrDefault(SetKey.Role) is not IGrantableFormat format) throw value.Invalid("the role's format cannot be granted to");
        // The rule is read once by itself, for what is malformed is an error before authorization is looked at.
        if (side == "to") format.Read(SetKey.Role, format.Grant(Node.Map(("name", Node.Of(role.Id))), resource.Id, actions), scope.Model, scope.Settings);
        scope.Guard("role.update", ("name", role.Id));
        if (scope.Draft.Set(key).Document is not { } document) throw StepScope.NotFound(key);
        var changed = side == "to"
            ? format.Grant(document, resource.Id, actions)
            : format.Revoke(document, resource.Id) ?? throw new AclException(ErrorCodes.NoEffect, $"{key} allows nothing on `{resource.Id}`");
        var set = ((DocumentContent.Set)format.Read(SetKey.Role, changed, scope.Model, scope.Settings)).Permissions;
        scope.Draft.Put(key, scope.Draft.Set(key) with { Document = changed, Set = set });
    }

    /// <summary>A type whose ids roles speak of themselves, not one that is decided as another.</summary>
    private static bool IsGrantable(ResourceType type) => type is { OpenActions: true, DecidedAs: null };

    /// <summary>Adds to or takes from what the list allows one subject; nothing there to take is no effect.</summary>
    private static void ChangeAcl(StepScope scope, Node value, string side)
    {
        if (value["level"] is { } level) throw level.Invalid("this model grants `actions`, not a level");
        var (type, resource) = scope.Resolve(value["resource"]!);
        if (resource.Id.Length == 0) throw value["resource"]!.Invalid("the id is empty");
        var subject = scope.Subject(value[side]!, SubjectRef.User, SubjectRef.Group);
        var actions = value.Require("actions").AsList().Select(a => ResourceSteps.Action(scope.Model, type, a)).ToList();
        var terms = side == "to" ? Terms.Read(value, scope.Model) : null;
        Guard(scope, side == "to" ? "grant" : "revoke", resource, subject);
        ResourceSteps.RequireStored(scope, type, resource);
        var acl = scope.Draft.Resource(type, resource).Acl;
        var entries = (acl?.Entries ?? []).ToList();
        var generation = scope.Draft.Principal(subject).Generation;
        var temporary = side == "from" && IsTemporary(value);
        bool IsTheirs(AccessEntry e) => e.Subject == subject && e.Generation == generation && e.Effect == Effect.Allow && (e.Terms is not null || !temporary);
        if (side == "to") Give(entries, e => IsTheirs(e) && e.Terms == terms, new AccessEntry(subject, generation, Effect.Allow, actions, terms));
        else if (!Take(entries, IsTheirs, actions)) throw new AclException(ErrorCodes.NoEffect, $"{subject} is allowed none of that on `{resource}`");
        if (entries.Count > AclLimits.EntriesPerResource)
            throw new AclException(ErrorCodes.LimitExceeded, $"`{resource}` would have more than {AclLimits.EntriesPerResource} entries");
        scope.Draft.Put(type, resource, scope.Draft.Resource(type, resource) with
        {
            Acl = acl is null
                ? AclCompiler.Compile(scope.Draft.Tenant, type, ResourceSteps.Life(scope, scope.Caller), entries)
                : AclCompiler.Change(scope.Draft.Tenant, type, acl, subject, generation, entries),
        });
    }

    /// <summary>Puts an entry behind the others, with all that those like it say.</summary>
    private static void Give(List<AccessEntry> entries, Predicate<AccessEntry> isAlike, AccessEntry entry)
    {
        var before = entries.FindAll(isAlike).SelectMany(e => e.Actions).Distinct();
        var whole = entry with { Actions = [.. before.Union(entry.Actions)] };
        entries.RemoveAll(isAlike);
        if (whole.Actions.Count > 0) entries.Add(whole);
    }

    /// <summary>Takes actions from some entries, whatever their terms; false when there were none of them.</summary>
    private static bool Take(List<AccessEntry> entries, Predicate<AccessEntry> isTheirs, List<string> actions)
    {
        var theirs = entries.FindAll(isTheirs);
        if (!theirs.Exists(e => e.Actions.Intersect(actions).Any())) return false;
        entries.RemoveAll(isTheirs);
        foreach (var alike in theirs.GroupBy(e => e.Terms))
            if (alike.SelectMany(e => e.Actions).Except(actions).ToList() is { Count: > 0 } left) entries.Add(alike.First() with { Actions = left });
        return true;
    }
}
