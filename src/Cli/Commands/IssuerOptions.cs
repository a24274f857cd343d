using System.CommandLine;
using OrleansAcl.Api;

namespace OrleansAcl.Cli.Commands;

/// <summary>The options of <c>serve</c> that say whose OpenID Connect tokens are taken.</summary>
internal sealed class IssuerOptions
{
    private readonly Option<string?> _issuer = Named("--oidc-issuer", "URL", "OpenID Connect issuer whose tokens are taken too, letter for letter as they name it");
    private readonly Option<string?> _audience = Named("--oidc-audience", "NAME", "The audience its tokens must be meant for");
    private readonly Option<string?> _subject = Named("--oidc-subject-claim", "CLAIM", "The claim that is the user's id, left out: sub");
    private readonly Option<string?> _roles = Named("--oidc-roles-claim", "CLAIM", "The claim with the user's roles; with it the stored ones do not count");
    private readonly Option<string?> _groups = Named("--oidc-groups-claim", "CLAIM", "The claim with the user's groups; with it the stored ones do not count");
    private readonly Option<string?> _client = Named("--oidc-client-id", "ID", "The client that this is to the issuer, for people who sign in to the web pages with it");
    private readonly Option<string?> _secret = Named("--oidc-client-secret-file", "PATH", "The file with the client's secret, left out: a public client");
    private readonly Option<string?> _scopes = Named("--oidc-scopes", "SCOPES", "The scopes to ask for when somebody signs in, with spaces between them, besides openid");

    private static Option<string?> Named(string name, string value, string description) => new(name) { Description = description, HelpName = value };

    private Option<string?>[] All => [_issuer, _audience, _subject, _roles, _groups, _client, _secret, _scopes];

    /// <summary>Gives them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in All) command.Add(option);
    }

    /// <summary>The issuer they come to; null when none is given.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidArguments"/> naming the option.</exception>
    public OidcOptions? Read(ParseResult parsed)
    {
        foreach (var option in All)
            if (string.IsNullOrWhiteSpace(parsed.GetValue(option) ?? "-")) throw Invalid("is empty", option);
        if (parsed.GetValue(_issuer) is not { } issuer)
        {
            if (All.FirstOrDefault(o => parsed.GetValue(o) is not null) is { } lonely) throw Invalid($"means nothing without {_issuer.Name}", lonely);
            return null;
        }

        if (!OidcOptions.IsIssuer(issuer)) throw Invalid($"`{issuer}` is not an https address without user, query and fragment", _issuer);
        var audience = parsed.GetValue(_audience) ?? throw Invalid($"is missing; {_issuer.Name} needs it", _audience);
        var defaults = new OidcOptions { Issuer = issuer, Audience = audience };
        return defaults with
        {
            SubjectClaim = parsed.GetValue(_subject) ?? defaults.SubjectClaim,
            RolesClaim = parsed.GetValue(_roles),
            GroupsClaim = parsed.GetValue(_groups),
            SignIn = SignIn(parsed),
        };
    }

    private OidcSignIn? SignIn(ParseResult parsed)
    {
        if (parsed.GetValue(_client) is { } client)
            return new OidcSignIn { ClientId = client, ClientSecret = Secret(parsed.GetValue(_secret)), Scopes = parsed.GetValue(_scopes) ?? "" };
        if (((Option<string?>[])[_secret, _scopes]).FirstOrDefault(o => parsed.GetValue(o) is not null) is { } lonely) throw Invalid($"means nothing without {_client.Name}", lonely);
        return null;
    }

    private string? Secret(string? path)
    {
        if (path is null) return null;
        try
        {
            return File.ReadAllText(path).Trim() is { Length: > 0 } secret ? secret : throw Invalid($"the file `{path}` is empty", _secret);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Invalid($"the file `{path}` cannot be read", _secret);
        }
    }

    private static AclException Invalid(string message, Option option) => new(ErrorCodes.InvalidArguments, message, option.Name);
}
