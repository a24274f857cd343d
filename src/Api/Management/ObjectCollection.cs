using OrleansAcl.Api.Http;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Management;

/// <summary>Stored objects of one kind as REST has them: where they are, how one is named in a path, and by which steps it changes.</summary>
/// <param name="path">Where all of them are, below a tenant's root.</param>
/// <param name="kind">Their kind, as in <see cref="ObjectRef"/>.</param>
internal abstract class ObjectCollection(string path, string kind)
{
    /// <summary>Where all of them are, below a tenant's root.</summary>
    public string Path => path;

    /// <summary>Their kind.</summary>
    public string Kind => kind;

    /// <summary>Where one of them is, below <see cref="Path"/>.</summary>
    public virtual string One => "{id}";

    /// <summary>Whether one can be posted without naming it, for what it ties together names it.</summary>
    public virtual bool IsPosted => false;

    /// <summary>By what a list can be filtered.</summary>
    public virtual IReadOnlyList<string> Filters => [];

    /// <summary>What a deletion may say in its query.</summary>
    public virtual IReadOnlyList<string> DeleteQuery => [];

    /// <summary>The one a path names.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> when it names none.</exception>
    public abstract ObjectRef Find(ObjectPath at);

    /// <summary>The one a document is of.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the field.</exception>
    public virtual ObjectRef Of(Node document) => throw new NotSupportedException();

    /// <summary>Where a stored one is, below a tenant's root and ready to stand in an address.</summary>
    public abstract string Address(StoredObject found);

    /// <summary>The step that stores a document as the one a path names.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> when the document is of another one.</exception>
    public abstract Step Put(ObjectRef reference, Node? document);

    /// <summary>The step that takes one away.</summary>
    public abstract Step Delete(ObjectRef reference, AclCall call);

    /// <summary>What is stored.</summary>
    public virtual ValueTask<StoredObject?> GetAsync(IAclService service, TenantId tenant, ObjectRef reference, CancellationToken cancellation) =>
        service.GetAsync(tenant, reference, cancellation);

    /// <summary>Some of them.</summary>
    public virtual ValueTask<ObjectPage> PageAsync(AclCall call, BrowseRequest request) =>
        call.Service.BrowseAsync(call.Tenant, request, call.Cancellation);

    /// <summary>The document as that of an id in a path: with it where it says nothing, refused where it says another.</summary>
    protected static Node WithId(Node document, string key, string id)
    {
        if (document.AsMap().ContainsKey(key))
        {
            RequireSame(document[key]!, document[key]!.AsString(), id);
            return document;
        }

        return Node.Map([(key, Node.Of(id)), .. document.Copies()]);
    }

    /// <summary>Refuses a document of another id than the path's.</summary>
    protected static void RequireSame(Node at, string written, string id)
    {
        if (written != id) throw at.Invalid($"expected `{Shown(id)}`, as in the path, not `{Shown(written)}`");
    }

    /// <summary>An id as it may stand in a message.</summary>
    private static string Shown(string id) => id.Length > 80 ? id[..80] + "…" : id;
}
