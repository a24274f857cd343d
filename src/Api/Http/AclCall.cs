using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OrleansAcl.Api.Decisions;
using OrleansAcl.Api.Security;
using OrleansAcl.Documents;

namespace OrleansAcl.Api.Http;

/// <summary>One request, as the endpoints see it.</summary>
internal readonly struct AclCall(HttpContext context, Access access, Caller caller)
{
    /// <summary>Who calls.</summary>
    public Caller Caller => caller;

    /// <summary>Whom to ask, for the caller: who may not ask is refused, and changes are made as whom he may make them.</summary>
    /// <exception cref="AclException">The request names whom it is made as, and that is no subject.</exception>
    public IAclService Service => new CallersService(Host, caller, Named);

    /// <summary>Whom the request says that it is made as; null when it names nobody. Whether it may is not said by this.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> when it is not one subject.</exception>
    public SubjectRef? Named => ActAs.Read(context.Request);

    /// <summary>Whom to ask for the server's own sake, whoever calls.</summary>
    public IAclService Host =>
        context.RequestServices.GetService<LoggedAclService>() ?? context.RequestServices.GetRequiredService<IAclService>();

    /// <summary>How the API is served.</summary>
    public AclApiOptions Options => context.RequestServices.GetRequiredService<AclApiOptions>();

    /// <summary>What the host says of itself; null when it says nothing.</summary>
    public IReadiness? Readiness => context.RequestServices.GetService<IReadiness>();

    /// <summary>The tenant in the path, or the default one.</summary>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> when it is no tenant's name.</exception>
    public TenantId Tenant => context.Request.RouteValues["tenant"] is string text ? TenantId.Parse(text) : TenantId.Default;

    /// <summary>Ends when the caller has gone.</summary>
    public CancellationToken Cancellation => context.RequestAborted;

    /// <summary>A variable part of the path.</summary>
    public string Segment(string name) => (string)context.Request.RouteValues[name]!;

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
    public long? QueryNumber(string name) => Query(name) is not { } text ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw new AclException(ErrorCodes.InvalidDocument, "expected a whole number", name);

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
}
