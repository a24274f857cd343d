using OrleansAcl.Api.Http;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Management;

/// <summary>Objects with a name of their own. The step that stores one has its kind for a verb, and takes the document.</summary>
/// <param name="path">Where they are.</param>
/// <param name="kind">Their kind.</param>
/// <param name="key">
/// The key of a document that says which one it is of; null for formats of a system's own, which <see cref="DocumentNames"/> knows.
/// </param>
internal sealed class NamedObjects(string path, string kind, string? key) : ObjectCollection(path, kind)
{
    /// <summary>What <c>delete</c> takes for something else than a resource, unless it is a URI.</summary>
    private static readonly string[] OthersTypes = [ObjectRef.User, ObjectRef.Group, ObjectRef.Role, "policy", "policy_collection", ObjectRef.ApiKey];

    /// <summary>Whether an id may be written with bare slashes.</summary>
    public bool HasSlashes { get; init; }

    /// <summary>A key that must be there although the step does not want it, for leaving it out would take away what people do not see.</summary>
    public string? Required { get; init; }

    /// <inheritdoc/>
    public override string One => HasSlashes ? "{id}/{**rest}" : "{id}";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Filters => IsResource ? ["type", "subject", "text", "parent", "namespace"] : ["text"];

    private bool IsResource => Kind is ObjectRef.Resource or ObjectRef.Acl;

    /// <inheritdoc/>
    public override ObjectRef Find(ObjectPath at) => new(Kind, HasSlashes ? at.From(1) : at[1]);

    /// <inheritdoc/>
    public override string Address(StoredObject found) =>
        $"{Path}/{Uri.EscapeDataString(IsResource ? found.Document[key!]!.Text : found.Ref.Id)}";

    /// <inheritdoc/>
    public override Step Put(ObjectRef reference, Node? document)
    {
        _ = document!.AsMap();
        if (Required is not null) _ = document.Require(Required);
        if (key is not null) return new Step(Kind, WithId(document, key, reference.Id));
        if (DocumentNames.Find(Kind, document) is var (at, name)) RequireSame(at, name, reference.Id);
        return new Step(Kind, document);
    }

    /// <inheritdoc/>
    public override Step Delete(ObjectRef reference, AclCall call)
    {
        if (Kind == ObjectRef.Acl) return new Step("delete", Node.Map((ObjectRef.Acl, Node.Of(reference.Id))));
        if (Kind != ObjectRef.Resource) return new Step("delete", Node.Of($"{Kind}:{reference.Id}"));

        // The step would take such a reference for a subject or a document, and that is not what is to go.
        var (type, id) = reference.Id.Split(':', 2) is [var before, var after] ? (before, after) : (reference.Id, "");
        if (OthersTypes.Contains(type) && !id.StartsWith("//", StringComparison.Ordinal))
            throw new AclException(ErrorCodes.InvalidDocument, $"`{type}:` names no resource that can be deleted", "path");
        return new Step("delete", Node.Of(reference.Id));
    }
}
