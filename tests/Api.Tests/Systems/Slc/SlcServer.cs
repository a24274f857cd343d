using OrleansAcl.Documents;

namespace OrleansAcl.Api.Tests.Systems.Slc;

/// <summary>A hub: ada may do everything, fin administers bindings and reads in Finance, uma reads two roles and a group, and bob nothing.</summary>
internal static class SlcServer
{
    public const string Roles = "/api/rbac/roles";
    public const string Bindings = "/api/rbac/roleBindings";
    public const string Namespaces = "/api/namespaces";
    public const string Groups = "/api/auth/groups";

    private const string Steps = """
        [
            {"user": {"id": "ada"}}, {"user": {"id": "fin"}}, {"user": {"id": "bob"}}, {"user": {"id": "uma", "roles": ["Reader"]}},
            {"group": {"id": "analysts", "members": ["user:uma", "group:interns"]}},
            {"group": {"id": "interns"}},
            {"resource": {"id": "namespace:Finance", "properties": {"description": "money", "colour": "green"}}},
            {"resource": {"id": "namespace:HR"}},
            {"role": {"name": "Root", "description": "all", "rules": [{"object": "/*"}]}},
            {"role": {"name": "Binder", "rules": [
                {"object": "/RoleBindings", "actions": ["Create", "Read", "Delete"]}, {"object": "/Namespace", "actions": ["Read", "Delete"]}]}},
            {"role": {"name": "Reader", "rules": [
                {"object": "/Roles/B*", "actions": ["Read"], "matcher": "doublestar"}, {"object": "/Groups/analysts", "actions": ["Read"]}]}},
            {"bind": {"role": "Root", "to": ["user:ada"]}},
            {"bind": {"role": "Binder", "to": ["user:fin"], "namespace": "Finance"}},
            {"bind": {"role": "Binder", "to": ["group:analysts"], "namespace": "HR"}}
        ]
        """;

    public static Task<TenantServer> StartAsync() => TenantServer.StartAsync("slc-hub", Steps);

    /// <summary>Demands problem details.</summary>
    public static Node Refused(this HttpAnswer answer, int status, string code) => answer.RequireProblem((System.Net.HttpStatusCode)status, code);

    /// <summary>What a list shows of one field, in order, after the count of all.</summary>
    public static async Task<string> ListAsync(this TenantServer server, string? user, string path, params string[] fields)
    {
        var answer = await server.AsAsync(user, "GET", path);
        Assert.Equal((path, 200), (path, (int)answer.Status));
        var items = answer.Body["data"]!.Items.Select(item => string.Join(' ', fields.Select(field => item[field]?.Text ?? "-")));
        return $"{answer.Body["totalCount"]!.Text}: {string.Join(", ", items)}";
    }
}
