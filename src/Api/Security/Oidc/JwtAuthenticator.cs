using Microsoft.IdentityModel.JsonWebTokens;

namespace OrleansAcl.Api.Security;

/// <summary>Knows the tokens (JWT) of the configured issuers.</summary>
internal sealed class JwtAuthenticator : IAuthenticator, IDisposable
{
    private readonly IssuerDocuments _documents = new();
    private readonly Dictionary<string, TokenIssuer> _issuers;

    /// <summary>Takes the issuers of the options; nothing is fetched before a token needs it.</summary>
    public JwtAuthenticator(AclApiOptions options, TimeProvider time) => _issuers = options.Oidc.ToDictionary(
        issuer => issuer.Issuer, issuer => new TokenIssuer(issuer, new IssuerKeys(issuer.Issuer, _documents, time), time), StringComparer.Ordinal);

    /// <inheritdoc/>
    public async ValueTask<Caller?> AuthenticateAsync(string token, TenantId? tenant, CancellationToken cancellation)
    {
        if (_issuers.Count == 0 || Read(token) is not { } jwt) return null;
        if (!_issuers.TryGetValue(jwt.Issuer, out var issuer)) throw BearerToken.Refused("the token is of another issuer");
        var caller = TokenClaims.Read(await issuer.ClaimsAsync(jwt, cancellation), issuer.Options);
        if (issuer.Options.Tenants is { } tenants && !(tenant is { } asked && tenants.Contains(asked)))
            throw new AclException(ErrorCodes.Denied, $"{caller.Name} is of an issuer whose tokens are not good for this tenant");
        return caller;
    }

    /// <summary>What a token says it is, of which nothing is believed yet; null when it is no JWT.</summary>
    private static JsonWebToken? Read(string token)
    {
        try
        {
            return token.Contains('.') ? new JsonWebToken(token) : null;
        }
        catch (Exception)
        {
            // The reader has no one kind of exception for what is malformed.
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _documents.Dispose();
}
