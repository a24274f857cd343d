using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OrleansAcl.Api;

namespace OrleansAcl.Web.Sessions;

/// <summary>What is registered so that people sign in and stay signed in.</summary>
internal static class SessionServices
{
    /// <summary>The scheme of the session's cookie.</summary>
    public const string Scheme = "acl-session";

    /// <summary>How long a session lasts without a request. Its token is looked at anew with every one, and may end it sooner.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(8);

    /// <summary>Registers cookies, forms that cannot be forged, what hides both, and the issuers to sign in with.</summary>
    public static IServiceCollection AddSessions(this IServiceCollection services, AclApiOptions options)
    {
        // Behind a proxy that ends TLS the request itself does not say that it came that way.
        var secure = options.PublicBaseUrl is null ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        var authentication = services.AddAuthentication().AddCookie(Scheme, cookie =>
        {
            cookie.Cookie.Name = "acl-session";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SecurePolicy = secure;
            // Links to a page from elsewhere are followed signed in; forms from elsewhere are not.
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.ExpireTimeSpan = Idle;
            cookie.SlidingExpiration = true;
        });
        services.AddAntiforgery(forms =>
        {
            forms.Cookie.Name = "acl-form";
            forms.Cookie.SecurePolicy = secure;
            forms.FormFieldName = "form-token";
            // The pages have that header, and a stricter one, from us.
            forms.SuppressXFrameOptionsHeader = true;
        });
        foreach (var issuer in IssuerSignIn.Of(options)) issuer.AddTo(authentication, secure, options.PublicBaseUrl);
        services.AddSingleton<IDataProtectionProvider>(new SessionProtection(options));
        RemoveKeyRing(services);
        return services.AddSingleton<SessionCallers>();
    }

    /// <summary>No keys of ASP.NET Core's own: their ring would be written to a folder of the user's at every start.</summary>
    private static void RemoveKeyRing(IServiceCollection services)
    {
        var rings = services.Where(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Assembly == typeof(DataProtectionServiceCollectionExtensions).Assembly).ToArray();
        foreach (var ring in rings) services.Remove(ring);
    }
}
