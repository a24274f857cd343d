using System.Net;

namespace OrleansAcl.Api.Tests.Systems;

/// <summary>What a change by any of the systems' own interfaces may say beside its body: a key, a reason, and that it is only to be tried.</summary>
public sealed class SystemChangeTests
{
    private static readonly Dictionary<string, string> Steps = new()
    {
        ["qubole-scheduler"] = """[{"resource": {"id": "scheduler:42"}}, {"role": {"name": "old", "policies": []}}, {"group": {"id": "g"}}]""",
        ["lusid-scheduler"] = """
            [{"policy": {"code": "old", "grant": "Allow", "selectors": []}}, {"policy_collection": {"code": "c"}},
             {"role": {"code": "old"}}, {"role": {"code": "user-role-ann"}}]
            """,
        ["actian-dataconnect"] = """[{"policy": {"name": "old", "permissions": []}}]""",
        ["apolo"] = """[{"user": {"id": "ann"}}, {"user": {"id": "bob"}}, {"role": {"name": "ann/roles/old", "permissions": []}}]""",
        ["slc-hub"] = """[{"role": {"name": "old", "rules": []}}, {"group": {"id": "g", "members": ["user:ann"]}}, {"user": {"id": "ann"}}]""",
    };

    /// <summary>Changes of every sort: model, method, path, body, and another body for the same path.</summary>
    public static TheoryData<string, string, string, string?, string?> Changes => new()
    {
        {
            "qubole-scheduler", "PUT", "/api/v1.2/object_policy/policy",
            """{"source_id": "42", "source_type": "scheduler", "policy": "[{\"access\":\"deny\",\"condition\":{\"qbol_users\":[2]},\"action\":[\"read\"]}]"}""",
            """{"source_id": "42", "source_type": "scheduler", "policy": "[]"}"""
        },
        { "qubole-scheduler", "POST", "/api/v1.2/roles", """{"name": "new", "policies": "[]"}""", """{"name": "newer", "policies": "[]"}""" },
        { "qubole-scheduler", "PUT", "/api/v1.2/groups/g/roles/old/assign", null, null },
        { "qubole-scheduler", "DELETE", "/api/v1.2/roles/old", null, null },
        { "lusid-scheduler", "POST", "/access/api/policies", """{"code": "new", "grant": "Allow", "selectors": []}""", """{"code": "new", "grant": "Deny", "selectors": []}""" },
        { "lusid-scheduler", "DELETE", "/access/api/policies/old", null, null },
        { "lusid-scheduler", "POST", "/access/api/policycollections/c/add", """{"policies": [{"code": "old"}]}""", """{"policyCollections": []}""" },
        { "lusid-scheduler", "POST", "/access/api/roles", """{"code": "new"}""", """{"code": "newer"}""" },
        { "lusid-scheduler", "PUT", "/access/api/roles/old", """{"roleHierarchyIndex": 7}""", """{"roleHierarchyIndex": 8}""" },
        { "lusid-scheduler", "DELETE", "/access/api/roles/old", null, null },
        { "lusid-scheduler", "POST", "/access/api/userroles", """{"userId": "bob", "resource": {}}""", """{"userId": "eve", "resource": {}}""" },
        { "lusid-scheduler", "DELETE", "/access/api/userroles/ann", null, null },
        { "actian-dataconnect", "POST", "/api/access-policies", """{"name": "new", "permissions": []}""", """{"name": "newer", "permissions": []}""" },
        { "actian-dataconnect", "DELETE", "/api/access-policies/old", null, null },
        { "apolo", "POST", "/api/v1/users", """{"name": "ann/roles/new"}""", """{"name": "ann/roles/newer"}""" },
        {
            "apolo", "POST", "/api/v1/users/bob/permissions",
            """[{"uri": "storage://c/o/p", "action": "read"}]""", """[{"uri": "storage://c/o/p", "action": "write"}]"""
        },
        { "apolo", "DELETE", "/api/v1/users/ann:roles:old", null, null },
        { "slc-hub", "POST", "/api/rbac/roles", """{"name": "new"}""", """{"name": "newer"}""" },
        { "slc-hub", "POST", "/api/rbac/roleBindings", """{"role": "old", "user": "ann"}""", """{"role": "old", "group": "g"}""" },
        { "slc-hub", "POST", "/api/namespaces", """{"name": "new"}""", """{"name": "newer"}""" },
        { "slc-hub", "DELETE", "/api/rbac/roles/old", null, null },
        { "slc-hub", "DELETE", "/api/auth/groups/g/members?user=ann", null, null },
    };

    [Theory, MemberData(nameof(Changes))]
    public async Task Change_SentAgainUnderItsKey_IsMadeOnceAndAnsweredAsBefore(string model, string method, string path, string? body, string? other)
    {
        await using var server = await TenantServer.StartAsync(model, Steps[model]);
        Task<HttpAnswer> SendAsync(string? content) => server.SendAsync(
            method, path, content, head: [("Idempotency-Key", "k1"), ("Acl-Reason", "as agreed")]);
        var first = await SendAsync(body);
        Assert.True(first.Response.IsSuccessStatusCode, first.Text);
        Assert.Null(first.Head("Idempotent-Replayed"));
        var change = await server.NewestChangeAsync();
        Assert.Equal(("k1", "as agreed"), (change.IdempotencyKey, change.Reason));
        var again = await SendAsync(body);
        Assert.Equal((first.Status, first.Text, first.Head("Acl-Revision")), (again.Status, again.Text, again.Head("Acl-Revision")));
        Assert.Equal("true", again.Head("Idempotent-Replayed"));
        if (other is not null) Assert.Equal((HttpStatusCode.Conflict, ErrorCodes.KeyReused), Refused(await SendAsync(other)));
        Assert.Equal(change.Revision, await server.RevisionAsync());
    }

    [Theory, MemberData(nameof(Changes))]
    public async Task Change_OnlyTried_IsAnsweredAndNotMade(string model, string method, string path, string? body, string? other)
    {
        await using var server = await TenantServer.StartAsync(model, Steps[model]);
        var before = await server.RevisionAsync();
        foreach (var content in (string?[])[body, other])
        {
            var answer = await server.SendAsync(method, $"{path}{(path.Contains('?') ? '&' : '?')}dry_run=true", content);
            Assert.True(answer.Response.IsSuccessStatusCode, answer.Text);
            if (other is null) break;
        }

        Assert.Equal(before, await server.RevisionAsync());
    }

    /// <summary>The status and the stable code, which LUSID's errors have as their name.</summary>
    private static (HttpStatusCode, string?) Refused(HttpAnswer answer) => (answer.Status, (answer.Body["name"] ?? answer.Body["code"])?.Text);
}
