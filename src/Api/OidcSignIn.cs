namespace OrleansAcl.Api;

/// <summary>
/// The client that this is to an OpenID Connect issuer, for people who sign in to the web pages: authorization code flow with PKCE. Where the issuer
/// gives an access token that is good here it is taken; else its ID token, whose audience is <see cref="ClientId"/>.
/// </summary>
public sealed record OidcSignIn
{
    /// <summary>The client's id at the issuer.</summary>
    public required string ClientId { get; init; }

    /// <summary>Its secret. Default: null, a public client.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>The scopes to ask for, with spaces between them; <c>openid</c> is always asked for. Default: none besides.</summary>
    public string Scopes { get; init; } = "";

    /// <summary>What the issuer is called on the button. Default: the host of its address.</summary>
    public string? Name { get; init; }

    /// <summary>Refuses what cannot be a client.</summary>
    /// <exception cref="ArgumentException">Naming the option at fault.</exception>
    internal void Validate()
    {
        if (string.IsNullOrWhiteSpace(ClientId)) throw new ArgumentException("is empty", nameof(ClientId));
        if (ClientSecret is { } secret && string.IsNullOrWhiteSpace(secret)) throw new ArgumentException("is empty", nameof(ClientSecret));
    }
}
