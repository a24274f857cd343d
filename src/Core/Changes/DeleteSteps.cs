using OrleansAcl.Documents;
using OrleansAcl.Models;
using OrleansAcl.Policies;
using OrleansAcl.State;

namespace OrleansAcl.Changes;

/// <summary>
/// <c>delete</c>. A principal or permission set that is deleted begins a new life: memberships, bindings, entries and ownership name
/// the old one and match nothing from then on, also when the id is used again.
/// </summary>
internal static class DeleteSteps
{
    /// <summary>Deletes what a reference names, or of <c>{acl: reference}</c> the access list alone.</summary>
    public static void Delete(StepScope scope, Node value)
    {
        if (value.Kind == NodeKind.Map)
        {
            ResourceSteps.DeleteAcl(scope, value);
            return;
        }

        var text = value.AsName();
        var colon = text.IndexOf(':');
        if (colon <= 0) throw value.Invalid($"`{References.Shown(text)}` is not a reference; expected type:id");
        var (type, id) = (text[..colon], text[(colon + 1)..]);
        var isUri = scope.Model.Uris is not null && id.StartsWith("//", StringComparison.Ordinal);
        if (!isUri && type is SubjectRef.User or SubjectRef.Group) Principal(scope, value, scope.Subject(value));
        else if (!isUri && type == SubjectRef.Role && scope.Model.Levels is not null) LevelRole(scope, value, scope.Subject(value));
        else if (!isUri && type == ObjectRef.ApiKey) ApiKeySteps.Delete(scope, value, id);
        else if (!isUri && type is "role" or "policy" or "policy_collection") Set(scope, value, new SetKey(type, id));
        else Resource(scope, value);
    }

    /// <summary>Deletes a user or group wherever it is named, whether it is stored itself or only named, and says how much that was.</summary>
    public static void Remove(StepScope scope, Node value)
    {
        var subject = scope.Subject(value, SubjectRef.User, SubjectRef.Group);
        Guard(scope, subject);
        var state = scope.Draft.Principal(subject);
        var traces = new Traces(scope.Draft, state);
        if (!state.Stored && traces.IsNone) throw value.Refused(ErrorCodes.NotFound, $"`{subject}` is not stored, and nothing names it");
        scope.Removal = traces.Count;
        Principal(scope, subject, state, traces.Groups);
    }

    private static void Guard(StepScope scope, SubjectRef subject) =>
        scope.Guard($"{subject.Type}.delete", ("name", subject.Id), (subject.Type, subject.ToString()));

    private static void Principal(StepScope scope, Node value, SubjectRef subject)
    {
        Guard(scope, subject);
        var state = scope.Draft.Principal(subject);
        var groups = state.MemberOf.Where(m => scope.Draft.Principal(m.Group).Generation == m.Generation).ToList();
        if (!state.Stored && groups.Count == 0 && state.Bindings.IsEmpty && state.Grants.IsEmpty && state.Temporary.IsEmpty) throw value.Refused(ErrorCodes.NotFound, $"`{subject}` is not stored");
        Principal(scope, subject, state, groups);
    }

    private static void Principal(StepScope scope, SubjectRef subject, PrincipalState state, List<Membership> groups)
    {
        foreach (var m in groups) Roster.Remove(scope.Draft, RosterKey.MembersOf(m.Group, m.Generation), m.Shard, subject.ToString());
        // Its members keep the name of a life that is over.
        if (subject.Type == SubjectRef.Group) Roster.Clear(scope.Draft, RosterKey.MembersOf(subject, state.Generation));
        if (scope.Model.Levels is not null) Roster.Clear(scope.Draft, RosterKey.OwnedBy(subject, state.Generation));
        Bury(scope, subject, state);
        // The default role of a user goes with him.
        if (subject.Type == SubjectRef.User && scope.Model.Levels?.RoleOf(subject.Id, scope.Settings) is { } role) TakeFromEveryone(scope, role);
    }

    private static void Bury(StepScope scope, SubjectRef subject, PrincipalState state) => scope.Draft.Put(new PrincipalState
    {
        Ref = subject, SubjectId = scope.Draft.Tenant.NumberOf(subject, state.Generation + 1), Generation = state.Generation + 1,
    });

    private static void LevelRole(StepScope scope, Node value, SubjectRef role)
    {
        if (GrantSteps.IsDefaultRole(scope, role.Id)) throw value.Invalid("a default role cannot be deleted");
        scope.Guard("role.delete", ("name", role.Id));
        var state = scope.Draft.Principal(role);
        if (!state.Stored) throw value.Refused(ErrorCodes.NotFound, $"role `{role.Id}` is not stored");
        Bury(scope, role, state);
        TakeFromEveryone(scope, role.Id);
    }

    /// <summary>Removing a role takes it from everyone, so that one made again under its name is nobody's.</summary>
    private static void TakeFromEveryone(StepScope scope, string role)
    {
        var uri = ResourceRef.Uri(scope.Model.Levels!.RoleType, role);
        foreach (var type in (string[])[SubjectRef.User, SubjectRef.Role])
            foreach (var slot in scope.Draft.Tenant.Principals(type))
                if (scope.Draft.Principal(slot.Ref) is var holder && (holder.Grants.ContainsKey(uri) || holder.Temporary.Exists(g => g.Resource == uri)))
                    scope.Draft.Put(holder with { Grants = holder.Grants.Remove(uri), Temporary = holder.Temporary.RemoveAll(g => g.Resource == uri) });
    }

    private static void Set(StepScope scope, Node value, SetKey key)
    {
        if (!scope.Model.Documents.ContainsKey(key.Kind)) throw value.Invalid($"model `{scope.Model.Name}` has no {key.Kind} documents");
        if (key.Id.Length == 0) throw value.Invalid("the id is empty");
        scope.Guard($"{key.Kind}.delete", ("name", key.Id));
        var state = scope.Draft.Set(key);
        if (state.Set is null) throw value.Refused(ErrorCodes.NotFound, $"{key} is not stored");
        scope.Draft.Put(key, new SetState { Generation = state.Generation + 1 });
    }

    private static void Resource(StepScope scope, Node value)
    {
        var (type, reference) = scope.Resolve(value);
        if (reference.Id.Length == 0) throw value.Invalid("the id is empty");
        var state = scope.Draft.Resource(type, reference);
        scope.Guard("resource.delete", ("resource", reference.ToString()), ("type", type.Name), ("namespace", state.Namespace));
        if (!state.Stored) throw value.Refused(ErrorCodes.NotFound, $"`{reference}` is not stored");
        scope.Draft.Put(type, reference, ResourceState.Absent(state.Children));
        if (scope.Model.Levels is not null) Owned.Move(scope.Draft, reference, state, null);
    }
}
