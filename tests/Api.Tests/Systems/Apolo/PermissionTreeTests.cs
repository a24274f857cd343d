using OrleansAcl.Documents;
using static OrleansAcl.Api.Tests.Systems.Apolo.ApoloServer;

namespace OrleansAcl.Api.Tests.Systems.Apolo;

public sealed class PermissionTreeTests
{
    private static async Task<TenantServer> GrownAsync()
    {
        var server = await StartAsync();
        await server.ApplyAsync("""
            [
                {"grant": {"resource": "storage://c/o/p/models/a/b", "to": "user:bob", "level": "manage"}},
                {"grant": {"resource": "storage://c/o/p/models/a/b/c", "to": "user:bob", "level": "read"}},
                {"grant": {"resource": "storage://c/o/p/nothing", "to": "user:bob", "level": "deny"}}
            ]
            """);
        return server;
    }

    [Fact]
    public async Task Tree_AboveWhatHeHas_ShowsTheWayToIt()
    {
        await using var server = await GrownAsync();
        (await server.AsAsync("bob", "GET", Permissions("bob", "/tree?uri=storage://c/o/p"))).Require(200, """
            {"path":"/c/o/p","action":"list","children":{"models":{"action":"list","children":{
            "a":{"action":"list","children":{"b":{"action":"manage","children":{"c":{"action":"manage","children":{}}}}}},
            "big":{"action":"write","children":{}}}}}}
            """.ReplaceLineEndings(""));
    }

    [Theory]
    [InlineData("storage://c/o/p/models/big/file", """{"path":"/c/o/p/models/big/file","action":"write","children":{}}""")]
    [InlineData("storage://c/o/p/model", """{"path":"/c/o/p/model","action":"deny","children":{}}""")]
    [InlineData("storage://c/o/p/nothing", """{"path":"/c/o/p/nothing","action":"deny","children":{}}""")]
    [InlineData("job:", """{"path":"/","action":"deny","children":{}}""")]
    [InlineData("storage:&depth=0", """{"path":"/","action":"list","children":{}}""")]
    [InlineData("storage:&depth=1", """{"path":"/","action":"list","children":{"c":{"action":"list","children":{}}}}""")]
    public async Task Tree_Elsewhere_SaysWhatMayBeDoneThere(string uri, string expected)
    {
        await using var server = await GrownAsync();
        (await server.AsAsync("bob", "GET", Permissions("bob", $"/tree?uri={uri}"))).Require(200, expected);
    }

    [Fact]
    public async Task Tree_OfAnyUri_AgreesWithChecks()
    {
        await using var server = await GrownAsync();
        string[] levels = ["deny", "list", "read", "write", "manage"];
        foreach (var user in (string[])["alice", "bob", "eve"])
        foreach (var path in (string[])["", "c", "c/o", "c/o/p", "c/o/p/models", "c/o/p/models/a/b", "c/o/p/models/a/b/c", "c/o/p/models/big"])
        {
            var answer = await server.AsAsync(user, "GET", Permissions(user, $"/tree?uri=storage://{path}"));
            var nodes = new Queue<(string Path, Node Node)>([("storage:" + (path.Length > 0 ? "//" + path : ""), answer.Body)]);
            while (nodes.TryDequeue(out var at))
            {
                var shown = Array.IndexOf(levels, at.Node["action"]!.Text);
                for (var level = 1; level < levels.Length; level++)
                    Assert.Equal((user, at.Path, levels[level], level <= shown), (user, at.Path, levels[level], await server.MayAsync($"user:{user}", levels[level], at.Path)));
                foreach (var (name, child) in at.Node["children"]!.Entries) nodes.Enqueue((at.Path == "storage:" ? $"storage://{name}" : $"{at.Path}/{name}", child));
            }
        }
    }

    [Fact]
    public async Task Tree_OfAnInactiveUser_IsDeny()
    {
        await using var server = await GrownAsync();
        await server.ApplyAsync("""[{"user": {"id": "eve", "active": false}}]""");
        (await server.AsAsync(null, "GET", Permissions("eve", "/tree?uri=storage://c/o/p")))
            .Require(200, """{"path":"/c/o/p","action":"deny","children":{}}""");
    }

    [Fact]
    public async Task Tree_OfAVeryDeepGrant_IsAnswered()
    {
        await using var server = await StartAsync();
        var path = string.Join('/', Enumerable.Repeat("a", 500));
        await server.ApplyAsync($$"""[ {"grant": {"resource": "storage://{{path}}", "to": "user:bob", "level": "read"} } ]""");
        Assert.Equal(200, (int)(await server.AsAsync("bob", "GET", Permissions("bob", "/tree?uri=storage:"))).Status);
    }
}
