using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Oracle;

/// <summary>
/// One tenant of one model, written straight from the model's page: plain lists, linear scans, nothing remembered. It is the second
/// opinion that the engine's answers are compared with, so it shares no code with the engine and is never made faster.
/// </summary>
/// <param name="clock">Where the tenant's clock starts.</param>
public abstract partial class World(DateTimeOffset clock)
{
    /// <summary>What <c>user</c> steps stored.</summary>
    public List<User> Users { get; } = [];

    /// <summary>What <c>group</c> steps stored.</summary>
    public List<Group> Groups { get; } = [];

    /// <summary>What <c>resource</c> steps stored.</summary>
    public List<Resource> Resources { get; } = [];

    /// <summary>What <c>bind</c> steps attached.</summary>
    protected List<Binding> Bindings { get; } = [];

    /// <summary>The tenant's clock.</summary>
    protected DateTimeOffset Now { get; private set; } = clock;

    /// <summary>May the subject do the action on the resource?</summary>
    /// <exception cref="PageIsSilentException">The page does not say.</exception>
    public abstract bool Decide(CheckRequest check);

    /// <summary>The actions that <c>actions</c> asks about on this resource.</summary>
    public abstract IReadOnlyList<string> ActionsOf(ResourceRef resource);

    /// <summary>A stored resource as a request would name it.</summary>
    public virtual ResourceRef Written(ResourceRef stored) => stored;

    /// <summary>Refuses an action that is none of the type's, <c>unknown_action</c>.</summary>
    protected static void Require(string action, params ReadOnlySpan<string> actions)
    {
        if (!actions.Contains(action)) throw new AclException(ErrorCodes.UnknownAction, "no such action");
    }

    /// <summary>Reads a reference as it is written in a step or a request.</summary>
    protected virtual ResourceRef Canonical(string written)
    {
        var colon = written.IndexOf(':');
        return new ResourceRef(written[..colon], written[(colon + 1)..]);
    }

    /// <summary>The stored user, or one that no step stored.</summary>
    protected User UserNamed(SubjectRef subject) => subject.Type == SubjectRef.User
        ? Users.Find(u => u.Id == subject.Id) ?? User.Unstored(subject.Id)
        : throw new PageIsSilentException("the page speaks of users only");

    /// <summary>The stored resource, or one that no step stored, with the properties of the request put over its own.</summary>
    protected Resource ResourceNamed(ResourceRef reference, Node? properties = null)
    {
        var canonical = Canonical(reference.ToString());
        var found = Resources.Find(r => r.Ref == canonical) ?? Resource.Unstored(canonical);
        return found with { Properties = Node.Merge(found.Properties, properties) };
    }

    /// <summary>The groups a subject is in: the token's if it carries some, else the stored ones; then all that hold those.</summary>
    protected List<SubjectRef> GroupsOf(SubjectRef subject, Node? token)
    {
        var found = new List<SubjectRef>();
        if (token?["groups"] is { } groups)
            foreach (var id in groups.AsStrings()) Reach(new SubjectRef(SubjectRef.Group, id), found);
        else
            foreach (var group in Groups.Where(g => g.Members.Contains(subject))) Reach(group.Subject, found);
        return found;
    }

    /// <summary>Whether a role or policy is bound to one of the subjects.</summary>
    protected bool IsBound(string what, List<SubjectRef> subjects) =>
        Bindings.Exists(b => b.What == what && subjects.Contains(b.Subject));

    private void Reach(SubjectRef group, List<SubjectRef> found)
    {
        if (found.Contains(group)) return;
        found.Add(group);
        foreach (var above in Groups.Where(g => g.Members.Contains(group))) Reach(above.Subject, found);
    }
}
