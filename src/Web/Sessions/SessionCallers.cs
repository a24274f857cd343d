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
        var session = await ReadAsync(context);
        if (options.AllowAnonymous) return Caller.Administrator;
        if (session.Properties?.GetTokenValue(TokenName) is not { } token) throw new AclException(ErrorCodes.Unauthenticated, "nobody has signed in");
        return await authentication.KnowAsync(token, Authentication.TenantOf(context.Request), context.RequestAborted);
    }

    /// <summary>Reads a request's session, to which its forms are tied, also on pages that are for everybody, whether or not what it holds is good.</summary>
    public async Task<AuthenticateResult> ReadAsync(HttpContext context)
    {
        var session = await context.AuthenticateAsync(SessionServices.Scheme);
        context.User = session.Principal ?? new ClaimsPrincipal();
        return session;
    }

    /// <summary>Begins a session with a token, when it is somebody's, and says whose.</summary>
    /// <param name="context">The request that brought it.</param>
    /// <param name="token">The token.</param>
    /// <param name="tenant">The tenant in which it is to be known.</param>
    /// <exception cref="AclException"><see cref="ErrorCodes.Unauthenticated"/> when nobody knows it.</exception>
    public async Task<Caller> BeginAsync(HttpContext context, string token, TenantId tenant)
    {
        var good = await FindAsync([token], tenant, context.RequestAborted);
        var properties = new AuthenticationProperties();
        properties.StoreTokens([Kept(good.Token)]);
        await context.SignInAsync(SessionServices.Scheme, Principal(good.Caller), properties);
        return good.Caller;
    }

    /// <summary>The first of some tokens that is somebody's, and whose.</summary>
    /// <exception cref="AclException">What was wrong with the last of them.</exception>
    public async Task<(string Token, Caller Caller)> FindAsync(IReadOnlyList<string?> tokens, TenantId tenant, CancellationToken cancellation)
    {
        var refusal = BearerToken.Refused("a token is required");
        foreach (var token in tokens.OfType<string>().Where(token => token.Length > 0))
        {
            try
            {
                if (token.Length > BearerToken.MostChars) throw BearerToken.Refused($"the token is longer than {BearerToken.MostChars} characters");
                return (token, await authentication.KnowAsync(token, tenant, cancellation));
            }
            catch (AclException e)
            {
                refusal = e;
            }
        }

        throw refusal;
    }

    /// <summary>Ends a session.</summary>
    public static Task EndAsync(HttpContext context) => context.SignOutAsync(SessionServices.Scheme);

    /// <summary>A token as a session keeps it.</summary>
    public static AuthenticationToken Kept(string token) => new() { Name = TokenName, Value = token };

    /// <summary>Whom a session is of; the id, another in each, ties its forms to it.</summary>
    public static ClaimsPrincipal Principal(Caller caller) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, Guid.NewGuid().ToString("N")), new Claim(ClaimTypes.Name, caller.Name)], SessionServices.Scheme));
}
