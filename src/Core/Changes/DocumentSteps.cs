using System.Collections.Immutable;
using OrleansAcl.Documents;
using OrleansAcl.Models;
using OrleansAcl.Policies;
using OrleansAcl.Requests;
using OrleansAcl.State;

namespace OrleansAcl.Changes;

/// <summary>The verbs that carry a document in a system's own format: <c>role</c>, <c>policy</c>, <c>policy_collection</c>, <c>object_policy</c>.</summary>
internal static class DocumentSteps
{
    private static readonly string[] Verbs = ["role", "policy", "policy_collection", "object_policy"];

    /// <summary>Stores a document.</summary>
    public static void Document(StepScope scope, string verb, Node value)
    {
        if (!scope.Model.Documents.TryGetValue(verb, out var format))
            throw new AclException(ErrorCodes.InvalidDocument, Verbs.Contains(verb)
                ? $"model `{scope.Model.Name}` has no {verb} documents"
                : $"`{References.Shown(verb)}` is not a verb");
        switch (format.Read(verb, value, scope.Model, scope.Settings))
        {
            case DocumentContent.Set { Permissions: var set }: PutSet(scope, set, value); break;
            case DocumentContent.Acl acl: PutAcl(scope, verb, acl); break;
            case DocumentContent.LevelRole role: PutRole(scope, role); break;
        }
    }

    /// <summary>Stores a permission set under its key, whoever holds it already.</summary>
    public static void PutSet(StepScope scope, PermissionSet set, Node document)
    {
        References.RequireId(set.Key.Id);
        var state = scope.Draft.Set(set.Key);
        scope.Guard($"{set.Key.Kind}.{(state.Set is null ? "create" : "update")}", ("name", set.Key.Id));
        scope.Warnings.AddRange(set.Warnings);
        scope.Draft.Put(set.Key, state with { Document = document.Copy(), Set = set });
    }

    private static void PutAcl(StepScope scope, string verb, DocumentContent.Acl acl)
    {
        var (type, reference) = scope.Model.Resolve(acl.Resource, scope.Settings, Reach.Stored);
        ResourceSteps.RequireFew(acl.Entries.Count);
        scope.Guard(verb, ("resource", reference.ToString()), ("type", type.Name));
        if (!scope.Draft.Resource(type, reference).Stored) throw StepScope.NotFound($"`{reference}`");
        ResourceSteps.PutAcl(scope, type, reference, scope.Caller, acl.Entries.Select(e => new NewEntry(e.Subject, e.Effect, e.Actions)));
    }

    private static void PutRole(StepScope scope, DocumentContent.LevelRole role)
    {
        var rules = scope.Model.Levels!;
        var name = RequireRoleName(scope, role.Name);
        var grants = ImmutableDictionary<ResourceRef, int>.Empty;
        foreach (var (resource, level) in role.Permissions)
        {
            var (_, reference) = scope.Resolve(resource);
            var granted = rules.Level(level);
            if (scope.Caller is not null && !rules.Grantable.Contains(granted)) throw level.Invalid("people may give only " + Names(rules));
            if (!grants.TryGetValue(reference, out var before) || before < granted) grants = grants.SetItem(reference, granted);
        }

        var state = scope.Draft.Principal(name);
        scope.Guard(state.Stored ? "role.update" : "role.create", ("name", name.Id));
        foreach (var reference in grants.Keys) scope.Guard("role.content", ("name", name.Id), ("resource", reference.ToString()));
        scope.Draft.Put(state with { Stored = true, Grants = grants });
    }

    /// <summary>The levels people may give, for messages.</summary>
    public static string Names(LevelRules rules) => string.Join(", ", rules.Grantable.Select(l => rules.Order[l]));

    /// <summary>A name that a stored role may have.</summary>
    public static SubjectRef RequireRoleName(StepScope scope, string name) => RequireRoleName(scope.Model.Levels!, name, scope.Model);

    /// <summary>A name that a stored role may have in a model.</summary>
    public static SubjectRef RequireRoleName(LevelRules rules, string name, Model model)
    {
        if (name.Length > 0 && rules.RoleName.Matches(new Selectors.Target(model.AllTypes[0], name, null)))
            return new SubjectRef(SubjectRef.Role, name);
        throw new AclException(ErrorCodes.InvalidDocument, $"`{References.Shown(name)}` is not a role name; expected owner/roles/name", "name");
    }
}
