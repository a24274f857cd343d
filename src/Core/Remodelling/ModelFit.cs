using OrleansAcl.Documents;
using OrleansAcl.Models;
using OrleansAcl.Objects;
using OrleansAcl.Policies;
using OrleansAcl.Requests;
using OrleansAcl.State;

namespace OrleansAcl.Remodelling;

/// <summary>
/// Whether what is stored can be under another model: whether every step that would store it now would be taken. What is said of somebody's
/// earlier life is not asked: it matches nothing, and nobody is shown it.
/// </summary>
/// <param name="from">The model it was stored under.</param>
/// <param name="lives">Who is still in the life that something speaks of.</param>
/// <param name="to">The other model.</param>
/// <param name="settings">The settings to go with it.</param>
internal sealed class ModelFit(Model from, ILives lives, Model to, Node settings)
{
    private readonly ObjectForms _forms = new(from, lives);

    /// <summary>Whether one of the two gives levels to owners and grants, and the other does not: each keeps them as the other does not look.</summary>
    private bool KeepsOtherwise => from.Levels is null != to.Levels is null;

    /// <summary>What a principal has that cannot be.</summary>
    public IEnumerable<ModelConflict> Of(PrincipalState state)
    {
        var self = new ObjectRef(state.Ref.Type, state.Ref.Id);
        if (state.Stored && Try(self, null, () => RequirePrincipal(state.Ref)) is { } unfit) yield return unfit;
        foreach (var membership in state.MemberOf.Where(m => lives.IsAlive(m.Group, m.Generation)))
            if (Try(ObjectKeys.Member(membership.Group, state.Ref), "group", () => to.RequireSubject(membership.Group)) is { } lost) yield return lost;
        foreach (var binding in state.Bindings)
        {
            var (its, place) = binding.Listed ? (self, "roles") : (ObjectKeys.Binding(binding, state.Ref), binding.Set.Kind);
            if (Try(its, place, () => RequireBinding(binding, state.Ref)) is { } lost) yield return lost;
        }

        foreach (var grant in state.Grants.Select(g => new LevelGrant(g.Key, g.Value)).Concat(state.Temporary))
        {
            var its = state.Ref.Type == SubjectRef.Role ? self : ObjectKeys.Grant(grant.Resource, state.Ref);
            if (Try(its, null, () => RequireGrant(grant.Resource, from.Levels!.Order[grant.Level])) is { } lost) yield return lost;
        }
    }

    /// <summary>Why a role, policy or collection cannot be.</summary>
    public IEnumerable<ModelConflict> Of(SetKey key, SetState state) =>
        state.Document is { } document && Try(new ObjectRef(key.Kind, key.Id), null, () => RequireDocument(key, document)) is { } unfit ? [unfit] : [];

    /// <summary>What a resource has that cannot be.</summary>
    public IEnumerable<ModelConflict> Of(ResourceRef reference, ResourceState state)
    {
        var text = reference.ToString();
        if (state.Stored && Try(new ObjectRef(ObjectRef.Resource, text), null, () => RequireResource(reference, state)) is { } unfit) yield return unfit;
        if (state.Acl is { } acl && Try(new ObjectRef(ObjectRef.Acl, text), null, () => RequireAcl(reference, acl)) is { } lost) yield return lost;
    }

    private void RequirePrincipal(SubjectRef subject)
    {
        to.RequireSubject(subject);
        if (subject.Type != SubjectRef.Role) return;
        if (to.Levels is not { } levels) throw new AclException(ErrorCodes.InvalidDocument, $"model `{to.Name}` has no roles of levels");
        Changes.DocumentSteps.RequireRoleName(levels, subject.Id, to);
    }

    private void RequireBinding(Binding binding, SubjectRef holder)
    {
        RequireTerms(binding.Terms, "when");
        if (!lives.IsAlive(binding.Set, binding.Generation)) return;
        RequireKeptAlike("what is bound");
        // In models of levels a listed role is a grant, and that is looked at as one.
        if (to.Levels is not null) return;
        if (!to.Principals.Binds.TryGetValue(binding.Set.Kind, out var types) || !types.Contains(holder.Type))
            throw new AclException(ErrorCodes.InvalidDocument, $"in model `{to.Name}` a {binding.Set.Kind} is not bound to a {holder.Type}");
        if (from.Principals.BuiltInRoles.Except(to.Principals.BuiltInRoles).Contains(binding.Set.Id) && binding is { Listed: false, Set.Kind: SetKey.Role })
            throw new AclException(ErrorCodes.NotFound, $"model `{to.Name}` has no built-in {binding.Set}");
    }

    private void RequireGrant(ResourceRef resource, string level)
    {
        RequireKeptAlike("what is granted");
        RequireSame(resource, "resource");
        to.Levels!.Level(Node.Map(("level", Node.Of(level)))["level"]!);
    }

    private void RequireDocument(SetKey key, Node document)
    {
        ObjectReader.RequireSet(to, key.Kind);
        if (key.Kind == ObjectRef.ApiKey) return;
        if (to.Documents[key.Kind].Read(key.Kind, document, to, settings) is not DocumentContent.Set { Permissions.Key: var read } || read != key)
            throw new AclException(ErrorCodes.InvalidDocument, $"model `{to.Name}` does not keep it as a document of that name");
    }

    private void RequireResource(ResourceRef reference, ResourceState state)
    {
        var type = RequireSame(reference, "id");
        if (state.Parent is { } parent)
        {
            var above = RequireSame(parent, "parent");
            At("parent", () => TenantView.RequireParentType(type, above));
        }

        if (state.Owner is not { } owner || !lives.IsAlive(owner, state.OwnerGeneration)) return;
        At("owner", () => to.RequireSubject(owner));
        At("owner", () => RequireKeptAlike("what is owned"));
    }

    private void RequireAcl(ResourceRef reference, AccessList acl)
    {
        if (to.Acl is null) throw new AclException(ErrorCodes.InvalidDocument, $"model `{to.Name}` has no access lists");
        var type = RequireSame(reference, "resource");
        if (acl.Author is { } author && lives.IsAlive(author.Subject, author.Generation)) At("by", () => to.RequireSubject(author.Subject));
        foreach (var entry in acl.Entries) RequireTerms(entry.Terms, "entries");
        foreach (var (entry, i) in _forms.Entries(acl).Select((entry, i) => (entry, i)))
        {
            At($"entries[{i}].subject", () => to.RequireSubject(entry.Subject));
            foreach (var action in entry.Actions) At($"entries[{i}].actions", () => Changes.ResourceSteps.RequireAction(to, type, action));
        }
    }

    /// <summary>Refuses a reference that is none in the other model, or is written otherwise there: what is stored under it would not be found.</summary>
    private ResourceType RequireSame(ResourceRef reference, string place)
    {
        var text = reference.ToString();
        if (from.Uris is null != to.Uris is null)
            throw new AclException(ErrorCodes.InvalidDocument, $"of `{from.Name}` and `{to.Name}` only one has URIs, and `{References.Shown(text)}` is another resource there", place);
        return At(place, () => to.Resolve(ResourceRef.Parse(text), settings, Reach.Stored) is var (type, read) && read.ToString() == text
            ? type
            : throw new AclException(ErrorCodes.InvalidDocument, $"in model `{to.Name}` `{References.Shown(text)}` is `{References.Shown(read.ToString())}`"));
    }

    /// <summary>Refuses a condition that is none in the other model, also one of an earlier life: it is read wherever it stands.</summary>
    private void RequireTerms(Terms? terms, string place)
    {
        if (terms?.When is { } when) At(place, () => to.Condition(when.Text));
    }

    private void RequireKeptAlike(string what)
    {
        if (KeepsOtherwise)
            throw new AclException(ErrorCodes.InvalidDocument, $"of `{from.Name}` and `{to.Name}` only one has levels, and {what} is kept otherwise there");
    }

    private static void At(string place, Action require) => At(place, () =>
    {
        require();
        return true;
    });

    private static T At<T>(string place, Func<T> require)
    {
        try
        {
            return require();
        }
        catch (AclException e)
        {
            throw new AclException(e.Code, e.Detail, place, e);
        }
    }

    private static ModelConflict? Try(ObjectRef about, string? place, Action require)
    {
        try
        {
            require();
            return null;
        }
        catch (AclException e)
        {
            return new ModelConflict(about, e.Code, e.Detail, e.Place is { Length: > 0 } named ? named : place);
        }
    }
}
