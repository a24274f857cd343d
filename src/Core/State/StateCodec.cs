using System.Collections.Immutable;
using OrleansAcl.Documents;
using OrleansAcl.Models;
using OrleansAcl.Policies;

namespace OrleansAcl.State;

/// <summary>
/// The stored form of states. What is derived (members of a group, what somebody owns) is stored only where not everything is in memory;
/// elsewhere it is worked out on loading.
/// </summary>
internal static class StateCodec
{
    /// <summary>A resource's stored form; null when there is nothing to store.</summary>
    public static Node? Write(ResourceState state) => state is { Stored: false, Acl: null, Children: 0 } ? null : Node.Map(
        ("stored", Node.Of(state.Stored)),
        ("children", state.Children == 0 ? null : Node.Of(state.Children)),
        ("owner", Stamp(state.Owner, state.OwnerGeneration)),
        ("parent", Text(state.Parent?.ToString())),
        ("namespace", Text(state.Namespace)),
        ("properties", state.Properties?.Copy()),
        ("acl", state.Acl is { } acl ? Write(acl) : null));

    private static Node Write(AccessList acl) => Node.Map(
        ("by", Stamp(acl.Author?.Subject, acl.Author?.Generation ?? 0)),
        ("entries", Node.List(acl.Entries.Select(e => Node.Map(
            ("subject", Stamp(e.Subject, e.Generation)), ("effect", Node.Of(e.Effect == Effect.Allow ? "allow" : "deny")), ("actions", Node.List(e.Actions)))))));

    /// <summary>A principal's stored form; null when there is nothing to store.</summary>
    public static Node? Write(PrincipalState state, bool withDerived) => state.IsBlank && (!withDerived || (state.Members.IsEmpty && state.Owned.IsEmpty)) ? null : Node.Map(
        ("members", withDerived ? Node.List(state.Members.Select(m => m.ToString())) : null),
        ("owned", withDerived ? Node.List(state.Owned.Select(o => o.ToString())) : null),
        ("generation", Node.Of(state.Generation)),
        ("stored", Node.Of(state.Stored)),
        ("admin", Node.Of(state.Admin)),
        ("active", Node.Of(state.Active)),
        ("properties", state.Properties?.Copy()),
        ("groups", Node.List(state.MemberOf.Select(m => Stamp(m.Group, m.Generation)!))),
        ("bindings", Node.List(state.Bindings.Select(b => Node.Map(
            ("kind", Node.Of(b.Set.Kind)), ("id", Node.Of(b.Set.Id)), ("generation", Node.Of(b.Generation)),
            ("namespace", Text(b.Namespace)), ("listed", Node.Of(b.Listed)))))),
        ("levels", Node.List(state.Grants.Select(g => Node.Map(("resource", Node.Of(g.Key.ToString())), ("level", Node.Of(g.Value)))))));

    /// <summary>A permission set's stored form; null when there is nothing to store.</summary>
    public static Node? Write(SetState state) => state.Document is null && state.Generation == 0 ? null : Node.Map(
        ("generation", Node.Of(state.Generation)), ("document", state.Document?.Copy()));

    private static Node? Text(string? text) => text is null ? null : Node.Of(text);

    /// <summary>A subject and which life of it, as a list.</summary>
    private static Node? Stamp(SubjectRef? subject, int generation) =>
        subject is { } who ? Node.List([Node.Of(who.ToString()), Node.Of(generation)]) : null;

    private static (SubjectRef Subject, int Generation) Stamp(Node node) => (SubjectRef.Parse(node.Items[0].Text), (int)node.Items[1].AsInteger());

    /// <summary>A resource from its stored form.</summary>
    public static ResourceState ReadResource(Node node, TenantState tenant, ResourceType type)
    {
        var owner = node["owner"] is { } stamp ? Stamp(stamp) : ((SubjectRef Subject, int Generation)?)null;
        var parent = node["parent"] is { } above
            ? tenant.Model.Resolve(ResourceRef.Parse(above.Text), tenant.Settings, Reach.Stored)
            : ((ResourceType Type, ResourceRef Ref)?)null;
        return new ResourceState
        {
            Stored = node["stored"]!.AsBoolean(),
            Children = (int)(node["children"]?.AsInteger() ?? 0),
            Owner = owner?.Subject,
            OwnerGeneration = owner?.Generation ?? 0,
            OwnerId = owner is { } o ? tenant.NumberOf(o.Subject, o.Generation) : PrincipalState.Nobody,
            Parent = parent?.Ref,
            ParentSlot = parent is { } p ? tenant.ParentSlot(p.Type, p.Ref) : null,
            Namespace = node["namespace"]?.Text,
            Properties = node["properties"],
            Acl = node["acl"] is { } acl ? ReadAcl(acl, tenant, type) : null,
        };
    }

    private static AccessList ReadAcl(Node node, TenantState tenant, ResourceType type) => AclCompiler.Compile(
        tenant, type, node["by"] is { } by ? Stamp(by) : null,
        [.. node["entries"]!.Items.Select(e =>
        {
            var (subject, generation) = Stamp(e["subject"]!);
            return new AccessEntry(subject, generation, e["effect"]!.Text == "allow" ? Effect.Allow : Effect.Deny, e["actions"]!.AsStrings());
        })]);

    /// <summary>A principal from its stored form.</summary>
    public static PrincipalState ReadPrincipal(Node node, SubjectRef reference, TenantState tenant) => new()
    {
        Ref = reference,
        SubjectId = tenant.NumberOf(reference, (int)node["generation"]!.AsInteger()),
        Generation = (int)node["generation"]!.AsInteger(),
        Stored = node["stored"]!.AsBoolean(),
        Admin = node["admin"]!.AsBoolean(),
        Active = node["active"]!.AsBoolean(),
        Properties = node["properties"],
        MemberOf = [.. node["groups"]!.Items.Select(Stamp).Select(m => new Membership(m.Subject, m.Generation))],
        Bindings = [.. node["bindings"]!.Items.Select(b => new Binding(
            new SetKey(b["kind"]!.Text, b["id"]!.Text), b["namespace"]?.Text, (int)b["generation"]!.AsInteger(), b["listed"]!.AsBoolean()))],
        Members = [.. (node["members"]?.Items ?? []).Select(m => SubjectRef.Parse(m.Text))],
        Owned = [.. (node["owned"]?.Items ?? []).Select(o => tenant.Model.Resolve(ResourceRef.Parse(o.Text), tenant.Settings, Reach.Stored).Ref)],
        Grants = node["levels"]!.Items.ToImmutableDictionary(
            g => tenant.Model.Resolve(ResourceRef.Parse(g["resource"]!.Text), tenant.Settings, Reach.Stored).Ref, g => (int)g["level"]!.AsInteger()),
    };

    /// <summary>A permission set from its stored form.</summary>
    public static SetState ReadSet(Node node, SetKey key, TenantState tenant) => new()
    {
        Generation = (int)node["generation"]!.AsInteger(),
        Document = node["document"],
        Set = node["document"] is { } document && tenant.Model.Documents.GetValueOrDefault(key.Kind)?
            .Read(key.Kind, document, tenant.Model, tenant.Settings) is DocumentContent.Set { Permissions: var set } ? set : null,
    };
}
