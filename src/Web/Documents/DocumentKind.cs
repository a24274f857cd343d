using OrleansAcl.Api.Management;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Web.Documents;

/// <summary>A kind of document, such as <c>role</c>, and what people call it.</summary>
/// <param name="Name">As in <see cref="ObjectRef"/>.</param>
/// <param name="One">One of them, in words.</param>
/// <param name="Many">All of them, in words.</param>
public sealed record DocumentKind(string Name, string One, string Many)
{
    private static readonly DocumentKind[] All =
    [
        new(ObjectRef.Role, "role", "Roles"), new("policy", "policy", "Policies"), new("policy_collection", "policy collection", "Policy collections"),
    ];

    /// <summary>Where their names come from, and by which steps they change: as over REST.</summary>
    private ObjectCollection Collection => ObjectCollections.All.Single(collection => collection.Kind == Name);

    /// <summary>The kinds that a tenant has.</summary>
    public static IReadOnlyList<DocumentKind> Of(TenantInfo tenant) => [.. All.Where(kind => tenant.Documents.Contains(kind.Name))];

    /// <summary>The kind of a name that there is.</summary>
    public static DocumentKind Of(string name) => All.Single(kind => kind.Name == name);

    /// <summary>What a kind is called, also where there is none of that name.</summary>
    public static string WordFor(string name) => All.FirstOrDefault(kind => kind.Name == name)?.One ?? name;

    /// <summary>One of a kind.</summary>
    public ObjectRef Ref(string id) => new(Name, id);

    /// <summary>The id that a document says it has; null when it says none, which is for its format to refuse.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> when what it says is none.</exception>
    public string? IdIn(Node document) => document.Kind == NodeKind.Map ? DocumentNames.Find(Name, document)?.Name : null;

    /// <summary>The step that stores a document.</summary>
    /// <param name="id">The id it must have; null for whichever it says.</param>
    /// <param name="document">The document.</param>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> when it is no mapping, or that of another.</exception>
    public Step Put(string? id, Node document)
    {
        document.AsMap();
        return id is null ? new Step(Name, document) : Collection.Put(Ref(id), document);
    }

    /// <summary>The step that takes one away.</summary>
    public Step Delete(string id) => new("delete", Node.Of($"{Name}:{id}"));
}
