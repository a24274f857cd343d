using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OrleansAcl.Api;
using OrleansAcl.Api.Security;
using OrleansAcl.Requests;

namespace OrleansAcl.Web.Serving;

/// <summary>One request for a page, and whoever sent it.</summary>
public sealed class PageCall
{
    internal PageCall(HttpContext context, Caller caller) => (Context, Caller) = (context, caller);

    /// <summary>The request.</summary>
    public HttpContext Context { get; }

    /// <summary>Who sent it.</summary>
    internal Caller Caller { get; }

    /// <summary>Whom to ask and to tell, for the caller: what he may not is refused.</summary>
    public IAclService Service => new CallersService(Host, Caller, null);

    /// <summary>Whom to ask for the server's own sake, whoever calls. Past the decision log: what a page shows decides nothing for anybody.</summary>
    internal IAclService Host => Context.RequestServices.GetRequiredService<IAclService>();

    /// <summary>How the API is served.</summary>
    internal AclApiOptions Options => Context.RequestServices.GetRequiredService<AclApiOptions>();

    /// <summary>What he is called.</summary>
    public string CallerName => Caller.Name;

    /// <summary>Whom his own questions are about; null for those who are nobody in the model, such as the administrator.</summary>
    public SubjectRef? Self => Caller.IsSubject ? Caller.Subject : null;

    /// <summary>Whether he may ask for decisions about everybody.</summary>
    public bool MayDecide => Caller.Has(Scopes.Decide);

    /// <summary>Whether he may read all that is stored, and ask about everybody.</summary>
    public bool MayRead => Caller.Has(Scopes.Read);

    /// <summary>Whether there are resources for him to see: all, or his own.</summary>
    public bool MaySeeResources => MayRead || Self is not null;

    /// <summary>Whether he may change anything, as anybody.</summary>
    public bool MayAdminister => Caller.Has(Scopes.Administer);

    /// <summary>Whether he may make and remove tenants.</summary>
    public bool MayServe => Caller.Has(Scopes.Server);

    /// <summary>The tenant in the path.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> when it is no tenant's name.</exception>
    public TenantId Tenant => TenantId.Parse((string)Context.Request.RouteValues["tenant"]!);

    /// <summary>What the tenant is, for whoever may open it.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.UnknownTenant"/> when there is none.</exception>
    public async ValueTask<TenantInfo> TenantAsync() =>
        await Host.GetTenantAsync(Tenant, Cancellation) ?? throw new AclException(ErrorCodes.UnknownTenant, $"there is no tenant `{Tenant}`");

    /// <summary>Whether the page is one of a tenant.</summary>
    public bool HasTenant => Context.Request.RouteValues["tenant"] is string text && TenantId.TryParse(text, out _);

    /// <summary>The path of a page of the same tenant, with the application's own before it.</summary>
    public string To(string page, params IReadOnlyList<(string Name, string? Value)> query) => Base + PagePaths.Of(Tenant, page, query);

    /// <summary>What comes before every path, when this is served below another application.</summary>
    public string Base => Context.Request.PathBase.ToUriComponent();

    /// <summary>This very request, with its query, from the root.</summary>
    public string Here => Base + Context.Request.Path.ToUriComponent() + Context.Request.QueryString.ToUriComponent();

    /// <summary>The page this is, behind the tenant: <c>resources</c>.</summary>
    public string PageName => Context.Request.Path.Value!.Split('/') is [_, _, "tenants", _, var page, ..] ? page : "";

    /// <summary>Ends when the caller has gone.</summary>
    public CancellationToken Cancellation => Context.RequestAborted;

    /// <summary>A part of the query, without spaces around it; null when it is left out or empty.</summary>
    public string? Query(string name) => Text(Context.Request.Query[name]);

    /// <summary>A part of the query that names something by its id, to the last space: an id with one more is another. Null when it is left out or empty.</summary>
    public string? Named(string name) => Whole(Context.Request.Query[name]);

    /// <summary>The same of a field of the form that was posted.</summary>
    public string? NamedField(string name) => Whole(Context.Request.Form[name]);

    /// <summary>A part of the query as it was typed, spaces and lines and all; lines end in a line feed.</summary>
    public string RawQuery(string name) => Context.Request.Query[name].ToString().ReplaceLineEndings("\n");

    /// <summary>A field of the form that was posted, without spaces around it; null when it is left out or empty.</summary>
    public string? Field(string name) => Text(Context.Request.Form[name]);

    /// <summary>A field of the form as it was typed, spaces and lines and all; lines end in a line feed.</summary>
    public string RawField(string name) => Context.Request.Form[name].ToString().ReplaceLineEndings("\n");

    /// <summary>All values of a field of the form.</summary>
    public IReadOnlyList<string> Fields(string name) => [.. Context.Request.Form[name].OfType<string>()];

    private static string? Whole(Microsoft.Extensions.Primitives.StringValues values) => values is [{ Length: > 0 } one, ..] ? one : null;

    private static string? Text(Microsoft.Extensions.Primitives.StringValues values) =>
        values is [{ } one, ..] && one.Trim() is { Length: > 0 } text ? text : null;
}
