using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OrleansAcl.Api.Decisions;
using OrleansAcl.Api.Security;
using OrleansAcl.Documents;
using OrleansAcl.Requests;
using OrleansAcl.Servers;

namespace OrleansAcl.Api.Http;

/// <summary>One request, as the endpoints see it.</summary>
internal readonly struct AclCall(HttpContext context, Access access, Caller caller)
{
    /// <summary>Who calls.</summary>
    public Caller Caller => caller;

    /// <summary>
    /// Whom to ask, for the caller: who may not ask is refused, changes are made as whom he may make them, and answers are as fresh as he demands.
    /// </summary>
    /// <exception cref="AclException">The request names whom it is made as, and that is no subject; or demands a revision that is none.</exception>
    public IAclService Service => Callers;

    /// <summary>Whom the request says that it is made as; null when it names nobody. Whether it may is not said by this.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> when it is not one subject.</exception>
    public SubjectRef? Named => ActAs.Read(context.Request);

    /// <summary>Whom to ask, whoever calls, for answers that are as fresh as he demands.</summary>
    /// <exception cref="AclException">The request demands a revision that is none.</exception>
    public IAclService Fresh => new FreshService(Host, AtLeastAsFresh, context.Response);

    /// <summary>Whom to ask for the server's own sake, whoever calls.</summary>
    public IAclService Host =>
        context.RequestServices.GetService<LoggedAclService>() ?? context.RequestServices.GetRequiredService<IAclService>();

    /// <summary>A change as the caller may make it, before anything is looked at for it.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.Denied"/> when he may not.</exception>
    public ApplyRequest AsCaller(ApplyRequest request) => Callers.AsCaller(request);

    /// <summary>How the API is served.</summary>
    public AclApiOptions Options => context.RequestServices.GetRequiredService<AclApiOptions>();

    /// <summary>What the host says of itself; null when it says nothing.</summary>
    public IReadiness? Readiness => context.RequestServices.GetService<IReadiness>();

    /// <summary>What the host says of itself: one that is registered, or the service itself. Null when neither says anything.</summary>
    public IServerInfo? Info =>
        context.RequestServices.GetService<IServerInfo>() ?? context.RequestServices.GetRequiredService<IAclService>() as IServerInfo;

    /// <summary>The tenant in the path, or the default one.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> when it is no tenant's name.</exception>
    public TenantId Tenant => context.Request.RouteValues["tenant"] is string text ? TenantId.Parse(text) : TenantId.Default;

    /// <summary>Ends when the caller has gone.</summary>
    public CancellationToken Cancellation => context.RequestAborted;

    /// <summary>A variable part of the path that is one segment, decoded exactly once.</summary>
    public string Segment(string name)
    {
        var segments = ((RouteEndpoint)context.GetEndpoint()!).RoutePattern.PathSegments;
        return Path[segments.TakeWhile(segment => segment.Parts is not [RoutePatternParameterPart part] || part.Name != name).Count()];
    }

    /// <summary>The path as it was sent, decoded exactly once.</summary>
    public RawPath Path => RawPath.Of(context.Request);

    /// <summary>The methods that something is done with at this path.</summary>
    public IReadOnlyList<string> MethodsHere =>
        UnroutedEndpoint.Methods(context.RequestServices.GetRequiredService<EndpointDataSource>(), context.Request.Path);

    /// <summary>What comes before every path of this API, when it is served below another one.</summary>
    public string Base => context.Request.PathBase.ToUriComponent();

    /// <summary>A header that says one thing; null when it is left out.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> when it is there more than once.</exception>
    public string? SingleHeader(string name) => context.Request.Headers[name] switch
    {
        [] => null,
        [var one] => one,
        _ => throw new AclException(ErrorCodes.InvalidDocument, "expected one value", name),
    };

    /// <summary>The values of a header that may be a list over several lines.</summary>
    public IReadOnlyList<string> HeaderLines(string name) => [.. context.Request.Headers[name].OfType<string>()];

    /// <summary>Refuses a query with other names than these, and the one that every path takes: a filter misspelled would hide nothing.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> naming the first unknown one.</exception>
    public void RequireQuery(params IReadOnlyList<string> names)
    {
        var unknown = context.Request.Query.Keys.FirstOrDefault(key => key != FreshService.AtLeastQuery && !names.Contains(key));
        if (unknown is null) return;
        var expected = string.Join(", ", names.Append(FreshService.AtLeastQuery).Select(name => $"`{name}`"));
        throw new AclException(ErrorCodes.InvalidDocument, $"there is no such parameter; expected {expected}", unknown);
    }

    /// <summary>All values of a part of the query.</summary>
    public IReadOnlyList<string> QueryList(string name) => [.. context.Request.Query[name].OfType<string>()];

    /// <summary>True or false of the query.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> when it is neither.</exception>
    public bool QueryFlag(string name, bool byDefault = false) => Query(name) switch
    {
        null => byDefault,
        "false" => false,
        "true" => true,
        _ => throw new AclException(ErrorCodes.InvalidDocument, "expected `true` or `false`", name),
    };

    /// <summary>A part of the query; null when it is left out.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> when it is there more than once.</exception>
    public string? Query(string name) => context.Request.Query[name] switch
    {
        [] => null,
        [var one] => one,
        _ => throw new AclException(ErrorCodes.InvalidDocument, "expected one value", name),
    };

    /// <summary>A whole number of the query; null when it is left out.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> when it is none.</exception>
    public long? QueryNumber(string name) => Number(Query(name), name);

    /// <summary>A whole number of the query that counts something; null when it is left out.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> when it is none from 0 to the most.</exception>
    public int? QueryCount(string name, int most = int.MaxValue) => QueryNumber(name) is not { } number ? null
        : number >= 0 && number <= most ? (int)number
        : throw new AclException(ErrorCodes.InvalidDocument, $"expected a whole number from 0 to {most}", name);

    /// <summary>The names of the parts of the query, but for the one that every path takes.</summary>
    public IEnumerable<string> QueryNames => context.Request.Query.Keys.Where(key => key != FreshService.AtLeastQuery);

    /// <summary>A header; null when it is left out or there more than once.</summary>
    public string? Header(string name) => context.Request.Headers[name] is [{ } one] ? one : null;

    /// <summary>The body as it comes in, however long it is.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> when it is of another type.</exception>
    public Stream ReadStream(string contentType)
    {
        if (context.Request.ContentType?.Split(';')[0].Trim().Equals(contentType, StringComparison.OrdinalIgnoreCase) != true)
            throw new AclException(ErrorCodes.InvalidDocument, $"expected the content type `{contentType}`");
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;
        return context.Request.Body;
    }

    /// <summary>Ends when the caller has gone, and when the server is to end: for answers that would go on for as long as somebody listens.</summary>
    public CancellationTokenSource UntilStopped() => CancellationTokenSource.CreateLinkedTokenSource(
        context.RequestAborted, context.RequestServices.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? default);

    /// <summary>Refuses a caller who has lost the right to be here since he came.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.Unauthenticated"/> or <see cref="ErrorCodes.Denied"/>.</exception>
    public async ValueTask RequireStillAllowedAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        await context.RequestServices.GetRequiredService<Authentication>().AdmitAsync(context, access);
    }

    /// <summary>The body.</summary>
    /// <param name="anyJson">Whether every content type for JSON will do, <c>text/json</c> and those that end in <c>+json</c> too.</param>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> when it is not JSON.</exception>
    public ValueTask<Node> ReadAsync(bool anyJson = false) => RequestBody.ReadAsync(context.Request, anyJson, context.RequestAborted);

    /// <summary>The request's headers.</summary>
    public IHeaderDictionary Headers => context.Request.Headers;

    /// <summary>The body, or null when none was sent.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> when it is not JSON.</exception>
    public async ValueTask<Node?> ReadOptionalAsync() =>
        context.Request is { ContentLength: null or 0, ContentType: null } ? null : await ReadAsync();

    private CallersService Callers => new(Fresh, caller, Named);

    /// <summary>The oldest revision the request takes, by its header, its query, or the newer of both.</summary>
    private long? AtLeastAsFresh
    {
        get
        {
            var (header, query) = (Number(SingleHeader(FreshService.AtLeastHeader), FreshService.AtLeastHeader), QueryNumber(FreshService.AtLeastQuery));
            return header is null || query is null ? header ?? query : Math.Max(header.Value, query.Value);
        }
    }

    private static long? Number(string? text, string name) => text is null ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw new AclException(ErrorCodes.InvalidDocument, "expected a whole number", name);
}
