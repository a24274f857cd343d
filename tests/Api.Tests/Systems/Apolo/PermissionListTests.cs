using static OrleansAcl.Api.Tests.Systems.Apolo.ApoloServer;

namespace OrleansAcl.Api.Tests.Systems.Apolo;

public sealed class PermissionListTests
{
    private const string Own = """{"uri":"role://alice/roles/trainer","action":"read"},{"uri":"role://bob","action":"manage"}""";
    private const string Himself = """{"uri":"user://bob","action":"read"}""";

    [Fact]
    public async Task List_OfOnesOwn_ExpandsRoles()
    {
        await using var server = await StartAsync();
        (await server.AsAsync("bob", "GET", Permissions("bob")))
            .Require(200, $$"""[{{Own}},{"uri":"storage://c/o/p/models/big","action":"write"},{{Himself}}]""");
    }

    [Fact]
    public async Task List_WithoutExpandingRoles_IsWhatHeHasHimself()
    {
        await using var server = await StartAsync();
        (await server.AsAsync("bob", "GET", Permissions("bob", "?expand_roles=false"))).Require(200, $"[{Own},{Himself}]");
    }

    [Theory]
    [InlineData("storage:", """[{"uri":"storage://c/o/p/models/big","action":"write"}]""")]
    [InlineData("storage://", """[{"uri":"storage://c/o/p/models/big","action":"write"}]""")]
    [InlineData("storage://c/o/p/models", """[{"uri":"storage://c/o/p/models/big","action":"write"}]""")]
    [InlineData("storage:models/big", """[{"uri":"storage://c/o/p/models/big","action":"write"}]""")]
    [InlineData("storage://c/o/p/models/bigger", "[]")]
    [InlineData("job:", "[]")]
    public async Task List_WithAUri_KeepsItAndWhatLiesBelow(string uri, string expected)
    {
        await using var server = await StartAsync();
        (await server.AsAsync("bob", "GET", Permissions("bob", $"?uri={uri}"))).Require(200, expected);
    }

    [Fact]
    public async Task List_OfUrisWithBlanks_KeepsThemWhole()
    {
        await using var server = await StartAsync();
        await server.ApplyAsync("""[{"grant": {"resource": "storage://c/o/p/models/a write b", "to": "user:x read y", "level": "read"}}]""");
        (await server.AsAsync("alice", "GET", Permissions("alice", "/shared?uri=storage:")))
            .Require(200, """
                [{"user":"x read y","uri":"storage://c/o/p/models/a write b","action":"read"},
                {"user":"alice/roles/trainer","uri":"storage://c/o/p/models/big","action":"write"}]
                """.ReplaceLineEndings(""));
        (await server.AsAsync(null, "GET", Permissions("x%20read%20y", "?uri=storage:")))
            .Require(200, """[{"uri":"storage://c/o/p/models/a write b","action":"read"}]""");
    }

    [Fact]
    public async Task Shared_IsWhatOthersHaveOnWhatHeManages()
    {
        await using var server = await StartAsync();
        (await server.AsAsync("alice", "GET", Permissions("alice", "/shared"))).Require(200, """
            [{"user":"bob","uri":"role://alice/roles/trainer","action":"read"},{"user":"alice/roles/trainer","uri":"storage://c/o/p/models/big","action":"write"}]
            """.Trim());
        (await server.AsAsync("eve", "GET", Permissions("eve", "/shared"))).Require(200, "[]");
    }

    [Fact]
    public async Task Subroles_AreTheRolesUnderHisName()
    {
        await using var server = await StartAsync();
        (await server.AsAsync("alice", "GET", "/api/v1/users/alice/subroles")).Require(200, """{"subroles":["alice/roles/trainer"]}""");
        (await server.AsAsync("eve", "GET", "/api/v1/users/alice/subroles")).RequireError(403, ErrorCodes.Denied);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/shared")]
    [InlineData("/tree?uri=storage://c")]
    public async Task List_OfSomebodyElse_TakesReadOnHim(string what)
    {
        await using var server = await StartAsync();
        (await server.AsAsync("eve", "GET", Permissions("alice", what))).RequireError(403, ErrorCodes.Denied);
        await server.ApplyAsync("""[{"grant": {"resource": "user://alice", "to": "user:eve", "level": "read"}}]""");
        Assert.Equal(200, (int)(await server.AsAsync("eve", "GET", Permissions("alice", what))).Status);
    }

    [Theory]
    [InlineData("alice:roles:ghost", "", 404, ErrorCodes.NotFound)]
    [InlineData("bob", "?uri=--shared", 400, ErrorCodes.InvalidDocument)]
    [InlineData("bob", "?uri=ghost:", 400, ErrorCodes.InvalidDocument)]
    [InlineData("bob", "?uri=storage:&uri=job:", 400, ErrorCodes.InvalidDocument)]
    [InlineData("bob", "?expand_roles=no", 400, ErrorCodes.InvalidDocument)]
    [InlineData("alice%2Froles%2Ftrainer", "", 400, ErrorCodes.InvalidDocument)]
    [InlineData("bob", "/tree", 400, ErrorCodes.InvalidDocument)]
    [InlineData("bob", "/tree?uri=storage:x", 400, ErrorCodes.InvalidDocument)]
    [InlineData("bob", "/tree?uri=storage://c//x", 400, ErrorCodes.InvalidDocument)]
    [InlineData("bob", "/tree?uri=ghost://c", 400, ErrorCodes.InvalidDocument)]
    [InlineData("bob", "/tree?uri=storage:&depth=-1", 400, ErrorCodes.InvalidDocument)]
    [InlineData("bob", "/tree?uri=storage:&depth=many", 400, ErrorCodes.InvalidDocument)]
    public async Task List_OfWhatCannotBe_IsRefused(string name, string what, int status, string code)
    {
        await using var server = await StartAsync();
        (await server.AsAsync(null, "GET", Permissions(name, what))).RequireError(status, code);
    }
}
