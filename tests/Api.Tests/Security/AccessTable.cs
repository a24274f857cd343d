using OrleansAcl.Api.Tests.Management.Rest;

namespace OrleansAcl.Api.Tests.Security;

/// <summary>What each endpoint takes: the whole of who may call what, to be reviewed as one.</summary>
internal static class AccessTable
{
    private const string About = """{"subject": "user:bob", "action": "read", "resource": "job:1"}""";

    /// <summary>The scopes, from nothing upward.</summary>
    public static readonly string[] Scopes = ["none", "decide", "read", "administer", "server"];

    /// <summary>Every endpoint that takes a token.</summary>
    public static IReadOnlyList<AccessRow> Rows { get; } =
    [
        .. SystemAccess.Rows,
        new("POST", "/access/v1/evaluation", "decide", Evaluation),
        new("POST", "/access/v1/evaluations", "decide", $$"""{"evaluations": [{{Evaluation}}]}"""),
        new("POST", "/tenants/{tenant}/access/v1/evaluation", "decide", Evaluation),
        new("POST", "/tenants/{tenant}/access/v1/evaluations", "decide", $$"""{"evaluations": [{{Evaluation}}]}"""),
        new("POST", "/access/v1/search/subject", "read", Evaluation),
        new("POST", "/access/v1/search/resource", "read", Evaluation),
        new("POST", "/access/v1/search/action", "decide", Evaluation),
        new("POST", "/tenants/{tenant}/access/v1/search/subject", "read", Evaluation),
        new("POST", "/tenants/{tenant}/access/v1/search/resource", "read", Evaluation),
        new("POST", "/tenants/{tenant}/access/v1/search/action", "decide", Evaluation),
        new("POST", "/tenants/{tenant}/v1/check", "decide", About),
        new("POST", "/tenants/{tenant}/v1/check-many", "decide", $$"""{"checks": [{{About}}]}"""),
        new("POST", "/tenants/{tenant}/v1/actions", "decide", """{"subject": "user:bob", "resource": "job:1"}"""),
        new("POST", "/tenants/{tenant}/v1/operations/{name}", "decide", """{"subject": "user:bob"}"""),
        new("POST", "/tenants/{tenant}/v1/explain", "read", About),
        new("POST", "/tenants/{tenant}/v1/list", "read", """{"subject": "user:bob", "action": "read", "type": "job"}"""),
        new("POST", "/tenants/{tenant}/v1/who", "read", """{"action": "read", "resource": "job:1"}"""),
        new("POST", "/tenants/{tenant}/v1/impact", "administer", """{"steps": [{"delete": "job:1"}]}"""),
        new("GET", "/tenants/{tenant}", "read"),
        new("POST", "/tenants/{tenant}/v1/apply", "administer", """{"steps": [{"delete": "job:1", "as": "user:bob"}]}"""),
        new("GET", "/tenants/{tenant}/v1/objects/{kind}", "read") { IsOwnMatter = true },
        new("POST", "/tenants/{tenant}/v1/objects", "read", """{"kind": "user"}"""),
        new("GET", "/tenants/{tenant}/v1/changes", "read"),
        new("POST", "/tenants/{tenant}/v1/changes/{revision}/undo", "administer") { As = Other, Id = "1" },
        new("GET", "/tenants/{tenant}/v1/users", "read"),
        new("GET", "/tenants/{tenant}/v1/users/{id}", "read"),
        new("PUT", "/tenants/{tenant}/v1/users/{id}", "administer", "{}") { As = Other },
        new("DELETE", "/tenants/{tenant}/v1/users/{id}", "administer") { As = Other },
        new("GET", "/tenants/{tenant}/v1/groups", "read"),
        new("GET", "/tenants/{tenant}/v1/groups/{id}", "read"),
        new("PUT", "/tenants/{tenant}/v1/groups/{id}", "administer", """{"members": []}""") { As = Other },
        new("DELETE", "/tenants/{tenant}/v1/groups/{id}", "administer") { As = Other },
        new("GET", "/tenants/{tenant}/v1/groups/{group}/members", "read"),
        new("GET", "/tenants/{tenant}/v1/groups/{group}/members/{id}/{**rest}", "read"),
        new("PUT", "/tenants/{tenant}/v1/groups/{group}/members/{id}/{**rest}", "administer", null) { As = Other },
        new("DELETE", "/tenants/{tenant}/v1/groups/{group}/members/{id}/{**rest}", "administer") { As = Other },
        new("GET", "/tenants/{tenant}/v1/roles", "read"),
        new("GET", "/tenants/{tenant}/v1/roles/{id}/{**rest}", "read"),
        new("PUT", "/tenants/{tenant}/v1/roles/{id}/{**rest}", "administer", "{}") { As = Other },
        new("DELETE", "/tenants/{tenant}/v1/roles/{id}/{**rest}", "administer") { As = Other },
        new("GET", "/tenants/{tenant}/v1/policies", "read"),
        new("GET", "/tenants/{tenant}/v1/policies/{id}/{**rest}", "read"),
        new("PUT", "/tenants/{tenant}/v1/policies/{id}/{**rest}", "administer", "{}") { As = Other },
        new("DELETE", "/tenants/{tenant}/v1/policies/{id}/{**rest}", "administer") { As = Other },
        new("GET", "/tenants/{tenant}/v1/policy-collections", "read"),
        new("GET", "/tenants/{tenant}/v1/policy-collections/{id}/{**rest}", "read"),
        new("PUT", "/tenants/{tenant}/v1/policy-collections/{id}/{**rest}", "administer", "{}") { As = Other },
        new("DELETE", "/tenants/{tenant}/v1/policy-collections/{id}/{**rest}", "administer") { As = Other },
        new("GET", "/tenants/{tenant}/v1/bindings", "read"),
        new("GET", "/tenants/{tenant}/v1/bindings/{id}", "read") { Id = BindingId },
        new("PUT", "/tenants/{tenant}/v1/bindings/{id}", "administer", Binding) { As = Other, Id = BindingId },
        new("DELETE", "/tenants/{tenant}/v1/bindings/{id}", "administer") { As = Other, Id = BindingId },
        new("POST", "/tenants/{tenant}/v1/bindings", "administer", Binding) { As = Other },
        new("GET", "/tenants/{tenant}/v1/resources", "read"),
        new("GET", "/tenants/{tenant}/v1/resources/{id}/{**rest}", "read"),
        new("PUT", "/tenants/{tenant}/v1/resources/{id}/{**rest}", "administer", "{}") { As = Other },
        new("DELETE", "/tenants/{tenant}/v1/resources/{id}/{**rest}", "administer") { As = Other },
        new("GET", "/tenants/{tenant}/v1/acl", "read"),
        new("GET", "/tenants/{tenant}/v1/acl/{id}/{**rest}", "read") { IsOwnMatter = true },
        new("PUT", "/tenants/{tenant}/v1/acl/{id}/{**rest}", "administer", "{}") { As = Other },
        new("DELETE", "/tenants/{tenant}/v1/acl/{id}/{**rest}", "administer") { As = Other },
        new("GET", "/tenants/{tenant}/v1/grants", "read"),
        new("GET", "/tenants/{tenant}/v1/grants/{id}", "read") { Id = GrantId, IsOwnMatter = true },
        new("PUT", "/tenants/{tenant}/v1/grants/{id}", "administer", Grant) { As = Other, Id = GrantId },
        new("DELETE", "/tenants/{tenant}/v1/grants/{id}", "administer") { As = Other, Id = GrantId },
        new("POST", "/tenants/{tenant}/v1/grants", "administer", Grant) { As = Other },
        new("POST", "/tenants/{tenant}/v1/subjects/{reference}/remove", "administer") { As = Other },
        new("POST", "/tenants/{tenant}/v1/keys", "administer", """{"scope": "read"}"""),
        new("GET", "/tenants/{tenant}/v1/keys", "administer"),
        new("GET", "/tenants/{tenant}/v1/keys/{id}", "administer"),
        new("DELETE", "/tenants/{tenant}/v1/keys/{id}", "administer"),
        new("GET", "/tenants/{tenant}/v1/model", "read"),
        new("PUT", "/tenants/{tenant}/v1/model", "administer", """{"model": "apolo"}"""),
        new("GET", "/tenants/{tenant}/v1/model/versions", "read"),
        new("POST", "/tenants/{tenant}/v1/model/plan", "administer", """{"model": "apolo"}"""),
        new("POST", "/tenants/{tenant}/v1/model/compare", "administer", $$"""{"model": "apolo", "checks": [{{About}}]}"""),
        new("GET", "/tenants/{tenant}/v1/export", "administer"),
        new("POST", "/tenants/{tenant}/v1/import", "server", "{}"),
        new("GET", "/tenants", "server"),
        new("GET", "/server", "server"),
        new("PUT", "/tenants/{tenant}", "server", """{"model": "apolo"}"""),
        new("DELETE", "/tenants/{tenant}", "server"),
        new("PATCH", "/tenants", "none"),
        new("PATCH", "/tenants/{tenant}/{**rest}", "none"),
    ];

    private const string Other = "user:bob";
    private const string Binding = """{"role": "r", "to": ["user:eve"]}""";
    private const string Grant = """{"resource": "job:1", "to": "user:eve"}""";

    private static string BindingId => RestCase.Tied("""["role","r","user:eve",null]""");

    private static string GrantId => RestCase.Tied("""["job:1","user:eve"]""");

    private static string Evaluation =>
        """{"subject": {"type": "user", "id": "bob"}, "action": {"name": "read"}, "resource": {"type": "job", "id": "1"}}""";
}

/// <summary>What an endpoint takes.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Pattern">Its path.</param>
/// <param name="Scope">The smallest scope that may call it about somebody else, or as somebody else.</param>
/// <param name="Body">A body about somebody else; null for none.</param>
internal sealed record AccessRow(string Method, string Pattern, string Scope, string? Body = null)
{
    /// <summary>The endpoint.</summary>
    public Endpoint Endpoint => new(Method, Pattern);

    /// <summary>The path it is asked at.</summary>
    public string Path => Endpoint.Path.Replace("/x", "/" + Id);

    /// <summary>What stands for the variable parts of the path.</summary>
    public string Id { get; init; } = "x";

    /// <summary>Whom the request is made as, where the body does not say it; null for the caller himself.</summary>
    public string? As { get; init; }

    /// <summary>Whether the model says which users may call it without a scope, as <see cref="ManagedRightsTests"/> tell.</summary>
    public bool IsOwnMatter { get; init; }

    /// <summary>Whether a scope is enough.</summary>
    public bool IsEnough(string scope) => Array.IndexOf(AccessTable.Scopes, scope) >= Array.IndexOf(AccessTable.Scopes, Scope);
}
