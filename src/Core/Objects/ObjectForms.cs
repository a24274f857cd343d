using OrleansAcl.Documents;
using OrleansAcl.Models;
using OrleansAcl.Policies;
using OrleansAcl.State;

namespace OrleansAcl.Objects;

/// <summary>States as the documents people read: each is the value that the step which stores it takes.</summary>
internal sealed class ObjectForms(Model model, ILives lives)
{
    /// <summary>What is still in the life that something speaks of.</summary>
    public ILives Lives => lives;

    /// <summary>A user, group or role of levels; null when it is not stored.</summary>
    public Node? Principal(PrincipalState state) => !state.Stored ? null : state.Ref.Type switch
    {
        SubjectRef.User => User(state),
        SubjectRef.Role => Role(state),
        _ => Node.Map(("id", Node.Of(state.Ref.Id))),
    };

    private Node User(PrincipalState state)
    {
        var roles = Listed(state).Select(set => set.Id).ToList();
        return Node.Map(
            ("id", Node.Of(state.Ref.Id)),
            ("admin", Node.Of(state.Admin)),
            ("active", Node.Of(state.Active)),
            ("roles", roles.Count == 0 ? null : Node.List(roles)),
            ("properties", state.Properties?.Copy()));
    }

    /// <summary>The roles that a user's own document lists.</summary>
    public IEnumerable<SetKey> Listed(PrincipalState state) =>
        state.Bindings.Where(b => b.Listed && lives.IsAlive(b.Set, b.Generation) && IsHeld(state, b)).Select(b => b.Set);

    /// <summary>In models of levels a listed role is a grant, which may have been taken away since.</summary>
    private bool IsHeld(PrincipalState state, Binding listed) =>
        model.Levels is not { } rules || (state.Grants.TryGetValue(ResourceRef.Uri(rules.RoleType, listed.Set.Id), out var level) && level >= rules.ExpandAt);

    private Node Role(PrincipalState state)
    {
        var permissions = state.Grants.Select(g => (Resource: g.Key.ToString(), Level: model.Levels!.Order[g.Value])).OrderBy(p => p.Resource, StringComparer.Ordinal);
        return model.Documents.GetValueOrDefault(SetKey.Role) is ILevelRoleFormat format
            ? format.Write(state.Ref.Id, permissions)
            : Node.Map(("name", Node.Of(state.Ref.Id)));
    }

    /// <summary>A role, policy or collection, or a key; null when it is not stored.</summary>
    public static Node? Set(SetState state) => state.Document?.Copy();

    /// <summary>A resource; null when it is not stored.</summary>
    public Node? Resource(ResourceRef reference, ResourceState state) => !state.Stored ? null : Node.Map(
        ("id", Node.Of(reference.ToString())),
        ("owner", state.Owner is { } owner && lives.IsAlive(owner, state.OwnerGeneration) ? Node.Of(owner.ToString()) : null),
        ("parent", Text(state.Parent?.ToString())),
        ("namespace", Text(state.Namespace)),
        ("properties", state.Properties?.Copy()));

    /// <summary>The access list of a resource; null when it has none.</summary>
    public Node? Acl(ResourceRef reference, ResourceState state) => state.Acl is not { } acl ? null : Node.Map(
        ("resource", Node.Of(reference.ToString())),
        ("by", acl.Author is { } by && lives.IsAlive(by.Subject, by.Generation) ? Node.Of(by.Subject.ToString()) : null),
        ("entries", Node.List(Entries(acl).Select(Entry))));

    /// <summary>The entries whose subjects are still who they were.</summary>
    public IEnumerable<AccessEntry> Entries(AccessList acl) => acl.Entries.Where(e => lives.IsAlive(e.Subject, e.Generation));

    /// <summary>An entry.</summary>
    public static Node Entry(AccessEntry entry) => Node.Map([
        ("subject", Node.Of(entry.Subject.ToString())),
        ("effect", Node.Of(entry.Effect == Effect.Allow ? "allow" : "deny")),
        ("actions", Node.List(entry.Actions)),
        .. Terms.Write(entry.Terms)]);

    /// <summary>The groups a principal is directly in.</summary>
    public IEnumerable<(ObjectRef Ref, Node Document)> Memberships(PrincipalState state) => state.MemberOf
        .Where(m => lives.IsAlive(m.Group, m.Generation))
        .Select(m => (ObjectKeys.Member(m.Group, state.Ref), Member(m.Group, state.Ref, m.Terms)));

    /// <summary>A membership.</summary>
    public static Node Member(SubjectRef group, SubjectRef member, Terms? terms) =>
        Node.Map([("group", Node.Of(group.ToString())), ("member", Node.Of(member.ToString())), .. Terms.Write(terms)]);

    /// <summary>The roles and policies attached to a principal, but for those its own document lists.</summary>
    public IEnumerable<(ObjectRef Ref, Node Document)> Bindings(PrincipalState state) => state.Bindings
        .Where(b => !b.Listed && lives.IsAlive(b.Set, b.Generation))
        .Select(b => (ObjectKeys.Binding(b, state.Ref), Node.Map([
            (b.Set.Kind, Node.Of(b.Set.Id)), ("to", Node.List([state.Ref.ToString()])), ("namespace", Text(b.Namespace)), .. Terms.Write(b.Terms)])));

    /// <summary>The levels granted to a user; a role's are its document.</summary>
    public IEnumerable<(ObjectRef Ref, Node Document)> Grants(PrincipalState state) => state.Ref.Type == SubjectRef.Role ? [] :
    [
        .. state.Grants.Select(g => (ObjectKeys.Grant(g.Key, state.Ref), Grant(state.Ref, new LevelGrant(g.Key, g.Value)))),
        .. state.Temporary.Select(g => (ObjectKeys.Temporary(g.Resource, state.Ref), Grant(state.Ref, g))),
    ];

    private Node Grant(SubjectRef to, LevelGrant grant) => Node.Map([
        ("resource", Node.Of(grant.Resource.ToString())), ("to", Node.Of(to.ToString())), ("level", Node.Of(model.Levels!.Order[grant.Level])),
        .. Terms.Write(grant.Terms)]);

    private static Node? Text(string? text) => text is null ? null : Node.Of(text);
}
