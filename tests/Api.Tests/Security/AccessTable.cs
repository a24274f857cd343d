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
        new("GET", "/tenants/{tenant}", "read"),
        new("POST", "/tenants/{tenant}/v1/apply", "administer", """{"steps": [{"delete": "job:1", "as": "user:bob"}]}"""),
        new("GET", "/tenants/{tenant}/v1/objects/{kind}", "read"),
        new("POST", "/tenants/{tenant}/v1/objects", "read", """{"kind": "user"}"""),
        new("GET", "/tenants/{tenant}/v1/changes", "read"),
        new("POST", "/tenants/{tenant}/v1/keys", "administer", """{"scope": "read"}"""),
        new("GET", "/tenants/{tenant}/v1/keys", "administer"),
        new("GET", "/tenants/{tenant}/v1/keys/{id}", "administer"),
        new("DELETE", "/tenants/{tenant}/v1/keys/{id}", "administer"),
        new("GET", "/tenants/{tenant}/v1/export", "administer"),
        new("POST", "/tenants/{tenant}/v1/import", "server", "{}"),
        new("GET", "/tenants", "server"),
        new("PUT", "/tenants/{tenant}", "server", """{"model": "apolo"}"""),
        new("DELETE", "/tenants/{tenant}", "server"),
    ];

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

    /// <summary>Whether a scope is enough.</summary>
    public bool IsEnough(string scope) => Array.IndexOf(AccessTable.Scopes, scope) >= Array.IndexOf(AccessTable.Scopes, Scope);
}
