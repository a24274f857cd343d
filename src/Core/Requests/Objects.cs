using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using OrleansAcl.Documents;

namespace OrleansAcl.Requests;

/// <summary>One stored object as its readers see it.</summary>
/// <param name="Ref">What it is found by.</param>
/// <param name="Document">The value that the step which stores it takes: of <c>user</c>, <c>resource</c>, <c>acl</c>, <c>bind</c> and so on.</param>
public sealed record StoredObject(ObjectRef Ref, Node Document)
{
    private const int TagCharacters = 22;

    /// <summary>A tag of the content: the same on every host and after every restart, another one once anything in the document is another.</summary>
    public string ETag => field ??= Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(Document.ToString())))[..TagCharacters];

    /// <summary>No change up to this one is missing from it.</summary>
    public long Revision { get; init; }
}

/// <summary>Objects of one kind, some at a time, in the order of their ids.</summary>
/// <param name="Kind">As in <see cref="ObjectRef"/>.</param>
public sealed record BrowseRequest(string Kind)
{
    /// <summary>For resources and access lists: only those of a type; null is all types.</summary>
    public string? Type { get; init; }

    /// <summary>
    /// Only what concerns this subject: memberships, bindings and grants he holds himself, resources he owns, access lists that name him.
    /// </summary>
    public SubjectRef? Subject { get; init; }

    /// <summary>
    /// Only what concerns this object: the members of a group, the bindings of a role or policy, the grants on a resource, the users who list a role in
    /// their own document.
    /// </summary>
    public ObjectRef? Of { get; init; }

    /// <summary>
    /// Of resources, access lists, users, groups, roles and documents: only those in whose id, or in whose property <c>name</c>, this text stands, in any
    /// case; with a <c>:</c> in it, in <c>type:id</c>. Null is all.
    /// </summary>
    public string? Text { get; init; }

    /// <summary>
    /// Of resources and access lists: only what lies directly in this resource, or, as <see cref="Nothing"/>, in none. Where resources are URIs that is
    /// what is one segment below it. Null is wherever it lies.
    /// </summary>
    public string? Parent { get; init; }

    /// <summary>Of resources and access lists: only those in this namespace; null is any and none.</summary>
    public string? Namespace { get; init; }

    /// <summary>The <see cref="Parent"/> of what lies in nothing.</summary>
    public const string Nothing = "none";

    /// <summary>Where an earlier page ended, <see cref="ObjectPage.Next"/>; null is the beginning.</summary>
    public string? After { get; init; }

    /// <summary>Most objects in the page. Default: 100, at most <see cref="AclLimits.PageItems"/>.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>The oldest revision to be answered from.</summary>
    public long? AtLeastAsFresh { get; init; }
}

/// <summary>Some objects of a kind.</summary>
/// <param name="Items">In the order of their ids.</param>
/// <param name="Next">Where the next page begins; null when this is the last. A page may end before it is full, see <see cref="Incomplete"/>.</param>
/// <param name="Revision">No change up to this one is missing from the page.</param>
public sealed record ObjectPage(IReadOnlyList<StoredObject> Items, string? Next, long Revision)
{
    /// <summary>Why this is not all there is behind where it begins, one of <see cref="IncompleteReasons"/>; null when it is.</summary>
    public string? Incomplete { get; init; }

    /// <summary>
    /// Of what lies in a <see cref="BrowseRequest.Parent"/>: the resources in which something lies in turn. Among them are paths that are not stored
    /// themselves, unless something else was asked for besides; they count among the items of the page.
    /// </summary>
    public IReadOnlyList<string> Folders { get; init; } = [];
}
