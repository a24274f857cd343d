using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OrleansAcl.Api;
using OrleansAcl.Web.Assets;
using OrleansAcl.Web.Changes;
using OrleansAcl.Web.Checks;
using OrleansAcl.Web.Documents;
using OrleansAcl.Web.Home;
using OrleansAcl.Web.Keys;
using OrleansAcl.Web.Models;
using OrleansAcl.Web.Operations;
using OrleansAcl.Web.Permissions;
using OrleansAcl.Web.Resources;
using OrleansAcl.Web.Servers;
using OrleansAcl.Web.Serving;
using OrleansAcl.Web.Sessions;
using OrleansAcl.Web.Subjects;

namespace OrleansAcl.Web;

/// <summary>
/// The web pages over whatever <see cref="IAclService"/> is registered, below <see cref="PagePaths.Root"/>; they need what
/// <see cref="AclApi.AddAclApi"/> registers. Whoever has signed in may do there what his token lets him do over HTTP, and nothing else.
/// </summary>
public static class AclPages
{
    /// <summary>Registers what the pages need.</summary>
    /// <param name="services">Where.</param>
    /// <param name="options">The same that the API was given.</param>
    public static IServiceCollection AddAclPages(this IServiceCollection services, AclApiOptions options)
    {
        services.AddRazorComponents();
        services.AddSessions(options);
        return services.AddSingleton<AssetFiles>().AddSingleton<OpenStreams>();
    }

    /// <summary>Serves every page.</summary>
    public static WebApplication MapAclPages(this WebApplication application)
    {
        // The API's paths do not pass through any of this.
        application.UseWhen(context => context.Request.Path.StartsWithSegments(PagePaths.Root), pages => pages.UseAuthentication());
        AssetEndpoints.Map(application);
        SessionPages.Map(application);
        HomePages.Map(application);
        ResourcePages.Map(application);
        ChangePages.Map(application);
        ServerPages.Map(application);
        SingleResourcePage.Map(application);
        PermissionPages.Map(application);
        SubjectListPages.Map(application);
        SubjectPages.Map(application);
        CheckPages.Map(application);
        WhatIfPages.Map(application);
        DocumentPages.Map(application);
        OperationPages.Map(application);
        ModelPages.Map(application);
        KeyPages.Map(application);
        application.MapNothing(PagePaths.TenantRoute + "/{**page}");
        application.MapNothing(PagePaths.Root + "/{**page}");
        application.MapGet("/", context =>
        {
            context.Response.Redirect(context.Request.PathBase.ToUriComponent() + PagePaths.Root);
            return Task.CompletedTask;
        });
        return application;
    }
}
