using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OrleansAcl.Api.Security;
using OrleansAcl.Web.Serving;

namespace OrleansAcl.Web.Sessions;

/// <summary>What the form to sign in shows.</summary>
/// <param name="Return">Where to go then.</param>
/// <param name="Tenant">The tenant that the token is to be known in.</param>
/// <param name="Error">What was wrong with the token before; null for none.</param>
public sealed record SignInView(string Return, string Tenant, string? Error);

/// <summary>Signing in and out.</summary>
internal static class SessionPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(PagePaths.SignIn, Access.Open, call => ValueTask.FromResult(Form(call, call.Query("return"), call.Query("tenant"), null, StatusCodes.Status200OK)));
        routes.MapForm(PagePaths.SignIn, Access.Open, SignInAsync);
        routes.MapForm(PagePaths.SignOut, Access.Open, SignOutAsync);
    }

    /// <summary>The form, to come back from to a page.</summary>
    public static string SignInPath(PageCall call) => call.Base + PagePaths.WithQuery(
        PagePaths.SignIn,
        [("return", HttpMethods.IsGet(call.Context.Request.Method) ? call.Here : null), ("tenant", call.HasTenant ? call.Tenant.ToString() : null)]);

    private static async ValueTask<IResult> SignInAsync(PageCall call)
    {
        var tenant = call.Field("tenant");
        try
        {
            var token = call.Field("token") ?? throw new AclException(ErrorCodes.Unauthenticated, "a token is required");
            await call.Context.RequestServices.GetRequiredService<SessionCallers>()
                .BeginAsync(call.Context, token, tenant is null ? TenantId.Default : TenantId.Parse(tenant));
            return Results.Redirect(Local(call, call.Field("return")));
        }
        catch (AclException e) when (e.Code is ErrorCodes.Unauthenticated or ErrorCodes.InvalidDocument)
        {
            return Form(call, call.Field("return"), tenant, e.Detail, StatusCodes.Status401Unauthorized);
        }
    }

    private static async ValueTask<IResult> SignOutAsync(PageCall call)
    {
        await SessionCallers.EndAsync(call.Context);
        return Results.Redirect(call.Base + PagePaths.SignIn);
    }

    private static IResult Form(PageCall call, string? back, string? tenant, string? error, int status) =>
        call.Show<SignInPage, SignInView>(new SignInView(Local(call, back), tenant ?? TenantId.Default.ToString(), error), status);

    /// <summary>A page of ours, and of nobody else: what a link says where to go then may come from anybody.</summary>
    private static string Local(PageCall call, string? path) =>
        path is not null && path.StartsWith(call.Base + PagePaths.Root, StringComparison.Ordinal) && !path.Contains('\\') && !path.Any(char.IsControl)
            ? path : call.Base + PagePaths.Root;
}
