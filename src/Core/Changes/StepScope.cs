using OrleansAcl.Documents;
using OrleansAcl.Models;
using OrleansAcl.Operations;
using OrleansAcl.Policies;
using OrleansAcl.Requests;
using OrleansAcl.State;

namespace OrleansAcl.Changes;

/// <summary>One step at work: the draft it changes, whom it is done as, and what it has to say.</summary>
internal sealed class StepScope(Draft draft, TimeProvider time, SubjectRef? caller, Node? callerProperties = null)
{
    /// <summary>Where the administrator is asked for when the model says nothing of an event.</summary>
    private static readonly Operation AdministratorOnly = new()
    {
        Name = "administer",
        Checks = [new OperationCheck { Action = Template.Parse("administer", Node.Null()), Resource = Template.Parse("system:", Node.Null()), Silent = true }],
    };

    /// <summary>The draft it changes.</summary>
    public Draft Draft => draft;

    /// <summary>The model.</summary>
    public Model Model => draft.Tenant.Model;

    /// <summary>The tenant's settings.</summary>
    public Node Settings => draft.Tenant.Settings;

    /// <summary>Whom it is done as; null is the system, which is not authorized.</summary>
    public SubjectRef? Caller => caller;

    /// <summary>What was accepted but has no effect.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>What a command printed.</summary>
    public CommandOutput? Output { get; set; }

    /// <summary>How much a removal took away.</summary>
    public Removal? Removal { get; set; }

    /// <summary>Why a command was refused; null when it was not.</summary>
    public string? Refusal { get; set; }

    /// <summary>The tenant as this draft would have it.</summary>
    public TenantView View => new(draft.Tenant, draft.Version, long.MaxValue, draft.Clock, time);

    /// <summary>GUARDED: refuses the step unless the caller passes the model's checks for an event.</summary>
    /// <param name="name">For example <c>resource.create</c>; a model may speak of it, of <c>resource.*</c>, or of <c>*</c>.</param>
    /// <param name="values">What the checks' places stand for.</param>
    public void Guard(string name, params ReadOnlySpan<(string Name, string? Value)> values)
    {
        if (caller is not { } subject) return;
        var guard = Model.Guards.GetValueOrDefault(name)
            ?? (name.IndexOf('.') is > 0 and var dot ? Model.Guards.GetValueOrDefault(name[..dot] + ".*") : null)
            ?? Model.Guards.GetValueOrDefault("*")
            ?? AdministratorOnly;
        var view = View;
        string? ns = null;
        foreach (var (key, value) in values)
            if (key == "namespace") ns = value;
        var scope = new OperationScope(view, view.Closure(subject, callerProperties), ns);
        foreach (var (key, value) in values)
            if (value is not null) scope.Set(key, Node.Of(value));
        var result = new OperationRunner(view).Run(guard, scope, null);
        if (result.Outcome != OperationOutcome.Allow) throw new StepDeniedException(result.Missing);
    }

    /// <summary>The type and canonical form of a resource a step names.</summary>
    public (ResourceType Type, ResourceRef Ref) Resolve(Node reference)
    {
        try
        {
            var found = Model.Resolve(ResourceRef.Parse(reference.AsName()), Settings, Reach.Stored);
            return found.Type.Unstored ? throw reference.Refused(ErrorCodes.UnknownType, $"of the type `{found.Type.Name}` nothing is stored") : found;
        }
        catch (AclException e) when (e.Place is null)
        {
            throw reference.Refused(e.Code, e.Detail);
        }
    }

    /// <summary>A subject a step names, of one of some types.</summary>
    public SubjectRef Subject(Node reference, params ReadOnlySpan<string> types)
    {
        try
        {
            var subject = SubjectRef.Parse(reference.AsName());
            if (types.Length > 0 && !types.Contains(subject.Type)) throw reference.Invalid($"expected a {string.Join(" or a ", types.ToArray())}, not `{subject}`");
            Model.RequireSubject(subject);
            // What a step names it will need: all that is not in memory is missed at once.
            Draft.Tenant.FindPrincipal(subject);
            return subject;
        }
        catch (AclException e) when (e.Place is null)
        {
            throw reference.Refused(e.Code, e.Detail);
        }
    }

    /// <summary>A subject of a type and the id a step gives, without prefix.</summary>
    public SubjectRef Named(string type, Node id)
    {
        try
        {
            return new SubjectRef(type, id.AsName());
        }
        catch (AclException e) when (e.Place is null)
        {
            throw id.Refused(e.Code, e.Detail);
        }
    }

    /// <summary>The namespace a step gives, which is an id like others; null for none.</summary>
    public string? Namespace(Node step)
    {
        if (step["namespace"] is not { } node) return null;
        try
        {
            References.RequireId(node.AsName());
            return node.Text;
        }
        catch (AclException e) when (e.Place is null)
        {
            throw node.Refused(e.Code, e.Detail);
        }
    }

    /// <summary>Whether a permission set is there to be bound.</summary>
    public bool Exists(SetKey key) =>
        Draft.Set(key).Set is not null || (key.Kind == SetKey.Role && Model.Principals.BuiltInRoles.Contains(key.Id));

    /// <summary>The complaint that something named is not stored.</summary>
    public static AclException NotFound(object what) => new(ErrorCodes.NotFound, $"{what} is not stored");
}
