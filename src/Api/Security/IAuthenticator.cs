namespace OrleansAcl.Api.Security;

/// <summary>Knows one kind of token.</summary>
internal interface IAuthenticator
{
    /// <summary>Whose token it is; null when it is not of this kind.</summary>
    /// <param name="token">What was sent, of at most <see cref="BearerToken.MostChars"/>.</param>
    /// <param name="tenant">The tenant in the path; null when what stands there is no tenant's name.</param>
    /// <param name="cancellation">Ends when the caller has gone.</param>
    /// <exception cref="AclException">
    /// <see cref="ErrorCodes.Unauthenticated"/> when it is of this kind and not valid; anything else when that cannot be known (FAIL-CLOSED).
    /// </exception>
    ValueTask<Caller?> AuthenticateAsync(string token, TenantId? tenant, CancellationToken cancellation);
}
