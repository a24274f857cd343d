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
    private const string Temporary = "temporary";
    private static readonly string[] Terms = ["from", "until", "when"];

    /// <inheritdoc/>
    public override bool IsPosted => true;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Filters => ["subject", "resource"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> DeleteQuery => [Action];

    /// <inheritdoc/>
    public override ObjectRef Find(ObjectPath at) => TiedNames.Read(Kind, at[1], strings: 2, mark: Temporary);

    /// <inheritdoc/>
    public override ObjectRef Of(Node document)
    {
        document.RequireMap(["resource!", "to!", "actions", "level", .. Terms]);
        string[] parts = [document["resource"]!.AsName(), document["to"]!.AsName()];
        return TiedNames.Of(Kind, Terms.Any(key => document[key] is not null) ? [.. parts, Temporary] : parts);
    }

    /// <inheritdoc/>
    public override string Address(StoredObject found) => $"{Path}/{TiedNames.InPath(found.Ref)}";

    /// <inheritdoc/>
    public override Step Put(ObjectRef reference, Node? document)
    {
        if (Of(document!) != reference)
            throw document!.Invalid($"this is another grant than the one in the path; the id of one with terms has a third part, `{Temporary}`");
        return new Step("grant", document!);
    }

    /// <inheritdoc/>
    public override Step Delete(ObjectRef reference, AclCall call)
    {
        var (parts, actions) = (TiedNames.Parts(reference), call.QueryList(Action));
        return new Step("revoke", Node.Map(
            ("resource", Node.Of(parts[0]!)), ("from", Node.Of(parts[1]!)), ("actions", actions.Count == 0 ? null : Node.List(actions)),
            (Temporary, IsTemporary(reference) ? Node.Of(true) : null)));
    }

    /// <summary>The resource may be written in a short form, which the model knows and the list of grants takes.</summary>
    public override async ValueTask<StoredObject?> GetAsync(
        IAclService service, TenantId tenant, ObjectRef reference, CancellationToken cancellation)
    {
        var parts = TiedNames.Parts(reference);
        var request = new BrowseRequest(Kind) { Subject = SubjectRef.Parse(parts[1]!), Of = new ObjectRef(ObjectRef.Resource, parts[0]!), Limit = 2 };
        var page = await service.BrowseAsync(tenant, request, cancellation);
        return page.Items.SingleOrDefault(item => IsTemporary(item.Ref) == IsTemporary(reference)) is { } found ? found with { Revision = page.Revision } : null;
    }

    /// <summary>Whether it counts for a time and may stand beside one for good.</summary>
    private static bool IsTemporary(ObjectRef reference) => TiedNames.Parts(reference).Length > 2;
}
