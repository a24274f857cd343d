using OrleansAcl.Documents;
using OrleansAcl.Models;
using OrleansAcl.Policies;
using OrleansAcl.State;
using OrleansAcl.Wire;

namespace OrleansAcl.Changes;

/// <summary><c>resource</c>, <c>acl</c>, and <c>delete</c> of an access list.</summary>
internal static class ResourceSteps
{
    /// <summary>Stores a resource; its access list stays as it is.</summary>
    public static void Resource(StepScope scope, Node value)
    {
        value.RequireMap("id!", "owner", "parent", "namespace", "properties");
        var (type, reference) = scope.Resolve(value["id"]!);
        if (reference.Id.Length == 0) throw value["id"]!.Invalid("the id is empty");
        SubjectRef? named = value["owner"] is { } o ? scope.Subject(o, SubjectRef.User, SubjectRef.Group) : null;
        var (parentType, parent) = value["parent"] is { } p ? Parent(scope, type, p) : (null, (ResourceRef?)null);
        var ns = scope.Namespace(value);
        value["properties"]?.AsMap();

        var old = scope.Draft.Resource(type, reference);
        Authorize(scope, type, reference, old, named, parent, ns);
        // An owner left out by somebody acting as himself is he who makes it, and stays who it was after that.
        var owner = named ?? (scope.Caller is null ? null : old.Stored ? old.Owner : scope.Caller);
        RequireNoCycle(scope, reference, parent);
        // Only an owner who is named is bound to his present life; one who stays is who he was, or nobody any more.
        var stays = named is null && owner is not null && old.Stored;
        var holder = !stays && owner is { } who ? scope.Draft.Principal(who) : null;
        scope.Draft.Put(type, reference, old with
        {
            Stored = true,
            Owner = owner,
            OwnerGeneration = stays ? old.OwnerGeneration : holder?.Generation ?? 0,
            OwnedShard = stays || scope.Model.Levels is null ? old.OwnedShard : Owned.Move(scope.Draft, reference, old, holder),
            OwnerId = stays ? old.OwnerId : holder?.SubjectId ?? PrincipalState.Nobody,
            Parent = parent, ParentSlot = parent is { } above ? scope.Draft.Tenant.ResourcePlace(parentType!, above) : null,
            Namespace = ns,
            Properties = value["properties"]?.Copy(),
        });
    }

    private static (ResourceType, ResourceRef?) Parent(StepScope scope, ResourceType type, Node node)
    {
        var (parentType, parent) = scope.Resolve(node);
        try
        {
            TenantView.RequireParentType(type, parentType);
        }
        catch (AclException e) when (e.Place is null)
        {
            throw node.Refused(e.Code, e.Detail);
        }

        return parent.Id.Length > 0 ? (parentType, parent) : throw node.Invalid("the id is empty");
    }

    private static void Authorize(
        StepScope scope, ResourceType type, ResourceRef reference, ResourceState old, SubjectRef? owner, ResourceRef? parent, string? ns)
    {
        ReadOnlySpan<(string, string?)> values =
        [
            ("resource", reference.ToString()), ("type", type.Name), ("parent", parent?.ToString()), ("owner", owner?.ToString()), ("namespace", ns),
        ];
        scope.Guard(old.Stored ? "resource.update" : "resource.create", values);
        // What already lies in it would come under whoever makes it, so making it takes more than making something new.
        if (old is { Stored: false, Children: > 0 }) scope.Guard("resource.adopt", values);
        if (old.Stored && old.Parent != parent) scope.Guard("resource.move", values);
        // An id that came back after a deletion is not who the resource belonged to.
        var before = !old.Stored ? scope.Caller
            : old.Owner is { } o && scope.Draft.Principal(o).Generation == old.OwnerGeneration ? o : (SubjectRef?)null;
        if (owner is not null && owner != before) scope.Guard("resource.own", values);
    }

    private static void RequireNoCycle(StepScope scope, ResourceRef reference, ResourceRef? parent)
    {
        for (var (at, depth) = (parent, 1); at is { } above; depth++)
        {
            if (above == reference)
                throw new AclException(ErrorCodes.InvalidDocument, $"`{reference}` would lie in itself", "parent");
            if (depth > AclLimits.Parents)
                throw new AclException(ErrorCodes.LimitExceeded, $"`{reference}` would have more than {AclLimits.Parents} ancestors", "parent");
            at = scope.Draft.Resource(scope.Model.TypesByName[above.Type], above).Parent;
        }
    }

    /// <summary>Replaces a resource's access list.</summary>
    public static void Acl(StepScope scope, Node value)
    {
        value.RequireMap("resource!", "by", "entries!", "complete");
        if (scope.Model.Acl is null) throw value.Invalid("this model has no access lists");
        var (type, reference) = scope.Resolve(value["resource"]!);
        if (reference.Id.Length == 0) throw value["resource"]!.Invalid("the id is empty");
        SubjectRef? by = value["by"] is { } author ? scope.Subject(author, SubjectRef.User, SubjectRef.Group) : null;
        var entries = value["entries"]!.AsList().Select(e => Entry(scope, type, e)).ToList();
        if (value["complete"]?.AsBoolean() ?? false) Complete(type, scope.Model.Acl, entries);
        RequireFew(entries.Count);
        scope.Guard("acl", ("resource", reference.ToString()), ("type", type.Name));
        RequireStored(scope, type, reference);
        PutAcl(scope, type, reference, scope.Caller ?? by, entries);
    }

    /// <summary>Takes a resource's access list away.</summary>
    public static void DeleteAcl(StepScope scope, Node value)
    {
        value.RequireMap("acl!");
        if (scope.Model.Acl is null) throw value.Invalid("this model has no access lists");
        var (type, reference) = scope.Resolve(value["acl"]!);
        if (reference.Id.Length == 0) throw value["acl"]!.Invalid("the id is empty");
        scope.Guard("acl", ("resource", reference.ToString()), ("type", type.Name));
        var state = scope.Draft.Resource(type, reference);
        if (state.Acl is null) throw value["acl"]!.Refused(ErrorCodes.NotFound, $"`{reference}` has no access list");
        scope.Draft.Put(type, reference, state with { Acl = null });
    }

    /// <summary>What somebody leaves where nothing is stored would wait for whoever stores it; only the system may.</summary>
    public static void RequireStored(StepScope scope, ResourceType type, ResourceRef reference)
    {
        if (scope.Caller is not null && !scope.Draft.Resource(type, reference).Stored) throw StepScope.NotFound($"`{reference}`");
    }

    /// <summary>BOUNDED: refuses more entries than one step may bring.</summary>
    public static void RequireFew(int entries)
    {
        if (entries > AclLimits.EntriesPerRequest) throw new AclException(ErrorCodes.LimitExceeded, $"more than {AclLimits.EntriesPerRequest} entries", "entries");
    }

    private static NewEntry Entry(StepScope scope, ResourceType type, Node entry)
    {
        entry.RequireMap(["subject!", "effect!", "actions!", .. Terms.Keys]);
        var subject = scope.Subject(entry["subject"]!, SubjectRef.User, SubjectRef.Group);
        var effect = entry["effect"]!.AsString() switch
        {
            "allow" => Effect.Allow,
            "deny" => Effect.Deny,
            _ => throw entry["effect"]!.Invalid("expected `allow` or `deny`"),
        };
        return new NewEntry(
            subject, effect, [.. entry["actions"]!.AsList().Select(a => Action(scope.Model, type, a))], Terms.Read(entry, scope.Model));
    }

    /// <summary>An action that may stand in a list, or the model's word for all.</summary>
    public static string Action(Model model, ResourceType type, Node action)
    {
        var name = action.AsString();
        return action.Located(() => RequireAction(model, type, name));
    }

    /// <summary>Refuses an action that may not stand in a list.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.UnknownAction"/>.</exception>
    public static string RequireAction(Model model, ResourceType type, string name) => name == model.Acl!.AllWord || type.Actions.Contains(name)
        ? name
        : throw new AclException(ErrorCodes.UnknownAction,
            $"`{References.Shown(name)}` cannot stand in a list; expected {string.Join(", ", type.Actions)} or {model.Acl.AllWord}");

    /// <summary>A form of check boxes: for every subject named, an action nothing allows it is denied.</summary>
    private static void Complete(ResourceType type, AclRules rules, List<NewEntry> entries)
    {
        foreach (var subject in entries.Select(e => e.Subject).Distinct().ToList())
        {
            var allowed = entries.Where(e => e.Subject == subject && e.Effect == Effect.Allow).SelectMany(e => e.Actions).ToHashSet();
            var empty = allowed.Contains(rules.AllWord) ? [] : type.Actions.Where(a => !allowed.Contains(a)).ToList();
            if (empty.Count > 0) entries.Add(new NewEntry(subject, Effect.Deny, empty));
        }
    }

    /// <summary>A subject in the life it is in now.</summary>
    public static (SubjectRef Subject, int Generation)? Life(StepScope scope, SubjectRef? subject) =>
        subject is { } who ? (who, scope.Draft.Principal(who).Generation) : null;

    /// <summary>Puts an access list, each entry naming the life of its subject.</summary>
    public static void PutAcl(StepScope scope, ResourceType type, ResourceRef reference, SubjectRef? by, IEnumerable<NewEntry> entries)
    {
        var stored = entries.Select(e => new AccessEntry(e.Subject, scope.Draft.Principal(e.Subject).Generation, e.Effect, e.Actions, e.Terms)).ToList();
        var state = scope.Draft.Resource(type, reference);
        scope.Draft.Put(type, reference, state with { Acl = AclCompiler.Compile(scope.Draft.Tenant, type, Life(scope, by), stored) });
    }
}

/// <summary>An entry as a step brings it, before it is bound to the life its subject is in.</summary>
/// <param name="Subject">Whom it speaks of.</param>
/// <param name="Effect">What it does.</param>
/// <param name="Actions">The actions it names, or the model's word for all of them.</param>
/// <param name="Terms">When it counts; null is always.</param>
internal readonly record struct NewEntry(SubjectRef Subject, Effect Effect, IReadOnlyList<string> Actions, Terms? Terms = null);
