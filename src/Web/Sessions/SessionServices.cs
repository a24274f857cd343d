using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OrleansAcl.Api;

namespace OrleansAcl.Web.Sessions;

/// <summary>What is registered so that people stay signed in.</summary>
internal static class SessionServices
{
    /// <summary>The scheme of the session's cookie.</summary>
    public const string Scheme = "acl-session";

    /// <summary>How long a session lasts without a request. Its token is looked at anew with every one, and may end it sooner.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(8);

    /// <summary>Registers cookies, forms that cannot be forged, and what hides both.</summary>
    public static IServiceCollection AddSessions(this IServiceCollection services)
    {
        services.AddAuthentication().AddCookie(Scheme, cookie =>
        {
            cookie.Cookie.Name = "acl-session";
            cookie.Cookie.HttpOnly = true;
            // Links to a page from elsewhere are followed signed in; forms from elsewhere are not.
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.ExpireTimeSpan = Idle;
            cookie.SlidingExpiration = true;
        });
        services.AddOptions<Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions>(Scheme)
            .Configure<AclApiOptions>((cookie, api) => cookie.Cookie.SecurePolicy = Secure(api));
        services.AddAntiforgery(forms =>
        {
            forms.Cookie.Name = "acl-form";
            forms.FormFieldName = "form-token";
            // The pages have that header, and a stricter one, from us.
            forms.SuppressXFrameOptionsHeader = true;
        });
        services.AddOptions<Microsoft.AspNetCore.Antiforgery.AntiforgeryOptions>()
            .Configure<AclApiOptions>((forms, api) => forms.Cookie.SecurePolicy = Secure(api));
        services.AddSingleton<IDataProtectionProvider>(provider => new SessionProtection(provider.GetRequiredService<AclApiOptions>()));
        RemoveKeyRing(services);
        return services.AddSingleton<SessionCallers>();
    }

    /// <summary>Behind a proxy that ends TLS the request itself does not say that it came that way.</summary>
    private static CookieSecurePolicy Secure(AclApiOptions api) => api.PublicBaseUrl is null ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;

    /// <summary>No keys of ASP.NET Core's own: their ring would be written to a folder of the user's at every start.</summary>
    private static void RemoveKeyRing(IServiceCollection services)
    {
        var rings = services.Where(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Assembly == typeof(DataProtectionServiceCollectionExtensions).Assembly).ToArray();
        foreach (var ring in rings) services.Remove(ring);
    }
}
