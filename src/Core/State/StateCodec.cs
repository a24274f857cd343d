using System.Collections.Immutable;
using OrleansAcl.Documents;
using OrleansAcl.Models;
using OrleansAcl.Policies;

namespace OrleansAcl.State;

/// <summary>
/// The stored form of states. Rosters and the place of an entity in the index are stored only where not everything is in memory; elsewhere
/// they are worked out on loading.
/// </summary>
internal static class StateCodec
{
    /// <summary>A resource's stored form; null when there is nothing to store.</summary>
    public static Node? Write(ResourceState state, bool indexed) => state.IsBlank ? null : Node.Map(
        ("index", indexed ? Number(state.IndexShard) : null),
        ("inside", indexed ? Number(state.Listed.Inside) : null),
        ("mentions", indexed && !state.Listed.Mentions.IsEmpty ? Node.List(state.Listed.Mentions.Select(m => Stamp(m.Key.Subject, m.Key.Generation, m.Value)!)) : null),
        ("stored", Node.Of(state.Stored)),
        ("children", Number(state.Children)),
        ("owner", Stamp(state.Owner, state.OwnerGeneration)),
        ("owned", Number(state.OwnedShard)),
        ("parent", Text(state.Parent?.ToString())),
        ("namespace", Text(state.Namespace)),
        ("properties", state.Properties?.Copy()),
        ("acl", state.Acl is { } acl ? Write(acl) : null));

    private static Node Write(AccessList acl) => Node.Map(
        ("by", Stamp(acl.Author?.Subject, acl.Author?.Generation ?? 0)),
        ("entries", Node.List(acl.Entries.Select(e => Node.Map([
            ("subject", Stamp(e.Subject, e.Generation)), ("effect", Node.Of(e.Effect == Effect.Allow ? "allow" : "deny")), ("actions", Node.List(e.Actions)), .. Terms.Write(e.Terms)])))));

    /// <summary>A principal's stored form; null when there is nothing to store. Levels are stored by name, so that others may be put between them.</summary>
    public static Node? Write(PrincipalState state, Model model, bool indexed) => state.IsBlank ? null : Node.Map(
        ("index", indexed ? Number(state.IndexShard) : null),
        ("generation", Node.Of(state.Generation)),
        ("stored", Node.Of(state.Stored)),
        ("admin", Node.Of(state.Admin)),
        ("active", Node.Of(state.Active)),
        ("properties", state.Properties?.Copy()),
        ("groups", Node.List(state.MemberOf.Select(Write))),
        ("bindings", Node.List(state.Bindings.Select(b => Node.Map([
            ("kind", Node.Of(b.Set.Kind)), ("id", Node.Of(b.Set.Id)), ("generation", Node.Of(b.Generation)),
            ("namespace", Text(b.Namespace)), ("listed", Node.Of(b.Listed)), .. Terms.Write(b.Terms)])))),
        ("levels", Node.List(state.Grants.Select(g => Node.Map(("resource", Node.Of(g.Key.ToString())), ("level", Node.Of(model.Levels!.Order[g.Value])))))),
        ("temporary", state.Temporary.IsEmpty ? null : Node.List(state.Temporary.Select(g => Node.Map([
            ("resource", Node.Of(g.Resource.ToString())), ("level", Node.Of(model.Levels!.Order[g.Level])), .. Terms.Write(g.Terms)])))));

    /// <summary>A membership: its stamp, and behind it its terms as a mapping.</summary>
    private static Node Write(Membership membership)
    {
        var stamp = Stamp(membership.Group, membership.Generation, membership.Shard)!;
        return membership.Terms is null ? stamp : Node.List([.. stamp.Items.Select(i => i.Copy()), Node.Map(Terms.Write(membership.Terms))]);
    }

    private static Membership ReadMembership(Node node)
    {
        var (group, generation) = Stamp(node);
        var (shard, terms) = (0, (Terms?)null);
        foreach (var more in node.Items.Skip(2))
        {
            if (more.Kind == NodeKind.Map) terms = Terms.Read(more, null);
            else shard = (int)more.AsInteger();
        }

        return new Membership(group, generation, shard, terms);
    }

    /// <summary>A permission set's stored form; null when there is nothing to store.</summary>
    public static Node? Write(SetState state, bool indexed) => state.IsBlank ? null : Node.Map(
        ("index", indexed ? Number(state.IndexShard) : null),
        ("generation", Node.Of(state.Generation)), ("document", state.Document?.Copy()));

    /// <summary>A shard's stored form; null when there is nothing to store.</summary>
    public static Node? Write(ShardState state) => state.IsEmpty ? null : Node.Map(
        ("index", Number(state.IndexShard)),
        ("last", Number(state.Last)),
        ("room", state.Room.IsEmpty ? null : Node.List(state.Room.Select(r => Node.Of(r)))),
        ("entries", Node.List(state.Entries)));

    /// <summary>The stored form of a part of the idempotency keys; null when there are none.</summary>
    public static Node? Write(LedgerState state) => state.Requests.IsEmpty ? null : Node.Map(state.Requests.Select(r => (r.Key, (Node?)Node.Map(
        ("hash", Node.Of(r.Value.Hash)), ("revision", Node.Of(r.Value.Revision)), ("time", Node.Of(r.Value.Time.ToString("O"))), ("results", r.Value.Results.Copy())))));

    /// <summary>A part of the idempotency keys from its stored form.</summary>
    public static LedgerState ReadLedger(Node node) => new()
    {
        Requests = node.Entries.ToImmutableDictionary(e => e.Key, e => new KeptRequest(
            e.Value["hash"]!.Text, e.Value["revision"]!.AsInteger(), e.Value["time"]!.AsInstant(), e.Value["results"]!)),
    };

    /// <summary>A number, which is left out when it is 0.</summary>
    private static Node? Number(int number) => number == 0 ? null : Node.Of(number);

    private static int Number(Node? number) => (int)(number?.AsInteger() ?? 0);

    private static Node? Text(string? text) => text is null ? null : Node.Of(text);

    /// <summary>A subject and which life of it, as a list; behind them a shard, unless it is the first.</summary>
    private static Node? Stamp(SubjectRef? subject, int generation, int shard = 0) => subject is not { } who ? null
        : shard == 0 ? Node.List([Node.Of(who.ToString()), Node.Of(generation)])
        : Node.List([Node.Of(who.ToString()), Node.Of(generation), Node.Of(shard)]);

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
            IndexShard = Number(node["index"]),
            Listed = ReadListed(node),
            Children = Number(node["children"]),
            OwnedShard = Number(node["owned"]),
            Owner = owner?.Subject,
            OwnerGeneration = owner?.Generation ?? 0,
            OwnerId = owner is { } o ? tenant.NumberOf(o.Subject, o.Generation) : PrincipalState.Nobody,
            Parent = parent?.Ref,
            ParentSlot = parent is { } p ? tenant.ResourcePlace(p.Type, p.Ref) : null,
            Namespace = node["namespace"]?.Text,
            Properties = node["properties"],
            Acl = node["acl"] is { } acl ? ReadAcl(acl, tenant, type) : null,
        };
    }

    private static ListedIn ReadListed(Node node)
    {
        if (node["inside"] is null && node["mentions"] is null) return ListedIn.FirstShards;
        var shards = (node["mentions"]?.Items ?? []).ToImmutableDictionary(m => Stamp(m), m => Number(m.Items[2]));
        return new ListedIn(shards, Number(node["inside"]));
    }

    private static AccessList ReadAcl(Node node, TenantState tenant, ResourceType type) => AclCompiler.Compile(
        tenant, type, node["by"] is { } by ? Stamp(by) : null,
        [.. node["entries"]!.Items.Select(e =>
        {
            var (subject, generation) = Stamp(e["subject"]!);
            return new AccessEntry(subject, generation, e["effect"]!.Text == "allow" ? Effect.Allow : Effect.Deny, e["actions"]!.AsStrings(), Terms.Read(e, tenant.Model));
        })]);

    /// <summary>Which life of a principal a stored form is of.</summary>
    public static int ReadGeneration(Node node) => (int)node["generation"]!.AsInteger();

    /// <summary>A principal from its stored form.</summary>
    public static PrincipalState ReadPrincipal(Node node, SubjectRef reference, TenantState tenant) => new()
    {
        Ref = reference,
        SubjectId = tenant.NumberOf(reference, ReadGeneration(node)),
        IndexShard = Number(node["index"]),
        Generation = ReadGeneration(node),
        Stored = node["stored"]!.AsBoolean(),
        Admin = node["admin"]!.AsBoolean(),
        Active = node["active"]!.AsBoolean(),
        Properties = node["properties"],
        MemberOf = [.. node["groups"]!.Items.Select(ReadMembership)],
        Bindings = [.. node["bindings"]!.Items.Select(b => new Binding(
            new SetKey(b["kind"]!.Text, b["id"]!.Text), b["namespace"]?.Text, (int)b["generation"]!.AsInteger(), b["listed"]!.AsBoolean(),
            Terms.Read(b, tenant.Model)))],
        Grants = node["levels"]!.Items.ToImmutableDictionary(
            g => tenant.Model.Resolve(ResourceRef.Parse(g["resource"]!.Text), tenant.Settings, Reach.Stored).Ref, g => Level(g["level"]!, tenant)),
        Temporary = [.. (node["temporary"]?.Items ?? []).Select(g => new LevelGrant(
            tenant.Model.Resolve(ResourceRef.Parse(g["resource"]!.Text), tenant.Settings, Reach.Stored).Ref, Level(g["level"]!, tenant), Terms.Read(g, null)))],
    };

    /// <summary>A level from its name, or from the number that it was stored as before.</summary>
    private static int Level(Node stored, TenantState tenant)
    {
        var rules = tenant.Model.Levels ?? throw new AclException(ErrorCodes.InvalidDocument, $"model `{tenant.Model.Name}` has no levels");
        if (stored.Kind != NodeKind.Number) return rules.Level(stored);
        var (number, names) = (stored.AsInteger(), tenant.Blueprint.NumberedLevels ?? rules.Order);
        return rules.Level(Node.Of(number >= 0 && number < names.Count ? names[(int)number] : stored.Text));
    }

    /// <summary>A shard from its stored form.</summary>
    public static ShardState ReadShard(Node node)
    {
        var entries = node["entries"]!.AsStrings();
        return new ShardState
        {
            Entries = [.. entries], Weight = entries.Sum(e => e.Length), Last = Number(node["last"]), IndexShard = Number(node["index"]),
            Room = [.. (node["room"]?.Items ?? []).Select(r => (int)r.AsInteger())],
        };
    }

    /// <summary>A permission set from its stored form.</summary>
    public static SetState ReadSet(Node node, SetKey key, TenantState tenant) => new()
    {
        IndexShard = Number(node["index"]),
        Generation = (int)node["generation"]!.AsInteger(),
        Document = node["document"],
        Set = node["document"] is { } document && tenant.Model.Documents.GetValueOrDefault(key.Kind)?
            .Read(key.Kind, document, tenant.Model, tenant.Settings) is DocumentContent.Set { Permissions: var set } ? set : null,
    };
}
