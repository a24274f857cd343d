using OrleansAcl.Api.Http;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Management;

/// <summary>
/// What subjects were granted on resources. In models of levels each is an object; in others a grant changes an access list or a role and is
/// found there, so here it can be made and taken away but not read.
/// </summary>
internal sealed class Grants() : ObjectCollection("grants", ObjectRef.Grant)
{
    private const string Action = "action";

    /// <inheritdoc/>
    public override bool IsPosted => true;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Filters => ["subject", "resource"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> DeleteQuery => [Action];

    /// <inheritdoc/>
    public override ObjectRef Find(ObjectPath at) => TiedNames.Read(Kind, at[1], strings: 2);

    /// <inheritdoc/>
    public override ObjectRef Of(Node document)
    {
        document.RequireMap("resource!", "to!", "actions", "level");
        return TiedNames.Of(Kind, document["resource"]!.AsName(), document["to"]!.AsName());
    }

    /// <inheritdoc/>
    public override string Address(StoredObject found) => $"{Path}/{TiedNames.InPath(found.Ref)}";

    /// <inheritdoc/>
    public override Step Put(ObjectRef reference, Node? document)
    {
        if (Of(document!) != reference) throw document!.Invalid("this is another grant than the one in the path");
        return new Step("grant", document!);
    }

    /// <inheritdoc/>
    public override Step Delete(ObjectRef reference, AclCall call)
    {
        var (parts, actions) = (TiedNames.Parts(reference), call.QueryList(Action));
        return new Step("revoke", Node.Map(
            ("resource", Node.Of(parts[0]!)), ("from", Node.Of(parts[1]!)), ("actions", actions.Count == 0 ? null : Node.List(actions))));
    }

    /// <summary>The resource may be written in a short form, which the model knows and the list of grants takes.</summary>
    public override async ValueTask<StoredObject?> GetAsync(
        IAclService service, TenantId tenant, ObjectRef reference, CancellationToken cancellation)
    {
        var parts = TiedNames.Parts(reference);
        var request = new BrowseRequest(Kind) { Subject = SubjectRef.Parse(parts[1]!), Of = new ObjectRef(ObjectRef.Resource, parts[0]!), Limit = 1 };
        var page = await service.BrowseAsync(tenant, request, cancellation);
        return page.Items.SingleOrDefault() is { } found ? found with { Revision = page.Revision } : null;
    }
}
