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
        var token = BearerToken.Require(context.Request);
        var tenant = TenantOf(context.Request);
        foreach (var authenticator in _authenticators)
            if (await authenticator.AuthenticateAsync(token, tenant, context.RequestAborted) is { } caller) return caller;
        throw BearerToken.Refused("the bearer token is not valid");
    }

    /// <summary>Whether the path names a tenant well is told only to those who are known.</summary>
    private static TenantId? TenantOf(HttpRequest request)
    {
        if (request.RouteValues["tenant"] is not string text) return TenantId.Default;
        return TenantId.TryParse(text, out var tenant) ? tenant : null;
    }
}
