using Microsoft.AspNetCore.Http;
using OrleansAcl.Requests;
using OrleansAcl.Web.Layout;
using OrleansAcl.Web.Resources;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Permissions;

/// <summary>What the dialogs have in common: whose resource it is, who may be added, and where one is led once it is saved.</summary>
/// <param name="call">The request.</param>
/// <param name="tenant">The tenant.</param>
/// <param name="resource">The resource, whose permissions the caller may manage.</param>
internal sealed class Dialog(PageCall call, TenantInfo tenant, StoredObject resource)
{
    /// <summary>The request.</summary>
    public PageCall Call => call;

    /// <summary>The tenant.</summary>
    public TenantInfo Tenant => tenant;

    /// <summary>The resource.</summary>
    public StoredObject Resource => resource;

    /// <summary>Its reference.</summary>
    public string Id => resource.Ref.Id;

    /// <summary>Its type; null when the model has none of that name.</summary>
    public TypeInfo? Type { get; } = tenant.Types.FirstOrDefault(type => type.Name == ResourceRef.Parse(resource.Ref.Id).Type);

    /// <summary>Whether a form is to be saved, and not only tried.</summary>
    public bool IsSaving => call.Field("do") == "save";

    /// <summary>Why, as it was typed.</summary>
    public string Reason => HttpMethods.IsPost(call.Context.Request.Method) ? call.Field("reason") ?? "" : "";

    /// <summary>Whom the resource belongs to: of what he manages everybody may know that, for it says what he cannot take away.</summary>
    public async ValueTask<string?> OwnerAsync() => (await call.Host.GetAsync(call.Tenant, resource.Ref, call.Cancellation))?.Document["owner"]?.Text;

    /// <summary>Back to the dialog; or, for somebody who has just given that right away, to what he may still see.</summary>
    public async ValueTask<IResult> SavedAsync(long revision) => Results.Redirect(
        !await Shown.MayBeAsync(call, ResourceRef.Parse(Id)) ? call.To("resources")
        : await Managing.MayAsync(call, tenant, resource) ? call.ToSaved(revision, "permissions", ("resource", Id))
        : call.ToSaved(revision, "resource", ("ref", Id)));

    /// <summary>A subject of one of some types by its reference, a user also by his id alone; null when it is none.</summary>
    public static string? Subject(string typed, params IReadOnlyList<string> types)
    {
        try
        {
            var subject = SubjectRef.Parse(typed.Contains(':') ? typed : $"{SubjectRef.User}:{typed}");
            return types.Contains(subject.Type) ? subject.ToString() : null;
        }
        catch (AclException)
        {
            return null;
        }
    }
}
