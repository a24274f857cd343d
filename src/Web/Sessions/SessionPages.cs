using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrleansAcl.Api.Security;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Sessions;

/// <summary>What the form to sign in shows.</summary>
/// <param name="Return">Where to go then.</param>
/// <param name="Tenant">The tenant that the token is to be known in.</param>
/// <param name="Issuers">The issuers to sign in with: what they are called, and where that begins.</param>
/// <param name="Error">What was wrong before; null for nothing.</param>
public sealed record SignInView(string Return, string Tenant, IReadOnlyList<(string Name, string Path)> Issuers, string? Error);

/// <summary>Signing in and out.</summary>
internal static partial class SessionPages
{
    private const string WithIssuer = PagePaths.SignIn + "/with";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(PagePaths.SignIn, Access.Open, call => ValueTask.FromResult(Form(call, call.Query("return"), call.Query("tenant"), null, StatusCodes.Status200OK)));
        routes.MapForm(PagePaths.SignIn, Access.Open, SignInAsync);
        routes.MapPage(WithIssuer, Access.Open, GoToIssuerAsync);
        routes.MapForm(PagePaths.SignOut, Access.Open, SignOutAsync);
    }

    /// <summary>The form, to come back from to a page.</summary>
    public static string SignInPath(PageCall call) => call.Base + PagePaths.WithQuery(
        PagePaths.SignIn,
        [("return", HttpMethods.IsGet(call.Context.Request.Method) ? call.Here : null), ("tenant", call.HasTenant ? call.Tenant.ToString() : null)]);

    /// <summary>Shows the form again, with why an issuer's word was not taken. Of what is not ours to tell the log says more.</summary>
    public static async Task RefuseAsync(HttpContext context, Exception? reason, Action handled)
    {
        handled();
        PageEndpoint.Protect(context.Response.Headers);
        LogRefused(context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(SessionPages)), reason);
        var call = new PageCall(context, Caller.Nobody);
        var told = (reason as AclException ?? reason?.InnerException as AclException)?.Detail ?? "it ended without an answer that can be trusted";
        await Form(call, null, null, $"signing in did not work: {told}", StatusCodes.Status401Unauthorized).ExecuteAsync(context);
    }

    private static async ValueTask<IResult> SignInAsync(PageCall call)
    {
        var tenant = call.Field("tenant");
        try
        {
            var caller = await call.Context.RequestServices.GetRequiredService<SessionCallers>().BeginAsync(call.Context, call.Field("token") ?? "", TenantOf(tenant));
            var to = Local(call, call.Field("return"));
            return Results.Redirect(caller.Has(Scopes.Server) ? to : InTenant(call, to, TenantOf(tenant)));
        }
        catch (AclException e) when (e.Code is ErrorCodes.Unauthenticated or ErrorCodes.Denied or ErrorCodes.InvalidDocument)
        {
            return Form(call, call.Field("return"), tenant, e.Detail, StatusCodes.Status401Unauthorized);
        }
    }

    private static async ValueTask<IResult> GoToIssuerAsync(PageCall call)
    {
        var issuer = IssuerSignIn.Of(call.Options).FirstOrDefault(issuer => issuer.Scheme == call.Query("issuer"))
            ?? throw new AclException(ErrorCodes.NotFound, "there is no such issuer to sign in with", "issuer");
        var properties = new AuthenticationProperties { RedirectUri = InTenant(call, Local(call, call.Query("return")), TenantOf(call.Query("tenant"))) };
        properties.Items[IssuerSignIn.TenantItem] = TenantOf(call.Query("tenant")).ToString();
        try
        {
            await call.Context.ChallengeAsync(issuer.Scheme, properties);
            return Results.Empty;
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or HttpRequestException)
        {
            throw new AclException(ErrorCodes.Unreachable, $"the issuer {issuer.Name} cannot be reached now", null, e);
        }
    }

    private static async ValueTask<IResult> SignOutAsync(PageCall call)
    {
        await SessionCallers.EndAsync(call.Context);
        return Results.Redirect(call.Base + PagePaths.SignIn);
    }

    private static IResult Form(PageCall call, string? back, string? tenant, string? error, int status)
    {
        var (to, name) = (Local(call, back), tenant ?? TenantId.Default.ToString());
        var issuers = IssuerSignIn.Of(call.Options)
            .Select(issuer => (issuer.Name, call.Base + PagePaths.WithQuery(WithIssuer, [("issuer", issuer.Scheme), ("return", to), ("tenant", name)])));
        return call.Show<SignInPage, SignInView>(new SignInView(to, name, [.. issuers], error), status);
    }

    private static TenantId TenantOf(string? text) => text is null ? TenantId.Default : TenantId.Parse(text);

    /// <summary>A page of ours, and of nobody else: what a link says where to go then may come from anybody.</summary>
    private static string Local(PageCall call, string? path) =>
        path is not null && path.StartsWith(call.Base + PagePaths.Root, StringComparison.Ordinal) && !path.Contains('\\') && !path.Any(char.IsControl)
            ? PagePaths.InHeader(path) : call.Base + PagePaths.Root;

    /// <summary>The tenant's first page in the place of the server's: many are known in their tenant only, and would there be asked to sign in again.</summary>
    private static string InTenant(PageCall call, string path, TenantId tenant) =>
        tenant != TenantId.Default && path.TrimEnd('/') == call.Base + PagePaths.Root ? call.Base + PagePaths.Of(tenant, "") : path;

    [LoggerMessage(1, LogLevel.Warning, "Signing in with an issuer did not work")]
    private static partial void LogRefused(ILogger logger, Exception? reason);
}
