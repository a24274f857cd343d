using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansAcl.Api.Security;
using OrleansAcl.Requests;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Resources;

/// <summary>The resources of a tenant, to be searched and gone down like a tree.</summary>
internal static class ResourcePages
{
    private const int PageItems = 50;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(PagePaths.TenantRoute + "/resources", Access.Read.OrOwn, ListAsync);
        routes.MapPage(PagePaths.TenantRoute + "/resources/tree", Access.Read, TreeAsync);
    }

    private static async ValueTask<IResult> ListAsync(PageCall call)
    {
        var (tenant, search) = (await call.TenantAsync(), ResourceSearch.Of(call));
        try
        {
            return Show(call, call.MayRead ? await SearchAsync(call, tenant, search) : await new OwnResources(call, call.Self!.Value, search).PageAsync(tenant));
        }
        catch (AclException e) when (e.Code is ErrorCodes.InvalidDocument or ErrorCodes.UnknownType)
        {
            return Show(call, new ResourcesView(tenant, search, []) { IsOfEverything = call.MayRead, Error = e }, StatusCodes.Status400BadRequest);
        }
    }

    private static async ValueTask<ResourcesView> SearchAsync(PageCall call, TenantInfo tenant, ResourceSearch search)
    {
        var after = call.Query("after");
        var page = await call.Service.BrowseAsync(call.Tenant, search.Request(after, PageItems), call.Cancellation);
        return new ResourcesView(tenant, search, ResourceRow.Of(page))
        {
            IsOfEverything = true, Next = page.Next, IsBehind = after is not null, IsCutShort = page.Incomplete == IncompleteReasons.LookedLimit,
            Above = search.Parent is null or BrowseRequest.Nothing ? [] : await Ancestors.OfAsync(call, search.Parent),
        };
    }

    private static async ValueTask<IResult> TreeAsync(PageCall call) =>
        call.Show<TreePage, TreeView>(new TreeView(await call.TenantAsync(), await new ResourceTree(call).LevelAsync(BrowseRequest.Nothing)));

    private static IResult Show(PageCall call, ResourcesView view, int status = StatusCodes.Status200OK) => call.Show<ResourcesPage, ResourcesView>(view, status);
}
