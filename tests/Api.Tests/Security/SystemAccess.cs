namespace OrleansAcl.Api.Tests.Security;

/// <summary>
/// What the systems' own interfaces take: as somebody else, an administrator's scope, for reading and for changes alike. What takes no more
/// than a smaller scope, or none, when it is made as oneself is in the tests of the interfaces.
/// </summary>
internal static class SystemAccess
{
    private static readonly string[] Calls =
    [
        "PUT /api/v1.2/object_policy/policy", "GET /api/v1.2/object_policy/policy",
        "GET /api/v1.2/roles", "POST /api/v1.2/roles",
        "GET /api/v1.2/roles/{role}", "PUT /api/v1.2/roles/{role}", "DELETE /api/v1.2/roles/{role}",
        "PUT /api/v1.2/groups/{group}/roles/{role}/assign", "PUT /api/v1.2/groups/{group}/roles/{role}/unassign",
        .. Documents("policies"), .. Documents("policycollections"),
        "POST /access/api/policycollections/{code}/add", "POST /access/api/policycollections/{code}/remove",
        "GET /access/api/roles", "POST /access/api/roles",
        "GET /access/api/roles/{code}", "PUT /access/api/roles/{code}", "DELETE /access/api/roles/{code}",
        "POST /access/api/roles/{scope}/{code}/policycollections",
        "DELETE /access/api/roles/{scope}/{code}/policycollections/{policycollectionscope}/{policycollectioncode}",
        "GET /access/api/userroles", "POST /access/api/userroles",
        "GET /access/api/userroles/{userid}", "DELETE /access/api/userroles/{userid}", "POST /access/api/userroles/{userid}/update",
        "POST /access/api/userroles/{userid}/policies", "DELETE /access/api/userroles/{userid}/policies/{scope}/{code}",
        "POST /access/api/userroles/{userid}/policycollections", "DELETE /access/api/userroles/{userid}/policycollections/{scope}/{code}",
        "POST /access/api/me",
        "GET /api/access-policies", "POST /api/access-policies",
        "GET /api/access-policies/{name}", "PUT /api/access-policies/{name}", "DELETE /api/access-policies/{name}",
        "POST /api/v1/users", "GET /api/v1/users/{name}", "DELETE /api/v1/users/{name}", "GET /api/v1/users/{name}/subroles",
        "GET /api/v1/users/{name}/permissions", "POST /api/v1/users/{name}/permissions",
        "PUT /api/v1/users/{name}/permissions", "DELETE /api/v1/users/{name}/permissions",
        "GET /api/v1/users/{name}/permissions/shared", "GET /api/v1/users/{name}/permissions/tree", "POST /api/v1/users/{name}/permissions/check",
        "GET /api/rbac/roles", "POST /api/rbac/roles", "GET /api/rbac/roles/nameAvailability",
        "GET /api/rbac/roles/{roleId}", "PUT /api/rbac/roles/{roleId}", "DELETE /api/rbac/roles/{roleId}",
        "GET /api/rbac/roleBindings", "POST /api/rbac/roleBindings", "POST /api/rbac/roleBindings/bulkDelete",
        "GET /api/rbac/roleBindings/{bindingId}", "DELETE /api/rbac/roleBindings/{bindingId}",
        "GET /api/namespaces", "POST /api/namespaces",
        "GET /api/namespaces/{namespaceId}", "PUT /api/namespaces/{namespaceId}", "DELETE /api/namespaces/{namespaceId}",
        "GET /api/auth/groups", "POST /api/auth/groups", "GET /api/auth/groups/{groupId}", "DELETE /api/auth/groups/{groupId}",
        "GET /api/auth/groups/{groupId}/members", "POST /api/auth/groups/{groupId}/members", "DELETE /api/auth/groups/{groupId}/members",
    ];

    /// <summary>Every one, for the default tenant and for any.</summary>
    public static IEnumerable<AccessRow> Rows =>
        from call in Calls
        let parts = call.Split(' ')
        from tenant in (string[])["", "/tenants/{tenant}"]
        select new AccessRow(parts[0], tenant + parts[1], "administer", parts[0] == "GET" ? null : "{}") { As = "user:bob" };

    private static IEnumerable<string> Documents(string path) =>
    [
        $"GET /access/api/{path}", $"GET /access/api/{path}/page", $"POST /access/api/{path}",
        $"GET /access/api/{path}/{{code}}", $"PUT /access/api/{path}/{{code}}", $"DELETE /access/api/{path}/{{code}}",
    ];
}
