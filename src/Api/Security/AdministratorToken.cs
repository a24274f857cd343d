using System.Security.Cryptography;
using System.Text;

namespace OrleansAcl.Api.Security;

/// <summary>The administrator's token, kept as its SHA-256.</summary>
internal sealed class AdministratorToken(AclApiOptions options) : IAuthenticator
{
    private readonly byte[]? _expected = options.Token is { } token ? Digest(token) : null;

    /// <inheritdoc/>
    public ValueTask<Caller?> AuthenticateAsync(string token, TenantId? tenant, CancellationToken cancellation)
    {
        // Digests are compared in constant time, so that neither length nor content leaks.
        var known = _expected is not null && CryptographicOperations.FixedTimeEquals(Digest(token), _expected);
        return ValueTask.FromResult(known ? Caller.Administrator : null);
    }

    private static byte[] Digest(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
