using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Web.Resources;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Permissions;

/// <summary>By what the rights on a resource are given.</summary>
internal enum SharingKind
{
    /// <summary>By its access list.</summary>
    List,

    /// <summary>By levels granted on it.</summary>
    Levels,

    /// <summary>By roles bound in its namespace.</summary>
    Roles,

    /// <summary>Not on the resource: by documents.</summary>
    Documents,
}

/// <summary>
/// Who may manage the permissions of a resource: whoever may be shown it, and may change them. The latter is the model's guards' to say, of a change that is only
/// tried; whoever may change anything as anybody is not asked.
/// </summary>
internal static class Managing
{
    /// <summary>By what rights on a stored resource are given.</summary>
    public static SharingKind KindOf(TenantInfo tenant, StoredObject resource) =>
        tenant.Sharing.Lists is not null ? SharingKind.List
        : tenant.Sharing.Levels is not null ? SharingKind.Levels
        : tenant.Sharing.Binds.ContainsKey(ObjectRef.Role) && resource.Document["namespace"] is not null ? SharingKind.Roles
        : SharingKind.Documents;

    /// <summary>A resource that the caller may be shown.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.NotFound"/> when there is none, and in the same words when he may not.</exception>
    public static async ValueTask<StoredObject> RequireShownAsync(PageCall call, string written) =>
        await Shown.FindAsync(call, ResourceRef.Parse(written)) ?? throw NotThere(written);

    /// <summary>A resource whose permissions the caller may manage.</summary>
    /// <exception cref="AclException">
    /// <see cref="ErrorCodes.NotFound"/> when there is none that he may manage; <see cref="ErrorCodes.Denied"/> for those who may read that it is there all the same.
    /// </exception>
    public static async ValueTask<StoredObject> RequireAsync(PageCall call, TenantInfo tenant, string written)
    {
        var resource = await RequireShownAsync(call, written);
        if (await MayAsync(call, tenant, resource)) return resource;
        throw call.MayRead ? new AclException(ErrorCodes.Denied, $"{call.CallerName} may not manage the permissions of `{resource.Ref.Id}`") : NotThere(written);
    }

    /// <summary>Whether the caller may manage the permissions of a resource that he is shown.</summary>
    public static async ValueTask<bool> MayAsync(PageCall call, TenantInfo tenant, StoredObject resource)
    {
        // Roles and who has them are for those to see who may read what is stored; what documents say is only shown.
        if (KindOf(tenant, resource) is SharingKind.Roles or SharingKind.Documents) return call.MayRead;
        if (call.Caller.MayNameOthers) return true;
        if (call.Caller.Subject is not { } self || !(call.Caller.IsSubject || call.MayAdminister)) return false;
        var result = await call.Service.ApplyAsync(call.Tenant, new ApplyRequest([Trial(tenant, resource.Ref.Id, self)]) { DryRun = true }, call.Cancellation);
        return result.Applied;
    }

    /// <summary>The name a change is made in, where the document of it says so: that of the user or key's user; null for the system.</summary>
    public static SubjectRef? Author(PageCall call) => call.Caller.Subject;

    private static Step Trial(TenantInfo tenant, string resource, SubjectRef self) => tenant.Sharing.Lists is not null
        ? new Step("acl", Node.Map(("resource", Node.Of(resource)), ("entries", Node.List(Array.Empty<Node>()))))
        : new Step("grant", Node.Map(("resource", Node.Of(resource)), ("to", Node.Of(self.ToString()))));

    private static AclException NotThere(string written) => new(ErrorCodes.NotFound, $"resource `{written}` is not stored");
}
