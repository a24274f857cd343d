using System.Buffers.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OrleansAcl.Documents;

namespace OrleansAcl.Api.Security;

/// <summary>Says whether a token is one of an issuer's, meant for us, and good now.</summary>
internal sealed class TokenIssuer(OidcOptions options, IssuerKeys keys, TimeProvider time)
{
    /// <summary>Signatures that only the issuer can make. With a shared secret (<c>HS256</c>) or with <c>none</c> everybody could.</summary>
    private static readonly string[] Algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    /// <summary>What access tokens say they are; a token for another purpose, such as a logout, is none.</summary>
    private static readonly string[] Types = ["", "JWT", "at+jwt", "application/at+jwt"];

    private static readonly JsonWebTokenHandler Handler = new() { MaximumTokenSizeInBytes = BearerToken.MostChars };

    /// <summary>What is configured of it.</summary>
    public OidcOptions Options => options;

    /// <summary>The claims of a valid token.</summary>
    /// <exception cref="AclException">
    /// <see cref="ErrorCodes.Unauthenticated"/>, or <see cref="ErrorCodes.Unreachable"/> when the issuer's keys cannot be had.
    /// </exception>
    public async ValueTask<Node> ClaimsAsync(JsonWebToken token, CancellationToken cancellation)
    {
        if (!Algorithms.Contains(token.Alg)) throw BearerToken.Refused($"the token is not signed with one of {string.Join(", ", Algorithms)}");
        if (!Types.Contains(token.Typ ?? "", StringComparer.OrdinalIgnoreCase)) throw BearerToken.Refused("the token is of a type for another purpose");
        if (token.TryGetHeaderValue<object>("crit", out _)) throw BearerToken.Refused("the token asks for an extension that is not understood");
        var signing = await keys.FindAsync(token.Kid, cancellation);
        if (signing.Count == 0) throw BearerToken.Refused("the token is signed with a key that its issuer does not publish");
        var result = await Handler.ValidateTokenAsync(token, Demands(signing));
        if (!result.IsValid) throw Refused(result.Exception);
        RequireNow(token);
        return Payload(token);
    }

    private TokenValidationParameters Demands(IEnumerable<SecurityKey> signing) => new()
    {
        ValidIssuer = options.Issuer,
        ValidAudience = options.Audience,
        ValidAlgorithms = Algorithms,
        IssuerSigningKeys = signing,
        RequireSignedTokens = true,
        RequireAudience = true,
        // Looked at by our own clock, in RequireNow.
        ValidateLifetime = false,
    };

    private void RequireNow(JsonWebToken token)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (token.ValidTo == DateTime.MinValue) throw BearerToken.Refused("the token has no expiry (`exp`)");
        if (token.ValidTo <= now - options.ClockSkew) throw BearerToken.Refused("the token has expired");
        if (token.ValidFrom > now + options.ClockSkew) throw BearerToken.Refused("the token is not valid yet");
    }

    private static AclException Refused(Exception? reason) => BearerToken.Refused(reason switch
    {
        SecurityTokenInvalidAudienceException => "the token is meant for another audience",
        SecurityTokenInvalidIssuerException => "the token is of another issuer",
        SecurityTokenInvalidSignatureException => "the token's signature is not valid",
        _ => "the token is not valid",
    });

    private static Node Payload(JsonWebToken token)
    {
        try
        {
            var payload = Json.Parse(Base64Url.DecodeFromChars(token.EncodedPayload));
            _ = payload.AsMap();
            return payload;
        }
        catch (AclException)
        {
            throw BearerToken.Refused("the token's claims are malformed");
        }
    }
}
