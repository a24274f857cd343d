using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Web.Permissions;

/// <summary>The access list of a resource as it is stored, or the lack of one.</summary>
internal sealed class AccessListDocument
{
    private AccessListDocument(string resource, StoredObject? stored)
    {
        (Resource, ETag) = (resource, stored?.ETag ?? "");
        By = stored?.Document["by"]?.Text;
        IsStored = stored is not null;
        Rows = ListRow.Read(stored?.Document.Require("entries").AsList() ?? []);
    }

    /// <summary>The resource.</summary>
    public string Resource { get; }

    /// <summary>The tag of what is stored; empty when nothing is.</summary>
    public string ETag { get; }

    /// <summary>Who wrote it; null for the system, or nobody.</summary>
    public string? By { get; }

    /// <summary>Whether there is one.</summary>
    public bool IsStored { get; }

    /// <summary>Its rows.</summary>
    public IReadOnlyList<StoredRow> Rows { get; }

    /// <summary>Whether it has grown longer than it can be replaced at once.</summary>
    public bool IsTooLong => Rows.Sum(row => row.Entries.Count) > AclLimits.EntriesPerRequest;

    /// <summary>Reads it.</summary>
    public static async ValueTask<AccessListDocument> GetAsync(IAclService service, TenantId tenant, string resource, CancellationToken cancellation) =>
        new(resource, await service.GetAsync(tenant, new ObjectRef(ObjectRef.Acl, resource), cancellation));

    /// <summary>That it must still be so for a change to be made.</summary>
    public static Precondition Still(string resource, string tag) => new(new ObjectRef(ObjectRef.Acl, resource), tag.Length == 0 ? null : [tag]);

    /// <summary>The step that stores some entries in its place.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="by">Who writes it.</param>
    public Step Storing(IEnumerable<Node> entries, string? by) => new("acl", Node.Map(
        ("resource", Node.Of(Resource)), ("by", by is null ? null : Node.Of(by)), ("entries", Node.List(entries.Select(entry => entry.Copy())))));

    /// <summary>The entries of all but one subject.</summary>
    public IEnumerable<Node> Without(string subject) => Rows.Where(row => row.Row.Subject != subject).SelectMany(row => row.Entries);

    /// <summary>All entries.</summary>
    public IEnumerable<Node> All => Rows.SelectMany(row => row.Entries);
}
