using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OrleansAcl.Api.Http;
using OrleansAcl.Api.Pages;
using OrleansAcl.Api.Security;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.AuthZen;

/// <summary>AuthZEN Authorization API 1.0, searches: for the default tenant at the root, for any under its own path.</summary>
internal sealed class SearchEndpoints(CursorTokens tokens)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var endpoints = new SearchEndpoints(routes.ServiceProvider.GetRequiredService<CursorTokens>());
        foreach (var point in AclEndpointRoutes.TenantRoots)
        {
            endpoints.Map(routes, point, AuthZenPaths.SearchSubject, Access.Read, Searches.SubjectsAsync);
            endpoints.Map(routes, point, AuthZenPaths.SearchResource, Access.Read.OrOwn, Searches.ResourcesAsync);
            endpoints.Map(routes, point, AuthZenPaths.SearchAction, Access.Decide.OrOwn, Searches.ActionsAsync);
        }
    }

    private void Map(IEndpointRouteBuilder routes, string point, string path, Access access, Search search) => routes.MapAcl(
        HttpMethods.Post, point + path, access, call => AnswerAsync(call, path, search), errors: ErrorShapes.Message);

    private async ValueTask<Reply> AnswerAsync(AclCall call, string path, Search search)
    {
        var body = await call.ReadAsync();
        _ = body.AsMap();
        var page = SearchPage.Read(body, path, call.Tenant, tokens);
        return Reply.Json(page.Answer(await FindAsync(call, body, page.Asked, search)));
    }

    /// <summary>
    /// What a search finds. Of a type or an action that the tenant's model does not have there is nothing, which the standard wants to be an
    /// answer and not an error.
    /// </summary>
    private static async ValueTask<Listed<Node>> FindAsync(AclCall call, Node body, AskedPage page, Search search)
    {
        try
        {
            return await search(call, body, page);
        }
        catch (AclException e) when (e.Code is ErrorCodes.UnknownType or ErrorCodes.UnknownAction)
        {
            return new Listed<Node>([], (await call.Fresh.GetTenantAsync(call.Tenant, call.Cancellation))?.Revision ?? 0);
        }
    }
}
