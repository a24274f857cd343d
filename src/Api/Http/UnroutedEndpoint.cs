using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using OrleansAcl.Api.Security;
using OrleansAcl.Wire;

namespace OrleansAcl.Api.Http;

/// <summary>What answers below <c>/tenants</c> where nothing else does: problem details, and where another method would do, which.</summary>
internal static class UnroutedEndpoint
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        // Whoever is known may hear it, whatever his scope.
        var endpoint = new AclEndpoint(call => ValueTask.FromResult(Answer(call)), Access.Decide.OrOwn, ErrorShapes.Problem);
        foreach (var pattern in (string[])[AclPaths.Tenants, AclPaths.Tenant("{tenant}/{**rest}")])
            routes.Map(pattern, endpoint.InvokeAsync).WithOrder(int.MaxValue);
    }

    private static Reply Answer(AclCall call)
    {
        var methods = call.MethodsHere;
        if (methods.Count == 0) throw new AclException(ErrorCodes.NotFound, "there is nothing at this path");
        var allowed = string.Join(", ", methods);
        var refused = new AclException(ErrorCodes.MethodNotAllowed, $"expected one of {allowed}", "method");
        return ErrorShapes.Problem(Refusal.Of(refused)).With("Allow", allowed);
    }

    /// <summary>The methods that are mapped at a path.</summary>
    public static IReadOnlyList<string> Methods(EndpointDataSource endpoints, PathString path)
    {
        // Routing lets an id hold empty segments, this matcher does not; what they hold is of no interest here.
        PathString filled = path.Value?.Replace("//", "/-/", StringComparison.Ordinal).Replace("//", "/-/", StringComparison.Ordinal);
        return
        [
            .. endpoints.Endpoints.OfType<RouteEndpoint>()
                .Where(endpoint => new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), []).TryMatch(filled, []))
                .SelectMany(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])
                .Distinct().Order(StringComparer.Ordinal),
        ];
    }
}
