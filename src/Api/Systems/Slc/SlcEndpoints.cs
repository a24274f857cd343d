using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Systems.Slc;

/// <summary>
/// SLC Hub's roles, role bindings, namespaces and groups, for tenants that have such objects. The paths begin with what the hub calls its services;
/// what follows is ours.
/// </summary>
internal static class SlcEndpoints
{
    private const string Roles = "/rbac/roles";
    private const string Bindings = "/rbac/roleBindings";
    private const string Namespaces = "/namespaces";
    private const string Groups = "/auth/groups";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var routes = new SystemRoutes(endpoints, "/api", Fits);
        routes.Map(HttpMethods.Get, Roles, SlcRoles.QueryAsync);
        routes.Map(HttpMethods.Post, Roles, SlcRoles.CreateAsync);
        routes.Map(HttpMethods.Get, $"{Roles}/nameAvailability", SlcRoles.NameAvailabilityAsync);
        MapOne(routes, Roles, SlcRoles.Segment, SlcRoles.GetAsync, SlcRoles.UpdateAsync, SlcRoles.DeleteAsync);
        routes.Map(HttpMethods.Get, Bindings, SlcRoleBindings.QueryAsync);
        routes.Map(HttpMethods.Post, Bindings, SlcRoleBindings.CreateAsync);
        routes.Map(HttpMethods.Post, $"{Bindings}/bulkDelete", SlcRoleBindings.BulkDeleteAsync);
        MapOne(routes, Bindings, SlcRoleBindings.Segment, SlcRoleBindings.GetAsync, null, SlcRoleBindings.DeleteAsync);
        routes.Map(HttpMethods.Get, Namespaces, SlcNamespaces.QueryAsync);
        routes.Map(HttpMethods.Post, Namespaces, SlcNamespaces.CreateAsync);
        MapOne(routes, Namespaces, SlcNamespaces.Segment, SlcNamespaces.GetAsync, SlcNamespaces.UpdateAsync, SlcNamespaces.DeleteAsync);
        routes.Map(HttpMethods.Get, Groups, SlcGroups.QueryAsync);
        routes.Map(HttpMethods.Post, Groups, SlcGroups.CreateAsync);
        MapOne(routes, Groups, SlcGroups.Segment, SlcGroups.GetAsync, null, SlcGroups.DeleteAsync);
        const string Members = $"{Groups}/{{{SlcGroups.Segment}}}/members";
        routes.Map(HttpMethods.Get, Members, SlcGroupMembers.QueryAsync);
        routes.Map(HttpMethods.Post, Members, SlcGroupMembers.AddAsync);
        routes.Map(HttpMethods.Delete, Members, SlcGroupMembers.RemoveAsync);
    }

    private static void MapOne(SystemRoutes routes, string all, string segment, SystemHandler get, SystemHandler? update, SystemHandler delete)
    {
        var one = $"{all}/{{{segment}}}";
        routes.Map(HttpMethods.Get, one, get);
        if (update is not null) routes.Map(HttpMethods.Put, one, update);
        routes.Map(HttpMethods.Delete, one, delete);
    }

    private static bool Fits(TenantInfo tenant) =>
        tenant.Documents.Contains("role") && ((string[])["object", "role-binding", "namespace"]).All(name => tenant.Types.Any(type => type.Name == name));
}
