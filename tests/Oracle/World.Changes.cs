using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Oracle;

/// <content>What the steps common to all models change.</content>
public abstract partial class World
{
    /// <summary>Applies a step of the system, whole or not at all.</summary>
    /// <exception cref="AclException">The page refuses the step, with this code.</exception>
    /// <exception cref="PageIsSilentException">The page does not say what the step does.</exception>
    public void Apply(Step step)
    {
        var value = step.Value;
        switch (step.Verb)
        {
            case "user": Put(User.Read(value)); break;
            case "group": Put(Group.Read(value)); break;
            case "resource": Put(ReadResource(value)); break;
            case "bind": Bind(value); break;
            case "unbind": Unbind(value); break;
            case "delete": Delete(value.AsString()); break;
            case "clock": Now = Later(value); break;
            default: Store(step.Verb, value); break;
        }
    }

    private DateTimeOffset Later(Node value) => value.AsString() switch
    {
        ['+', .. var days, 'd'] => Now.AddDays(int.Parse(days)),
        ['+', .. var hours, 'h'] => Now.AddHours(int.Parse(hours)),
        ['+', .. var minutes, 'm'] => Now.AddMinutes(int.Parse(minutes)),
        _ => value.AsInstant(),
    };

    /// <summary>A verb of the model's own.</summary>
    protected abstract void Store(string verb, Node value);

    /// <summary>Takes away a role or policy; false when none of that name is stored.</summary>
    protected abstract bool Drop(string type, string id);

    /// <summary>Whether <c>bind</c> may name it.</summary>
    protected abstract bool MayBind(string name);

    /// <summary>Stores a user, in place of one with the same id.</summary>
    protected virtual void Put(User user)
    {
        Users.RemoveAll(u => u.Id == user.Id);
        Users.Add(user);
    }

    /// <summary>Stores a group, in place of one with the same id.</summary>
    protected virtual void Put(Group group)
    {
        Groups.RemoveAll(g => g.Id == group.Id);
        Groups.Add(group);
    }

    /// <summary>Forgets what stood on a resource besides what its step said.</summary>
    protected virtual void Forget(ResourceRef resource)
    {
    }

    /// <summary>
    /// Forgets what was granted to a subject that is deleted. What merely mentions it stays and matches nothing, also when another of
    /// its name is stored later; a mention that matches nothing need not be kept here.
    /// </summary>
    protected virtual void Forget(SubjectRef subject)
    {
    }

    private Resource ReadResource(Node value) => new(
        Canonical(value.Require("id").AsString()),
        value["owner"] is { } owner ? SubjectRef.Parse(owner.AsString()) : null,
        value["parent"] is { } parent ? Canonical(parent.AsString()) : null,
        value["namespace"]?.AsString(),
        value["properties"]);

    private void Put(Resource resource)
    {
        Resources.RemoveAll(r => r.Ref == resource.Ref);
        Resources.Add(resource);
    }

    /// <summary>Attaches a role or policy to each subject named.</summary>
    protected virtual void Bind(Node value)
    {
        var asked = Asked(value);
        if (!MayBind(asked[0].What)) throw new AclException(ErrorCodes.NotFound, "bound what is not stored");
        foreach (var binding in asked.Where(b => !Bindings.Contains(b))) Bindings.Add(binding);
    }

    /// <summary>Detaches a role or policy from each subject named.</summary>
    protected virtual void Unbind(Node value)
    {
        var asked = Asked(value);
        if (!asked.TrueForAll(Bindings.Contains)) throw new PageIsSilentException("taking away a binding that is not there");
        foreach (var binding in asked) Bindings.Remove(binding);
    }

    /// <summary>The bindings a <c>bind</c> or <c>unbind</c> step speaks of.</summary>
    protected static List<Binding> Asked(Node value)
    {
        var what = (value["role"] ?? value.Require("policy")).AsString();
        return [.. value.Require("to").AsStrings().Select(to => new Binding(what, SubjectRef.Parse(to), value["namespace"]?.AsString()))];
    }

    private void Delete(string reference)
    {
        var colon = reference.IndexOf(':');
        var (type, id) = (reference[..colon], reference[(colon + 1)..]);
        var there = type switch
        {
            _ when id.StartsWith("//", StringComparison.Ordinal) => DropResource(reference),
            SubjectRef.User => Users.RemoveAll(u => u.Id == id) > 0 && DropSubject(new SubjectRef(type, id)),
            SubjectRef.Group => Groups.RemoveAll(g => g.Id == id) > 0 && DropSubject(new SubjectRef(type, id)),
            SubjectRef.Role or "policy" => Drop(type, id) && Bindings.RemoveAll(b => b.What == id) >= 0,
            _ => DropResource(reference),
        };
        if (!there) throw new PageIsSilentException("deleting what is not stored");
    }

    private bool DropResource(string reference)
    {
        var canonical = Canonical(reference);
        if (Resources.RemoveAll(r => r.Ref == canonical) == 0) return false;
        Forget(canonical);
        return true;
    }

    private bool DropSubject(SubjectRef subject)
    {
        Bindings.RemoveAll(b => b.Subject == subject);
        foreach (var group in Groups) group.Members.Remove(subject);
        for (var i = 0; i < Resources.Count; i++)
            if (Resources[i].Owner == subject) Resources[i] = Resources[i] with { Owner = null };
        Forget(subject);
        return true;
    }
}
