using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Assets;

/// <summary>Serves the files that pages load, to everybody.</summary>
internal static class AssetEndpoints
{
    private const string ForGood = "public, max-age=31536000, immutable";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(PagePaths.Assets + "/{version}/{name}", (HttpContext context, string version, string name) =>
    {
        PageEndpoint.Protect(context.Response.Headers);
        if (context.RequestServices.GetRequiredService<AssetFiles>().Find(name) is not { } file) return Results.NotFound();
        // A page of another version of the program may ask another process: it gets what there is, but does not keep it.
        if (file.Version == version) context.Response.Headers.CacheControl = ForGood;
        return Results.Bytes(file.Content, file.Type);
    });
}
