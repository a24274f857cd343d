using OrleansAcl.Api;

namespace OrleansAcl.Silo;

/// <summary>Reads the settings of an OpenID Connect issuer, <c>Acl:Oidc:*</c>.</summary>
internal static class OidcSettings
{
    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        nameof(OidcOptions.Issuer), nameof(OidcOptions.Audience), nameof(OidcOptions.SubjectClaim), nameof(OidcOptions.SubjectPrefix),
        nameof(OidcOptions.RolesClaim), nameof(OidcOptions.GroupsClaim), nameof(OidcOptions.ScopeClaim), nameof(OidcOptions.Tenants),
        nameof(OidcOptions.ClockSkew), nameof(OidcSignIn.ClientId), nameof(OidcSignIn.ClientSecret), nameof(OidcSignIn.Scopes), nameof(OidcSignIn.Name),
    ];

    /// <summary>Reads them; null when there is no such section.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidArguments"/> naming the setting and what was expected of it.</exception>
    public static OidcOptions? Read(SettingsSection? settings)
    {
        if (settings is null) return null;
        settings.RequireKnown(Names);
        var (issuer, audience) = (settings.RequireText(nameof(OidcOptions.Issuer)), settings.RequireText(nameof(OidcOptions.Audience)));
        if (!OidcOptions.IsIssuer(issuer))
            throw settings.Invalid(nameof(OidcOptions.Issuer), $"`{issuer}` is not what was expected: an https address without user, query and fragment");
        var defaults = new OidcOptions { Issuer = issuer, Audience = audience };
        return defaults with
        {
            SubjectClaim = settings.Text(nameof(OidcOptions.SubjectClaim)) ?? defaults.SubjectClaim,
            SubjectPrefix = settings.Text(nameof(OidcOptions.SubjectPrefix)),
            RolesClaim = settings.Text(nameof(OidcOptions.RolesClaim)),
            GroupsClaim = settings.Text(nameof(OidcOptions.GroupsClaim)),
            ScopeClaim = settings.Text(nameof(OidcOptions.ScopeClaim)) ?? defaults.ScopeClaim,
            Tenants = Tenants(settings),
            ClockSkew = settings.Duration(nameof(OidcOptions.ClockSkew), defaults.ClockSkew, TimeSpan.Zero, OidcOptions.MostClockSkew),
            SignIn = SignIn(settings),
        };
    }

    private static OidcSignIn? SignIn(SettingsSection settings)
    {
        if (settings.Text(nameof(OidcSignIn.ClientId)) is { } client)
        {
            return new OidcSignIn
            {
                ClientId = client, ClientSecret = settings.Text(nameof(OidcSignIn.ClientSecret)),
                Scopes = settings.Text(nameof(OidcSignIn.Scopes)) ?? "", Name = settings.Text(nameof(OidcSignIn.Name)),
            };
        }

        foreach (var name in (ReadOnlySpan<string>)[nameof(OidcSignIn.ClientSecret), nameof(OidcSignIn.Scopes), nameof(OidcSignIn.Name)])
            if (settings.Text(name) is not null) throw settings.Invalid(name, $"means nothing without `{nameof(OidcSignIn.ClientId)}`");
        return null;
    }

    private static List<TenantId>? Tenants(SettingsSection settings)
    {
        if (settings.Text(nameof(OidcOptions.Tenants)) is not { } text) return null;
        var tenants = new List<TenantId>();
        foreach (var name in text.Split(',', StringSplitOptions.TrimEntries))
            tenants.Add(TenantId.TryParse(name, out var tenant) ? tenant : throw settings.Invalid(
                nameof(OidcOptions.Tenants), $"`{text}` is not what was expected: tenants' names with commas between them"));
        return tenants;
    }
}
