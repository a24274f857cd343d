using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using OrleansAcl.Api;

namespace OrleansAcl.Web.Sessions;

/// <summary>One OpenID Connect issuer that people sign in with: authorization code flow with PKCE.</summary>
/// <param name="Number">Which of the issuers, counted from 0.</param>
/// <param name="Issuer">Its options.</param>
/// <param name="Client">What this is to it.</param>
internal sealed record IssuerSignIn(int Number, OidcOptions Issuer, OidcSignIn Client)
{
    /// <summary>In the properties of a sign-in under way: the tenant that the token is to be known in.</summary>
    public const string TenantItem = "tenant";

    /// <summary>BOUNDED: how long the issuer may take for one answer.</summary>
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(10);

    /// <summary>The scheme it is registered as.</summary>
    public string Scheme => $"acl-oidc-{Number}";

    /// <summary>What its button says.</summary>
    public string Name => Client.Name ?? new Uri(Issuer.Issuer).Host;

    private string CallbackPath => $"{PagePaths.SignIn}/back/{Number}";

    /// <summary>Those of the options.</summary>
    public static IEnumerable<IssuerSignIn> Of(AclApiOptions options) =>
        options.Oidc.Where(issuer => issuer.SignIn is not null).Select((issuer, i) => new IssuerSignIn(i, issuer, issuer.SignIn!));

    /// <summary>Registers it.</summary>
    public void AddTo(AuthenticationBuilder authentication, CookieSecurePolicy secure, Uri? publicUrl) => authentication.AddOpenIdConnect(Scheme, oidc =>
    {
        oidc.SignInScheme = SessionServices.Scheme;
        oidc.Authority = Issuer.Issuer;
        // Over http only on this machine: the options see to it.
        oidc.RequireHttpsMetadata = false;
        oidc.BackchannelTimeout = Within;
        oidc.ClientId = Client.ClientId;
        oidc.ClientSecret = Client.ClientSecret;
        oidc.Scope.Clear();
        foreach (var scope in Client.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Prepend("openid").Distinct()) oidc.Scope.Add(scope);
        oidc.ResponseType = OpenIdConnectResponseType.Code;
        // By query: a form posted from elsewhere would come without the cookies it is checked against.
        oidc.ResponseMode = OpenIdConnectResponseMode.Query;
        oidc.UsePkce = true;
        oidc.MapInboundClaims = false;
        oidc.CallbackPath = CallbackPath;
        foreach (var cookie in (CookieBuilder[])[oidc.CorrelationCookie, oidc.NonceCookie]) (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, secure);
        oidc.TokenValidationParameters = new TokenValidationParameters { ValidIssuer = Issuer.Issuer, ValidAudience = Client.ClientId, ClockSkew = Issuer.ClockSkew };
        oidc.Events.OnRedirectToIdentityProvider = going =>
        {
            if (publicUrl is not null) going.ProtocolMessage.RedirectUri = publicUrl.ToString().TrimEnd('/') + CallbackPath;
            return Task.CompletedTask;
        };
        oidc.Events.OnTokenValidated = BeginAsync;
        oidc.Events.OnRemoteFailure = failed => SessionPages.RefuseAsync(failed.HttpContext, failed.Failure, failed.HandleResponse);
    });

    /// <summary>Keeps the token that is good here.</summary>
    private static async Task BeginAsync(TokenValidatedContext validated)
    {
        var tokens = validated.TokenEndpointResponse!;
        var callers = validated.HttpContext.RequestServices.GetRequiredService<SessionCallers>();
        var tenant = TenantId.Parse(validated.Properties!.Items[TenantItem]!);
        try
        {
            var good = await callers.FindAsync([tokens.AccessToken, tokens.IdToken], tenant, validated.HttpContext.RequestAborted);
            validated.Principal = SessionCallers.Principal(good.Caller);
            validated.Properties.StoreTokens([SessionCallers.Kept(good.Token)]);
        }
        catch (AclException e)
        {
            validated.Fail(e);
        }
    }
}
