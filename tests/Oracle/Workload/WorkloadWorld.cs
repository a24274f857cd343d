using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Oracle.Workload;

/// <summary>
/// The rules of workload W, its roles written out as the actions of ACL entries: an owner may do everything; entries on the object or a
/// folder above it name a user or a group he is in; a deny found that way beats everything, the owner too.
/// </summary>
public sealed class WorkloadWorld(DateTimeOffset clock) : World(clock)
{
    private static readonly string[] All = ["view", "edit", "run", "delete", "share", "admin"];

    private sealed record Entry(ResourceRef Object, SubjectRef Subject, bool Allow, string[] Actions);

    private readonly List<Entry> _entries = [];

    /// <inheritdoc/>
    public override IReadOnlyList<string> ActionsOf(ResourceRef resource) => All;

    /// <inheritdoc/>
    public override bool Decide(CheckRequest check)
    {
        if (check.Resource.Type is not ("folder" or "job" or "schedule" or "template" or "image")) throw new AclException(ErrorCodes.UnknownType, "no such type");
        Require(check.Action, All);
        var user = UserNamed(check.Subject);
        List<SubjectRef> subjects = [user.Subject, .. GroupsOf(user.Subject, check.SubjectProperties)];
        var thing = ResourceNamed(check.Resource);
        var matching = _entries.Where(e => e.Actions.Contains(check.Action) && subjects.Contains(e.Subject) && IsAbove(e.Object, thing, [])).ToList();
        if (matching.Exists(e => !e.Allow)) return false;
        return thing.Owner == user.Subject || matching.Count > 0;
    }

    /// <summary>Whether it is the thing itself or a folder above it.</summary>
    private bool IsAbove(ResourceRef candidate, Resource thing, List<ResourceRef> seen)
    {
        if (candidate == thing.Ref) return true;
        if (thing.Parent is not { } parent || seen.Contains(parent)) return false;
        seen.Add(parent);
        return IsAbove(candidate, ResourceNamed(parent), seen);
    }

    /// <inheritdoc/>
    protected override void Store(string verb, Node value)
    {
        if (verb != "acl") throw new PageIsSilentException(verb);
        var on = Canonical(value.Require("resource").AsString());
        Forget(on);
        foreach (var entry in value.Require("entries").AsList())
            _entries.Add(new Entry(on, SubjectRef.Parse(entry.Require("subject").AsString()), entry.Require("effect").AsString() == "allow", entry.Require("actions").AsStrings()));
    }

    /// <inheritdoc/>
    protected override void Forget(ResourceRef resource) => _entries.RemoveAll(e => e.Object == resource);

    /// <inheritdoc/>
    protected override void Forget(SubjectRef subject) => _entries.RemoveAll(e => e.Subject == subject);

    /// <inheritdoc/>
    protected override bool Drop(string type, string id) => false;

    /// <inheritdoc/>
    protected override bool MayBind(string name) => false;
}
