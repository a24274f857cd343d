using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using OrleansAcl.Api;
using OrleansAcl.Api.Security;

namespace OrleansAcl.Web.Sessions;

/// <summary>Whom a page is for: whose token his session keeps. It is looked at anew for every request, so that what ended it has ended him here too.</summary>
internal sealed class SessionCallers(AclApiOptions options, Authentication authentication)
{
    private const string TokenName = "token";

    /// <summary>Who sent a request.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.Unauthenticated"/> when he has not signed in, or his token is no longer any.</exception>
    public async Task<Caller> RequireAsync(HttpContext context)
    {
        if (options.AllowAnonymous) return Caller.Administrator;
        var session = await context.AuthenticateAsync(SessionServices.Scheme);
        if (session.Properties?.GetTokenValue(TokenName) is not { } token) throw new AclException(ErrorCodes.Unauthenticated, "nobody has signed in");
        context.User = session.Principal!;
        return await authentication.KnowAsync(token, Authentication.TenantOf(context.Request), context.RequestAborted);
    }

    /// <summary>Begins a session with a token, when it is somebody's.</summary>
    /// <param name="context">The request that brought it.</param>
    /// <param name="token">The token.</param>
    /// <param name="tenant">The tenant in which it is to be known.</param>
    /// <exception cref="AclException"><see cref="ErrorCodes.Unauthenticated"/> when nobody knows it.</exception>
    public async Task<Caller> BeginAsync(HttpContext context, string token, TenantId tenant)
    {
        if (token.Length > BearerToken.MostChars) throw BearerToken.Refused($"the token is longer than {BearerToken.MostChars} characters");
        var caller = await authentication.KnowAsync(token, tenant, context.RequestAborted);
        await BeginAsync(context, token, caller);
        return caller;
    }

    /// <summary>Ends a session.</summary>
    public static Task EndAsync(HttpContext context) => context.SignOutAsync(SessionServices.Scheme);

    private static Task BeginAsync(HttpContext context, string token, Caller caller)
    {
        // The id makes forms those of one session.
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, Guid.NewGuid().ToString("N")), new Claim(ClaimTypes.Name, caller.Name)], SessionServices.Scheme);
        var properties = new AuthenticationProperties();
        properties.StoreTokens([new AuthenticationToken { Name = TokenName, Value = token }]);
        return context.SignInAsync(SessionServices.Scheme, new ClaimsPrincipal(identity), properties);
    }
}
