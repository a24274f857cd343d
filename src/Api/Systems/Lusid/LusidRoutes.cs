using Microsoft.AspNetCore.Routing;
using OrleansAcl.Api.Http;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Systems.Lusid;

/// <summary>LUSID's access API, <c>/access/api</c>, for tenants whose model has its three kinds of documents.</summary>
internal static class LusidRoutes
{
    public const string Policy = "policy";
    public const string Collection = "policy_collection";
    public const string Role = "role";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var system = new SystemRoutes(routes, "/access/api", Fits, LusidErrors.Problem);
        new LusidDocuments(Policy, LusidAnswers.Policy).Map(system, "/policies");
        new LusidDocuments(Collection, LusidAnswers.Collection).Map(system, "/policycollections");
        LusidCollectionMembers.Map(system);
        LusidRoles.Map(system);
        LusidRoleMembers.Map(system);
        LusidUserRoles.Map(system);
        LusidEvaluation.Map(system);
    }

    private static bool Fits(TenantInfo tenant) =>
        tenant.Documents.Contains(Policy) && tenant.Documents.Contains(Collection) && tenant.Documents.Contains(Role);
}
