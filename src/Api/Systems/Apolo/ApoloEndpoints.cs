using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansAcl.Api.Security;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Systems.Apolo;

/// <summary>Apolo's permission REST, below <c>/api/v1/users</c>, for tenants whose roles are shared like everything else.</summary>
internal static class ApoloEndpoints
{
    private const string One = $"/{{{ApoloPrincipal.Segment}}}";
    private const string Permissions = $"{One}/permissions";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var routes = new SystemRoutes(endpoints, "/api/v1/users", Fits, ApoloErrors.Write);
        routes.Map(HttpMethods.Post, "", ApoloPrincipals.MakeAsync);
        routes.Map(HttpMethods.Get, One, ApoloPrincipals.ShowAsync);
        routes.Map(HttpMethods.Delete, One, ApoloPrincipals.RemoveAsync);
        routes.Map(HttpMethods.Get, $"{One}/subroles", PermissionLists.SubrolesAsync);
        routes.Map(HttpMethods.Get, Permissions, PermissionLists.HeldAsync);
        routes.Map(HttpMethods.Post, Permissions, PermissionChanges.GrantAsync);
        routes.Map(HttpMethods.Put, Permissions, PermissionReplacement.AnswerAsync);
        routes.Map(HttpMethods.Delete, Permissions, PermissionChanges.RevokeAsync);
        routes.Map(HttpMethods.Get, $"{Permissions}/shared", PermissionLists.SharedAsync);
        routes.Map(HttpMethods.Get, $"{Permissions}/tree", PermissionTree.AnswerAsync);
        routes.Map(HttpMethods.Post, $"{Permissions}/check", Access.Decide, PermissionCheck.AnswerAsync);
    }

    /// <summary>Users and roles are URIs that can be managed themselves, and roles hold levels.</summary>
    private static bool Fits(TenantInfo tenant) =>
        tenant.Documents.Contains("role")
        && ((string[])["role", "user"]).All(name => tenant.Types.Any(type => type.Name == name && type.Actions.Contains("manage")));
}
