using OrleansAcl.Api.Decisions;

namespace OrleansAcl.Api;

/// <summary>How the HTTP API is served.</summary>
public sealed record AclApiOptions
{
    /// <summary>The administrator's bearer token; required unless <see cref="AllowAnonymous"/>. See <see cref="AdminToken"/>.</summary>
    public string? Token { get; init; }

    /// <summary>Serves everybody who can reach the port, without a token. Default: false.</summary>
    public bool AllowAnonymous { get; init; }

    /// <summary>The OpenID Connect issuers whose tokens are taken, each once. Default: none.</summary>
    public IReadOnlyList<OidcOptions> Oidc { get; init; } = [];

    /// <summary>
    /// The https address callers reach this API at, without query and fragment; what AuthZEN metadata is built from, never from a
    /// request's Host. Default: none, and then there is no metadata.
    /// </summary>
    public Uri? PublicBaseUrl { get; init; }

    /// <summary>Which decisions are written down; null is none.</summary>
    public DecisionLogOptions? DecisionLog { get; init; }

    /// <summary>Refuses options that would serve nobody, or everybody unasked.</summary>
    /// <exception cref="ArgumentException">Naming the option at fault.</exception>
    internal void Validate()
    {
        if (string.IsNullOrWhiteSpace(Token) != AllowAnonymous)
            throw new ArgumentException("set either a token or anonymous access, not both and not neither", nameof(Token));
        if (AllowAnonymous && Oidc.Count > 0)
            throw new ArgumentException("tokens of an issuer mean nothing with anonymous access", nameof(Oidc));
        foreach (var issuer in Oidc) issuer.Validate();
        if (Oidc.DistinctBy(issuer => issuer.Issuer).Count() < Oidc.Count)
            throw new ArgumentException("an issuer is given twice", nameof(Oidc));
        DecisionLog?.Validate();
        if (PublicBaseUrl is { } url && !IsPublic(url))
            throw new ArgumentException($"`{url}` is not an https address without user, query and fragment", nameof(PublicBaseUrl));
    }

    private static bool IsPublic(Uri url) =>
        url.IsAbsoluteUri && url.Scheme == Uri.UriSchemeHttps && url is { Query: "", Fragment: "", UserInfo: "" };
}
