using OrleansAcl.Requests;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Resources;

/// <summary>What lies in a resource, or in none.</summary>
/// <param name="Parent">The resource, or <see cref="BrowseRequest.Nothing"/>.</param>
/// <param name="Nodes">The first of what lies there.</param>
/// <param name="HasMore">Whether there is more.</param>
public sealed record TreeLevel(string Parent, IReadOnlyList<TreeNode> Nodes, bool HasMore);

/// <summary>A resource or a path in the tree.</summary>
/// <param name="Row">What is there.</param>
/// <param name="Inside">What lies in it, when it is open.</param>
public sealed record TreeNode(ResourceRow Row, TreeLevel? Inside);

/// <summary>The tree of a tenant's resources, as far as it is open.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Top">What lies in nothing.</param>
public sealed record TreeView(TenantInfo Tenant, TreeLevel Top);

/// <summary>Reads the tree level by level: of each only what the query names as open.</summary>
internal sealed class ResourceTree(PageCall call)
{
    /// <summary>Most that is shown of one level; the rest is in a list.</summary>
    private const int LevelItems = 50;

    private int _left = Opened.Most;
    private readonly HashSet<string> _open = [.. Opened.Of(call)];

    /// <summary>A level with all that is open below it.</summary>
    public async ValueTask<TreeLevel> LevelAsync(string parent)
    {
        var page = await call.Service.BrowseAsync(call.Tenant, new BrowseRequest(ObjectRef.Resource) { Parent = parent, Limit = LevelItems }, call.Cancellation);
        var nodes = new List<TreeNode>();
        foreach (var row in ResourceRow.Of(page))
            nodes.Add(new TreeNode(row, row.IsFolder && _open.Contains(row.Ref) && _left-- > 0 ? await LevelAsync(row.Ref) : null));
        return new TreeLevel(parent, nodes, page.Next is not null);
    }
}

/// <summary>What of the tree is open, as the query says it.</summary>
internal static class Opened
{
    /// <summary>How much may be open at a time.</summary>
    public const int Most = 40;

    private const string Name = "open";

    /// <summary>What is open.</summary>
    public static IEnumerable<string> Of(PageCall call) => call.Context.Request.Query[Name].OfType<string>().Take(Most);

    /// <summary>The tree with one thing opened, or closed when it is open.</summary>
    public static string With(PageCall call, string reference)
    {
        var open = Of(call).ToList();
        if (!open.Remove(reference)) open = [.. open.TakeLast(Most - 1), reference];
        return call.To("resources/tree", [.. open.Select(one => (Name, (string?)one))]);
    }
}
