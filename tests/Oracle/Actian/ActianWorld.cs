using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Oracle.Actian;

/// <summary>Section 4 of the page <c>actian-dataconnect</c>.</summary>
public sealed class ActianWorld(DateTimeOffset clock) : World(clock)
{
    private sealed record Block(string Type, string[] Allowed, string[] Ids)
    {
        /// <summary><em>Full</em>: <c>*</c>, or all three.</summary>
        public bool IsFull => Allows("view") && Allows("edit") && Allows("delete");

        public bool Allows(string action) => Allowed.Contains(action) || Allowed.Contains("*");
    }

    private readonly List<(string Name, List<Block> Blocks)> _policies = [];

    /// <inheritdoc/>
    public override IReadOnlyList<string> ActionsOf(ResourceRef resource) => ["view", "edit", "delete"];

    /// <inheritdoc/>
    public override bool Decide(CheckRequest check)
    {
        if (check.Resource.Type is not ("jobtemplates" or "jobconfigs")) throw new AclException(ErrorCodes.UnknownType, "no such type");
        Require(check.Action, "view", "edit", "delete", "create");
        var user = UserNamed(check.Subject);
        var creating = check.Action == "create";
        var thing = creating
            ? Resource.Unstored(Canonical(check.Resource.ToString())) with { Parent = check.Parent is { } p ? Canonical(p.ToString()) : null }
            : ResourceNamed(check.Resource, check.ResourceProperties);
        if (creating && thing.Ref.Id != "") throw new PageIsSilentException("creating under an id that is given");
        var parent = thing.Parent is { } under ? ResourceNamed(under) : null;

        if (!user.Active) return false;
        if (creating ? parent is not null && Account(parent.Properties) != Account(user.Properties)
            : Account(thing.Properties) != Account(user.Properties)) return false;
        if (user.Admin) return true;
        if (thing.Owner == user.Subject) return true;
        if (creating && (thing.Ref.Type == "jobtemplates" || parent is null)) return true;
        if (creating && parent!.Owner == user.Subject) return true;

        List<SubjectRef> subjects = [user.Subject, .. GroupsOf(user.Subject, check.SubjectProperties)];
        return _policies.Where(p => IsBound(p.Name, subjects))
            .SelectMany(p => p.Blocks)
            .Where(b => b.Type == thing.Ref.Type)
            .Any(b => creating ? Creates(b, thing) : Covers(b, thing, check.Action));
    }

    private static bool Creates(Block block, Resource thing) => block.IsFull && block.Ids.Contains("template:" + thing.Parent!.Value.Id);

    private static bool Covers(Block block, Resource thing, string action)
    {
        if (!block.Allows(action)) return false;
        if (block.Ids.Contains("*") || block.Ids.Contains(thing.Ref.Id)) return true;
        return thing.Ref.Type == "jobconfigs" && thing.Parent is { } parent && block.Ids.Contains("template:" + parent.Id);
    }

    private static string Account(Node? properties) => properties?["account"]?.AsString() ?? "the common one";

    /// <inheritdoc/>
    protected override void Store(string verb, Node value)
    {
        if (verb != "policy") throw new PageIsSilentException(verb);
        var name = value.Require("name").AsString();
        Drop(verb, name);
        _policies.Add((name, [.. value.Require("permissions").AsList().Select(ReadBlock)]));
    }

    private static Block ReadBlock(Node block) =>
        new(block.Require("resourceType").AsString(), block.Require("allowed").AsStrings(), block.Require("resourceIds").AsStrings());

    /// <inheritdoc/>
    protected override bool Drop(string type, string id) => _policies.RemoveAll(p => p.Name == id) > 0;

    /// <inheritdoc/>
    protected override bool MayBind(string name) => _policies.Exists(p => p.Name == name);
}
