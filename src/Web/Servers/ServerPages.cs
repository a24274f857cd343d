using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OrleansAcl.Api.Security;
using OrleansAcl.Servers;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Servers;

/// <summary>What runs here.</summary>
/// <param name="Info">What the host says of itself.</param>
/// <param name="Now">When it was asked.</param>
public sealed record ServerView(ServerInfo Info, DateTimeOffset Now);

/// <summary>What runs here: one process, or the silos of a cluster.</summary>
internal static class ServerPages
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPage(PagePaths.Server, Access.Server, ShowAsync);

    private static async ValueTask<IResult> ShowAsync(PageCall call)
    {
        var services = call.Context.RequestServices;
        var info = services.GetService<IServerInfo>() ?? call.Host as IServerInfo ?? throw new AclException(ErrorCodes.NotFound, "this server says nothing of itself");
        return call.Show<ServerPage, ServerView>(new ServerView(await info.ReadAsync(call.Cancellation), services.GetRequiredService<TimeProvider>().GetUtcNow()));
    }
}
