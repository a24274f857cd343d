using System.Diagnostics.CodeAnalysis;

namespace OrleansAcl.Api;

/// <summary>An OpenID Connect issuer whose tokens are taken, and what their claims mean.</summary>
public sealed record OidcOptions
{
    /// <summary>The longest <see cref="ClockSkew"/>.</summary>
    public static readonly TimeSpan MostClockSkew = TimeSpan.FromMinutes(5);

    /// <summary>The issuer, letter for letter as its tokens and its metadata name it: an https address, or http on this machine.</summary>
    public required string Issuer { get; init; }

    /// <summary>The audience that tokens must be meant for.</summary>
    public required string Audience { get; init; }

    /// <summary>The claim that is the user's id. Default: sub.</summary>
    public string SubjectClaim { get; init; } = "sub";

    /// <summary>What is put before it, to tell the users of several issuers apart. Default: nothing.</summary>
    public string? SubjectPrefix { get; init; }

    /// <summary>The claim with the user's roles; with one, the stored ones do not count. Default: none.</summary>
    public string? RolesClaim { get; init; }

    /// <summary>The claim with the user's groups; with one, the stored ones do not count. Default: none.</summary>
    public string? GroupsClaim { get; init; }

    /// <summary>The claim in which <c>acl:decide</c>, <c>acl:read</c> and <c>acl:administer</c> give scopes. Default: scope.</summary>
    public string ScopeClaim { get; init; } = "scope";

    /// <summary>The tenants its tokens are good for. Default: null, all of them.</summary>
    public IReadOnlyList<TenantId>? Tenants { get; init; }

    /// <summary>How far the issuer's clock may be from this one's, at most <see cref="MostClockSkew"/>. Default: 60 s.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How people sign in to the web pages with it. Default: null, they cannot; then they paste a token of its.</summary>
    public OidcSignIn? SignIn { get; init; }

    /// <summary>Whether a text can be an issuer: an address without user, query and fragment that tokens' keys may be fetched from.</summary>
    public static bool IsIssuer([NotNullWhen(true)] string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri is { Query: "", Fragment: "", UserInfo: "" } && IsTrusted(uri);

    /// <summary>Whether nobody between can change what comes from there.</summary>
    internal static bool IsTrusted(Uri uri) => uri.Scheme == Uri.UriSchemeHttps || uri is { Scheme: "http", IsLoopback: true };

    /// <summary>Refuses options that would take tokens of nobody, or of others.</summary>
    /// <exception cref="ArgumentException">Naming the option at fault.</exception>
    internal void Validate()
    {
        if (!IsIssuer(Issuer)) throw new ArgumentException($"`{Issuer}` is not an https address without user, query and fragment", nameof(Issuer));
        if (ClockSkew < TimeSpan.Zero || ClockSkew > MostClockSkew)
            throw new ArgumentException($"{ClockSkew} is not from {TimeSpan.Zero} to {MostClockSkew}", nameof(ClockSkew));
        foreach (var (name, text) in (ReadOnlySpan<(string, string?)>)[
            (nameof(Audience), Audience), (nameof(SubjectClaim), SubjectClaim), (nameof(ScopeClaim), ScopeClaim),
            (nameof(RolesClaim), RolesClaim ?? "-"), (nameof(GroupsClaim), GroupsClaim ?? "-")])
            if (string.IsNullOrWhiteSpace(text)) throw new ArgumentException("is empty", name);
        SignIn?.Validate();
    }
}
