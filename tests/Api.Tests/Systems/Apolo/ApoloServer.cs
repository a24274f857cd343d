namespace OrleansAcl.Api.Tests.Systems.Apolo;

/// <summary>A tenant of Apolo's: alice owns the models and a role that may write them, which bob holds; eve may read the project.</summary>
internal static class ApoloServer
{
    private const string Steps = """
        [
            {"user": {"id": "alice"}},
            {"user": {"id": "bob"}},
            {"user": {"id": "eve"}},
            {"resource": {"id": "storage://c/o/p/models", "owner": "user:alice"}},
            {"role": {"name": "alice/roles/trainer", "permissions": [{"uri": "storage://c/o/p/models/big", "action": "write"}]}},
            {"grant": {"resource": "role://alice/roles/trainer", "to": "user:bob", "level": "read"}},
            {"grant": {"resource": "storage://c/o/p", "to": "user:eve", "level": "read"}}
        ]
        """;

    public static Task<TenantServer> StartAsync() => TenantServer.StartAsync("apolo", Steps, """{"cluster": "c", "org": "o", "project": "p"}""");

    /// <summary>The path of somebody's permissions.</summary>
    public static string Permissions(string name, string more = "") => $"/api/v1/users/{name}/permissions{more}";

    /// <summary>Demands Apolo's error: a message with our code.</summary>
    public static string RequireError(this HttpAnswer answer, int status, string code)
    {
        Assert.Equal((status, code), ((int)answer.Status, answer.Body["code"]?.Text));
        Assert.Equal("application/json", answer.ContentType);
        Assert.Null(answer.Body["missing"]);
        return answer.Body["error"]!.AsName();
    }
}
