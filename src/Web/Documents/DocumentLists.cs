using Microsoft.AspNetCore.Http;
using OrleansAcl.Requests;
using OrleansAcl.Web.Models;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Documents;

/// <summary>One document in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Description">What it says of itself; null for nothing.</param>
/// <param name="Bound">The first of those it is bound to.</param>
/// <param name="Listed">The first of those who list it themselves.</param>
public sealed record DocumentRow(string Id, string? Description, HolderPage Bound, HolderPage Listed);

/// <summary>Documents of a kind.</summary>
/// <param name="Kinds">The kinds there are.</param>
/// <param name="Kind">The one shown; null when the model has no documents.</param>
/// <param name="Search">What their ids must contain; null for anything.</param>
/// <param name="Rows">The documents.</param>
/// <param name="Next">Where the next page begins; null when this is the last.</param>
public sealed record DocumentsView(IReadOnlyList<DocumentKind> Kinds, DocumentKind? Kind, string? Search, IReadOnlyList<DocumentRow> Rows, string? Next);

/// <summary>The list of documents.</summary>
internal static class DocumentLists
{
    /// <summary>Fewest documents of a page that is not the last, unless too much had to be looked at for them.</summary>
    private const int PageRows = 25;

    /// <summary>BOUNDED: most documents that are looked at for one page of a search, in rounds of <see cref="PageRows"/>.</summary>
    private const int MostLooked = 1_000;

    /// <summary>Holders that a list shows of each.</summary>
    private const int HoldersShown = 3;

    public static async ValueTask<IResult> ListAsync(PageCall call)
    {
        var kinds = DocumentKind.Of(await call.TenantAsync());
        var kind = call.Query("kind") is { } asked ? Find(kinds, asked) : kinds.FirstOrDefault();
        var search = call.Query("q");
        if (kind is null) return call.Show<DocumentsPage, DocumentsView>(new DocumentsView(kinds, null, search, [], null));
        var (found, next) = await FindAsync(call, kind, search);
        var holders = new Holders(call, await ModelText.ReadAsync(call));
        var rows = new List<DocumentRow>();
        foreach (var document in found)
        {
            var (bound, listed) = (await holders.BoundAsync(document.Ref, HoldersShown), await holders.ListedAsync(document.Ref, HoldersShown));
            rows.Add(new DocumentRow(document.Ref.Id, document.Document["description"]?.ScalarText, bound, listed));
        }

        return call.Show<DocumentsPage, DocumentsView>(new DocumentsView(kinds, kind, search, rows, next));
    }

    /// <summary>The kind of a name.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.NotFound"/> when the model has no such documents.</exception>
    public static DocumentKind Find(IReadOnlyList<DocumentKind> kinds, string? name) => kinds.FirstOrDefault(kind => kind.Name == name)
        ?? throw new AclException(ErrorCodes.NotFound, $"this tenant's model has no documents `{name}`", "kind");

    private static async ValueTask<(List<StoredObject> Found, string? Next)> FindAsync(PageCall call, DocumentKind kind, string? search)
    {
        var (found, next) = (new List<StoredObject>(), call.Query("after"));
        for (var looked = 0; looked < MostLooked; looked += PageRows)
        {
            var page = await call.Service.BrowseAsync(call.Tenant, new BrowseRequest(kind.Name) { After = next, Limit = PageRows }, call.Cancellation);
            found.AddRange(page.Items.Where(item => search is null || item.Ref.Id.Contains(search, StringComparison.OrdinalIgnoreCase)));
            next = page.Next;
            if (next is null || found.Count >= PageRows) break;
        }

        return (found, next);
    }
}
