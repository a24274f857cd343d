using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace OrleansAcl.Api.Tests.Security;

/// <summary>An endpoint as it is mapped.</summary>
/// <param name="Method">Its method; what answers to all of them is asked with one that nothing else has.</param>
/// <param name="Pattern">Its path, with the names of its variable parts in braces.</param>
internal sealed record Endpoint(string Method, string Pattern)
{
    /// <summary>Every endpoint of the API.</summary>
    public static async Task<IReadOnlyList<Endpoint>> AllAsync()
    {
        await using var app = ApiServer.Build(new FakeAclService(), new AclApiOptions { Token = "t" }, _ => { });
        return [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Select(Of)];
    }

    /// <summary>Whether it takes no token.</summary>
    public bool IsOpen => Pattern.StartsWith("/.well-known/") || Pattern.StartsWith("/healthz/");

    /// <summary>A path it answers at, in the tenant <c>acme</c> if it is in one.</summary>
    public string Path => "/" + string.Join('/', RoutePatternFactory.Parse(Pattern).PathSegments.Select(s => s.Parts.Single() switch
    {
        RoutePatternParameterPart { Name: "tenant" } => "acme",
        RoutePatternLiteralPart literal => literal.Content,
        _ => "x",
    }));

    private static Endpoint Of(RouteEndpoint endpoint) => new(
        endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Single() ?? "PATCH", "/" + endpoint.RoutePattern.RawText!.TrimStart('/'));
}
