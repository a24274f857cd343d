using OrleansAcl.Bench.Worlds;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Bench.Ours;

/// <summary>Workload W in the product's own steps; its roles become the actions they hold.</summary>
internal sealed class WorldSteps(World world)
{
    private readonly Dictionary<string, string[]> _roles = world.Roles.ToDictionary(role => role.Id, role => role.Actions);
    private readonly ILookup<string, Grant> _grants = world.Grants.ToLookup(grant => grant.Object);
    private readonly ILookup<string, string> _members = world.Memberships.ToLookup(membership => membership.Group, membership => membership.Member);

    /// <summary>Every step in an order in which nothing is named before it is there.</summary>
    public IEnumerable<Step> All() =>
    [
        .. world.Users.Select(user => new Step("user", Node.Map(("id", Node.Of(user))))),
        .. world.Groups.Select(group => new Step("group", Node.Map(("id", Node.Of(group)), ("members", Node.List(_members[group]))))),
        .. world.Folders.Concat(world.Resources).Select(Resource),
        .. _grants.Select(grants => AccessList(grants.Key)),
    ];

    /// <summary>The step that stores the world's access list of an object, with more grants when there are any.</summary>
    public Step AccessList(string item, params IEnumerable<Grant> more) => new("acl", Node.Map(
        ("resource", Node.Of(item)), ("entries", Node.List(_grants[item].Concat(more).Select(Entry)))));

    private static Step Resource(Item item) => new("resource", Node.Map(
        ("id", Node.Of(item.Reference)), ("parent", Text(item.Parent)), ("owner", Text(item.Owner))));

    private Node Entry(Grant grant) => Node.Map(
        ("subject", Node.Of(grant.Subject)), ("effect", Node.Of(grant.Effect)), ("actions", Node.List(_roles[grant.Role])));

    private static Node? Text(string? text) => text is null ? null : Node.Of(text);
}
