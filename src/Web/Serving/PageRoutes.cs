using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using OrleansAcl.Api.Security;

namespace OrleansAcl.Web.Serving;

/// <summary>Maps handlers to paths, and shows what they found.</summary>
internal static class PageRoutes
{
    /// <summary>Serves a page to those who may read it.</summary>
    public static void MapPage(this IEndpointRouteBuilder routes, string pattern, Access access, PageHandler handler) =>
        routes.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], new PageEndpoint(handler, access).InvokeAsync);

    /// <summary>Takes the form of a page.</summary>
    public static void MapForm(this IEndpointRouteBuilder routes, string pattern, Access access, PageHandler handler) =>
        routes.MapMethods(pattern, [HttpMethods.Post], new PageEndpoint(handler, access).InvokeAsync);

    /// <summary>Answers where there is no page, or none that takes the request's method.</summary>
    public static void MapNothing(this IEndpointRouteBuilder routes, string pattern) => routes.Map(pattern, new PageEndpoint(NothingAsync, Access.Decide.OrOwn).InvokeAsync);

    private static ValueTask<IResult> NothingAsync(PageCall call) => throw new AclException(ErrorCodes.NotFound, "there is no such page");

    /// <summary>A page with what it shows.</summary>
    public static IResult Show<TPage, TView>(this PageCall call, TView view, int status = StatusCodes.Status200OK) where TPage : Page<TView> =>
        new RazorComponentResult<TPage>(new Dictionary<string, object?> { [nameof(Page<TView>.Call)] = call, [nameof(Page<TView>.View)] = view })
        { StatusCode = status, PreventStreamingRendering = true };
}
