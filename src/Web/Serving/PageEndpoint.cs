using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrleansAcl.Api.Http;
using OrleansAcl.Api.Security;
using OrleansAcl.Web.Layout;
using OrleansAcl.Web.Sessions;

namespace OrleansAcl.Web.Serving;

/// <summary>Answers one request for a page.</summary>
internal delegate ValueTask<IResult> PageHandler(PageCall call);

/// <summary>What every page does around its handler: headers, session, forged forms, errors.</summary>
internal sealed partial class PageEndpoint(PageHandler handler, Access access)
{
    /// <summary>Nothing is loaded but from this server, nothing runs that is not a file of ours, and nobody frames the pages.</summary>
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>BOUNDED: what a form may hold; the largest of ours are access lists, a row of which has a field for each action.</summary>
    private static readonly FormOptions Forms = new() { ValueCountLimit = 8_192 };

    /// <summary>Serves one request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        Protect(context.Response.Headers);
        var result = await AnswerAsync(context);
        await result.ExecuteAsync(context);
    }

    /// <summary>The headers of every answer.</summary>
    public static void Protect(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        // Both, for the forms' own tokens want the former, and complain to the log with every page that has not.
        headers.CacheControl = "no-cache, no-store";
    }

    private async Task<IResult> AnswerAsync(HttpContext context)
    {
        var caller = Caller.Nobody;
        try
        {
            caller = await CallerAsync(context);
            if (HttpMethods.IsPost(context.Request.Method)) await RequireOwnFormAsync(context);
            access.Require(caller);
            return await handler(new PageCall(context, caller));
        }
        catch (AclException e) when (e.Code == ErrorCodes.Unauthenticated && access != Access.Open)
        {
            return Results.Redirect(SessionPages.SignInPath(new PageCall(context, Caller.Nobody)));
        }
        catch (Exception e) when (!context.RequestAborted.IsCancellationRequested)
        {
            var refusal = Refusal.Of(e);
            if (refusal.Status >= StatusCodes.Status500InternalServerError) LogFault(context.RequestServices.GetRequiredService<ILogger<PageEndpoint>>(), e, context.Request.Path);
            return new PageCall(context, caller).Show<ProblemPage, AclException>(refusal.Error, refusal.Status);
        }
    }

    private async Task<Caller> CallerAsync(HttpContext context)
    {
        var callers = context.RequestServices.GetRequiredService<SessionCallers>();
        if (access != Access.Open) return await callers.RequireAsync(context);
        await callers.ReadAsync(context);
        return Caller.Nobody;
    }

    private static async Task RequireOwnFormAsync(HttpContext context)
    {
        context.Features.Set<IFormFeature>(new FormFeature(context.Request, Forms));
        try
        {
            await context.RequestServices.GetRequiredService<IAntiforgery>().ValidateRequestAsync(context);
        }
        catch (AntiforgeryValidationException e) when (e.InnerException is InvalidDataException or BadHttpRequestException)
        {
            throw new AclException(ErrorCodes.LimitExceeded, "the form is larger, or has more fields, than is taken; nothing was changed", null, e);
        }
        catch (AntiforgeryValidationException e)
        {
            throw new AclException(ErrorCodes.InvalidDocument, "this form is not from this session, or is too old; nothing was changed: go back, reload the page and send it again", null, e);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The page {Path} failed")]
    private static partial void LogFault(ILogger logger, Exception exception, PathString path);
}
