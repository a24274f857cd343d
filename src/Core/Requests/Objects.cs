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

    /// <summary>Where an earlier page ended, <see cref="ObjectPage.Next"/>; null is the beginning.</summary>
    public string? After { get; init; }

    /// <summary>Most objects in the page. Default: 100, at most <see cref="AclLimits.PageItems"/>.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>The oldest revision to be answered from.</summary>
    public long? AtLeastAsFresh { get; init; }
}

/// <summary>Some objects of a kind.</summary>
/// <param name="Items">In the order of their ids.</param>
/// <param name="Next">Where the next page begins; null when this is the last.</param>
/// <param name="Revision">No change up to this one is missing from the page.</param>
public sealed record ObjectPage(IReadOnlyList<StoredObject> Items, string? Next, long Revision);
