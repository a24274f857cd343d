using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Resources;

/// <summary>
/// What a caller may be shown: whoever may read what is stored is shown everything; a user with a token of his own, without that scope, is shown a resource
/// on which he may do the action that shows it by the model, <see cref="TypeInfo.ShownBy"/>. To him any other is as one that is not there.
/// </summary>
internal static class Shown
{
    /// <summary>Whether he may know of a resource, be there one or not.</summary>
    /// <param name="call">His request.</param>
    /// <param name="resource">The resource, as written or canonical.</param>
    /// <exception cref="AclException">For a malformed resource.</exception>
    public static async ValueTask<bool> MayBeAsync(PageCall call, ResourceRef resource)
    {
        if (call.MayRead) return true;
        if (call.Self is not { } self || TypeOf(await call.TenantAsync(), resource) is not { } type) return false;
        if (type.ShownBy is { } action)
            return (await call.Service.CheckAsync(call.Tenant, new CheckRequest(self, action, resource), call.Cancellation)).Allowed;
        return (await call.Service.ActionsAsync(call.Tenant, new ActionsRequest(self, resource) { Limit = 1 }, call.Cancellation)).Count > 0;
    }

    /// <summary>
    /// A stored resource; null when there is none, and when he may not be shown it. To those who may not read what is stored its document says nothing but
    /// its id.
    /// </summary>
    /// <param name="call">His request.</param>
    /// <param name="resource">The resource, as written or canonical.</param>
    /// <exception cref="AclException">For a malformed resource, and one of a type the model does not have.</exception>
    public static async ValueTask<StoredObject?> FindAsync(PageCall call, ResourceRef resource)
    {
        if (!await MayBeAsync(call, resource)) return null;
        // That it is there is what he may know now, whatever else he may not read.
        if (await call.Host.GetAsync(call.Tenant, new ObjectRef(ObjectRef.Resource, resource.ToString()), call.Cancellation) is not { } found) return null;
        return call.MayRead ? found : found with { Document = Node.Map(("id", found.Document["id"]!.Copy())) };
    }

    /// <summary>The type of a resource, which models that ignore case have in another one; null when nothing of it can be asked.</summary>
    private static TypeInfo? TypeOf(TenantInfo tenant, ResourceRef resource) =>
        tenant.Types.FirstOrDefault(type => type.Name == resource.Type)
        ?? tenant.Types.FirstOrDefault(type => type.Name.Equals(resource.Type, StringComparison.OrdinalIgnoreCase));
}
