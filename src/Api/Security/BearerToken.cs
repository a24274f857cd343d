using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace OrleansAcl.Api.Security;

/// <summary>The token callers must send, kept as its SHA-256.</summary>
/// <param name="expected">The token; null lets everybody in.</param>
internal sealed class BearerToken(string? expected)
{
    private readonly byte[]? _expected = expected is null ? null : Digest(expected);

    /// <summary>Refuses a request without the token. Digests are compared in constant time, so that neither length nor content leaks.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.Unauthenticated"/>.</exception>
    public void Require(HttpRequest request)
    {
        if (_expected is null) return;
        if (Sent(request) is not { } token)
            throw new AclException(ErrorCodes.Unauthenticated, "a bearer token is required");
        if (!CryptographicOperations.FixedTimeEquals(Digest(token), _expected))
            throw new AclException(ErrorCodes.Unauthenticated, "the bearer token is not valid");
    }

    private static string? Sent(HttpRequest request) =>
        request.Headers.Authorization is [{ } header]
        && AuthenticationHeaderValue.TryParse(header, out var value)
        && value.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)
            ? value.Parameter
            : null;

    private static byte[] Digest(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
