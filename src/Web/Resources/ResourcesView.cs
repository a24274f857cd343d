using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Web.Resources;

/// <summary>A resource in a list.</summary>
/// <param name="Ref">Its reference.</param>
/// <param name="Name">Its property <c>name</c>.</param>
/// <param name="Owner">Its owner.</param>
/// <param name="Parent">What it lies in.</param>
/// <param name="Namespace">Its namespace.</param>
public sealed record ResourceRow(string Ref, string? Name = null, string? Owner = null, string? Parent = null, string? Namespace = null)
{
    /// <summary>Whether it is stored, and not only a path on the way to what is.</summary>
    public bool IsStored { get; init; } = true;

    /// <summary>Whether something is known to lie in it.</summary>
    public bool IsFolder { get; init; }

    /// <summary>Its type.</summary>
    public string Type => Ref[..Ref.IndexOf(':')];

    /// <summary>What it is called beside its type: a URI whole.</summary>
    public string Id => Ref.IndexOf(':') is var colon && Ref.AsSpan(colon + 1).StartsWith("//") ? Ref : Ref[(colon + 1)..];

    /// <summary>The resources of a page and the paths among them, in order.</summary>
    public static IReadOnlyList<ResourceRow> Of(ObjectPage page)
    {
        var folders = page.Folders.ToHashSet(StringComparer.Ordinal);
        var stored = page.Items.Select(item => Of(item) with { IsFolder = folders.Remove(item.Ref.Id) }).ToList();
        return [.. stored.Concat(folders.Select(path => new ResourceRow(path) { IsStored = false, IsFolder = true })).OrderBy(row => row.Ref, StringComparer.Ordinal)];
    }

    private static ResourceRow Of(StoredObject item) => new(
        item.Ref.Id, item.Document["properties"]?["name"] is { Kind: NodeKind.String } name ? name.Text : null,
        item.Document["owner"]?.Text, item.Document["parent"]?.Text, item.Document["namespace"]?.Text);
}

/// <summary>A page of resources.</summary>
/// <param name="Tenant">The tenant they are in.</param>
/// <param name="Search">What was searched for.</param>
/// <param name="Rows">What was found.</param>
public sealed record ResourcesView(TenantInfo Tenant, ResourceSearch Search, IReadOnlyList<ResourceRow> Rows)
{
    /// <summary>Where the next page begins; null for none.</summary>
    public string? Next { get; init; }

    /// <summary>Whether this is not the first page.</summary>
    public bool IsBehind { get; init; }

    /// <summary>Whether the page ended before it was full, for as much had been looked at as may be for one.</summary>
    public bool IsCutShort { get; init; }

    /// <summary>Whether all that is stored can be searched, and not only what the user may see himself.</summary>
    public required bool IsOfEverything { get; init; }

    /// <summary>What was wrong with the search; null for nothing.</summary>
    public AclException? Error { get; init; }

    /// <summary>What lies in what, down to the parent that was searched for: outermost first.</summary>
    public IReadOnlyList<string> Above { get; init; } = [];
}
