using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;

namespace OrleansAcl.Api.Security;

/// <summary>The token in a request's <c>Authorization</c> header, or, where there is none, in the one that Qubole's clients send.</summary>
internal static class BearerToken
{
    /// <summary>BOUNDED: longest token that is looked at, in characters.</summary>
    public const int MostChars = 16_384;

    /// <summary>The header in which Qubole's clients send a token, and nothing else.</summary>
    public const string PlainHeader = "X-AUTH-TOKEN";

    private const string Scheme = "Bearer";

    /// <summary>What was sent.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.Unauthenticated"/> when there is none, or more than one, or too long a one.</exception>
    public static string Require(HttpRequest request)
    {
        if (Sent(request.Headers) is not { Length: > 0 } token) throw Refused("a bearer token is required");
        return token.Length <= MostChars ? token : throw Refused($"the bearer token is longer than {MostChars} characters");
    }

    private static string? Sent(IHeaderDictionary headers)
    {
        if (headers.Authorization.Count == 0) return headers[PlainHeader] is [var plain] ? plain : null;
        return headers.Authorization is [{ } header]
            && AuthenticationHeaderValue.TryParse(header, out var value)
            && value.Scheme.Equals(Scheme, StringComparison.OrdinalIgnoreCase)
                ? value.Parameter
                : null;
    }

    /// <summary>The complaint about a caller's own credentials.</summary>
    public static AclException Refused(string message) => new(ErrorCodes.Unauthenticated, message);
}
