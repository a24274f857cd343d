using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansAcl.Api.Http;
using OrleansAcl.Api.Security;
using OrleansAcl.Documents;
using OrleansAcl.Wire;

namespace OrleansAcl.Api.AuthZen;

/// <summary>
/// AuthZEN metadata, built from <see cref="AclApiOptions.PublicBaseUrl"/> alone: a request's Host is the caller's word, and metadata
/// made of it would lead others astray. It says where a tenant would be, not whether there is one.
/// </summary>
internal static class MetadataEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapAcl(HttpMethods.Get, AuthZenPaths.Metadata, Access.Open, call => Metadata(call, ""));
        routes.MapAcl(HttpMethods.Get, $"{AuthZenPaths.Metadata}/{AclPaths.Tenant("{tenant}")}", Access.Open, OfTenant);
    }

    private static ValueTask<Reply> OfTenant(AclCall call) => Metadata(call, "/" + AclPaths.Tenant(call.Tenant.Value));

    private static ValueTask<Reply> Metadata(AclCall call, string below)
    {
        if (call.Options.PublicBaseUrl is not { } url)
            throw new AclException(ErrorCodes.NotFound, "no public address is configured");
        var point = url.GetLeftPart(UriPartial.Path).TrimEnd('/') + below;
        return ValueTask.FromResult(Reply.Json(Node.Map(
            ("policy_decision_point", Node.Of(point)),
            ("access_evaluation_endpoint", Node.Of(point + AuthZenPaths.Evaluation)),
            ("access_evaluations_endpoint", Node.Of(point + AuthZenPaths.Evaluations)),
            ("search_subject_endpoint", Node.Of(point + AuthZenPaths.SearchSubject)),
            ("search_resource_endpoint", Node.Of(point + AuthZenPaths.SearchResource)),
            ("search_action_endpoint", Node.Of(point + AuthZenPaths.SearchAction)))));
    }
}
