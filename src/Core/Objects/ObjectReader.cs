using OrleansAcl.Documents;
using OrleansAcl.Models;
using OrleansAcl.Policies;
using OrleansAcl.State;

namespace OrleansAcl.Objects;

/// <summary>Finds one stored object as of a version.</summary>
internal sealed class ObjectReader(TenantState tenant, long version)
{
    private readonly ObjectForms _forms = new(tenant.Model, new TenantLives(tenant, version));

    /// <summary>The document of an object; null when it is not stored.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> for a kind the model does not have, or an id that is none.</exception>
    public Node? Find(ObjectRef reference)
    {
        switch (reference.Kind)
        {
            case ObjectRef.User or ObjectRef.Group: return Principal(new SubjectRef(reference.Kind, reference.Id));
            case ObjectRef.Role when tenant.Model.Levels is not null: return Principal(new SubjectRef(SubjectRef.Role, reference.Id));
            case ObjectRef.Resource: return Resource(reference) is var (resource, state) && state is not null ? _forms.Resource(resource, state) : null;
            case ObjectRef.Acl: return Resource(reference) is var (listed, its) && its is not null ? _forms.Acl(listed, its) : null;
            case ObjectRef.Member:
                var member = ObjectKeys.Parts(reference, 2);
                return Row(member[1], reference, _forms.Memberships);
            case ObjectRef.Binding:
                var binding = ObjectKeys.Parts(reference, 4);
                return Row(binding[2], reference, _forms.Bindings);
            case ObjectRef.Grant:
                var grant = ObjectKeys.Parts(reference, 2, 3);
                return tenant.Model.Levels is null ? null : Row(grant[1], reference, _forms.Grants);
            default:
                RequireSet(tenant.Model, reference.Kind);
                References.RequireId(reference.Id);
                return tenant.FindSet(new SetKey(reference.Kind, reference.Id))?.At(version) is { } set ? ObjectForms.Set(set) : null;
        }
    }

    /// <summary>The place in memory that an object is kept at; null when nothing ever named it.</summary>
    public object? Place(ObjectRef reference) => reference.Kind switch
    {
        ObjectRef.User or ObjectRef.Group => tenant.FindPrincipal(new SubjectRef(reference.Kind, reference.Id)),
        ObjectRef.Role when tenant.Model.Levels is not null => tenant.FindPrincipal(new SubjectRef(SubjectRef.Role, reference.Id)),
        ObjectRef.Resource or ObjectRef.Acl => tenant.Model.Resolve(ResourceRef.Parse(reference.Id), tenant.Settings, Reach.Stored) is var (type, resource)
            ? tenant.FindResource(type, resource.Id) : null,
        ObjectRef.Member or ObjectRef.Grant => tenant.FindPrincipal(SubjectRef.Parse(ObjectKeys.Required(ObjectKeys.Parts(reference, 2, 3)[1], reference))),
        ObjectRef.Binding => tenant.FindPrincipal(SubjectRef.Parse(ObjectKeys.Required(ObjectKeys.Parts(reference, 4)[2], reference))),
        _ => tenant.FindSet(new SetKey(reference.Kind, reference.Id)),
    };

    /// <summary>Refuses a kind that is no kind of document of the model.</summary>
    public static void RequireSet(Model model, string kind)
    {
        if (kind != ObjectRef.ApiKey && !model.Documents.ContainsKey(kind))
            throw new AclException(ErrorCodes.InvalidDocument, $"model `{model.Name}` has no objects of the kind `{References.Shown(kind)}`");
    }

    private Node? Principal(SubjectRef subject) => tenant.FindPrincipal(subject)?.At(version) is { } state ? _forms.Principal(state) : null;

    private (ResourceRef Ref, ResourceState? State) Resource(ObjectRef reference)
    {
        var (type, resource) = tenant.Model.Resolve(ResourceRef.Parse(reference.Id), tenant.Settings, Reach.Stored);
        return (resource, tenant.FindResource(type, resource.Id)?.At(version));
    }

    private Node? Row(string? holder, ObjectRef reference, Func<PrincipalState, IEnumerable<(ObjectRef Ref, Node Document)>> rows)
    {
        var subject = SubjectRef.Parse(ObjectKeys.Required(holder, reference));
        if (tenant.FindPrincipal(subject)?.At(version) is not { } state) return null;
        foreach (var (row, document) in rows(state))
            if (row == reference) return document;
        return null;
    }
}
