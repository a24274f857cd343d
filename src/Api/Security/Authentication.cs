using Microsoft.AspNetCore.Http;

namespace OrleansAcl.Api.Security;

/// <summary>Finds out whom a request is answered for: every kind of token is tried in turn.</summary>
internal sealed class Authentication(AclApiOptions options, IEnumerable<IAuthenticator> authenticators)
{
    private readonly IAuthenticator[] _authenticators = [.. authenticators];

    /// <summary>Who sent a request, if he may.</summary>
    /// <exception cref="AclException">
    /// <see cref="ErrorCodes.Unauthenticated"/> when nobody knows his token, <see cref="ErrorCodes.Denied"/> when he may not.
    /// </exception>
    public async ValueTask<Caller> AdmitAsync(HttpContext context, Access access)
    {
        if (access == Access.Open) return Caller.Nobody;
        var caller = await CallerAsync(context);
        access.Require(caller);
        return caller;
    }

    private async ValueTask<Caller> CallerAsync(HttpContext context)
    {
        if (options.AllowAnonymous) return Caller.Administrator;
        return await KnowAsync(BearerToken.Require(context.Request), TenantOf(context.Request), context.RequestAborted);
    }

    /// <summary>Whose a token is.</summary>
    /// <param name="token">What was sent, of at most <see cref="BearerToken.MostChars"/>.</param>
    /// <param name="tenant">The tenant in the path; null when what stands there is no tenant's name.</param>
    /// <param name="cancellation">Ends when the caller has gone.</param>
    /// <exception cref="AclException"><see cref="ErrorCodes.Unauthenticated"/> when nobody knows it.</exception>
    public async ValueTask<Caller> KnowAsync(string token, TenantId? tenant, CancellationToken cancellation)
    {
        foreach (var authenticator in _authenticators)
            if (await authenticator.AuthenticateAsync(token, tenant, cancellation) is { } caller) return caller;
        throw BearerToken.Refused("the bearer token is not valid");
    }

    /// <summary>Whether the path names a tenant well is told only to those who are known.</summary>
    public static TenantId? TenantOf(HttpRequest request)
    {
        if (request.RouteValues["tenant"] is not string text) return TenantId.Default;
        return TenantId.TryParse(text, out var tenant) ? tenant : null;
    }
}
