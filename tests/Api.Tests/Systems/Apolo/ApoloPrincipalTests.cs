using static OrleansAcl.Api.Tests.Systems.Apolo.ApoloServer;

namespace OrleansAcl.Api.Tests.Systems.Apolo;

public sealed class ApoloPrincipalTests
{
    [Fact]
    public async Task Role_MadeUnderOnesOwnName_CanBeFilledAndRemoved()
    {
        await using var server = await StartAsync();
        (await server.AsAsync("alice", "POST", "/api/v1/users", """{"name": "alice/roles/new"}""")).Require(201, """{"name":"alice/roles/new"}""");
        const string Content = """[{"uri":"storage://c/o/p/models","action":"read"}]""";
        (await server.AsAsync("alice", "POST", Permissions("alice:roles:new"), Content)).Require(201, Content);
        (await server.AsAsync("alice", "GET", "/api/v1/users/alice:roles:new")).Require(200, """{"name":"alice/roles/new"}""");
        (await server.AsAsync("alice", "DELETE", "/api/v1/users/alice:roles:new")).Require(204);
        (await server.AsAsync("alice", "GET", "/api/v1/users/alice:roles:new")).RequireError(404, ErrorCodes.NotFound);
        (await server.AsAsync("alice", "DELETE", "/api/v1/users/alice:roles:new")).RequireError(404, ErrorCodes.NotFound);
    }

    [Fact]
    public async Task Role_Removed_IsTakenFromEveryone()
    {
        await using var server = await StartAsync();
        (await server.AsAsync("alice", "DELETE", "/api/v1/users/alice:roles:trainer")).Require(204);
        Assert.False(await server.MayAsync("user:bob", "write", "storage://c/o/p/models/big"));
        Assert.DoesNotContain("trainer", (await server.AsAsync("bob", "GET", Permissions("bob"))).Text);
    }

    [Theory]
    [InlineData("eve", """{"name": "alice/roles/new"}""", 403, ErrorCodes.Denied)]
    [InlineData("eve", """{"name": "alice/roles/trainer"}""", 403, ErrorCodes.Denied)]
    [InlineData("alice", """{"name": "alice/roles/trainer"}""", 400, ErrorCodes.InvalidDocument)]
    [InlineData("alice", """{"name": "alice/trainer"}""", 400, ErrorCodes.InvalidDocument)]
    [InlineData("alice", """{"name": "alice:roles:new"}""", 400, ErrorCodes.InvalidDocument)]
    [InlineData("alice", """{"name": ""}""", 400, ErrorCodes.InvalidDocument)]
    [InlineData("alice", "{}", 400, ErrorCodes.InvalidDocument)]
    [InlineData("alice", """{"name": "alice/roles/new", "permissions": []}""", 400, ErrorCodes.InvalidDocument)]
    [InlineData("alice", """{"name": "carol"}""", 403, ErrorCodes.Denied)]
    [InlineData("alice", """{"name": "bob"}""", 403, ErrorCodes.Denied)]
    [InlineData(null, """{"name": "bob"}""", 400, ErrorCodes.InvalidDocument)]
    public async Task Make_OfWhatCannotBe_IsRefused(string? user, string body, int status, string code)
    {
        await using var server = await StartAsync();
        (await server.AsAsync(user, "POST", "/api/v1/users", body)).RequireError(status, code);
    }

    [Theory]
    [InlineData("eve", "alice:roles:trainer", 403, ErrorCodes.Denied)]
    [InlineData("eve", "bob", 403, ErrorCodes.Denied)]
    [InlineData(null, "c:admin", 400, ErrorCodes.InvalidDocument)]
    public async Task Remove_OfWhatIsNotTheirs_IsRefused(string? user, string name, int status, string code)
    {
        await using var server = await StartAsync();
        (await server.AsAsync(user, "DELETE", $"/api/v1/users/{name}")).RequireError(status, code);
    }

    [Fact]
    public async Task User_IsMadeAndRemovedByTheSystem()
    {
        await using var server = await StartAsync();
        (await server.AsAsync(null, "POST", "/api/v1/users", """{"name": "carol"}""")).Require(201, """{"name":"carol"}""");
        (await server.AsAsync("carol", "GET", "/api/v1/users/carol")).Require(200, """{"name":"carol"}""");
        (await server.AsAsync(null, "DELETE", "/api/v1/users/carol")).Require(204);
        (await server.AsAsync(null, "GET", "/api/v1/users/carol")).RequireError(404, ErrorCodes.NotFound);
    }

    [Fact]
    public async Task Role_ThatIsThereWithoutBeingStored_IsShown()
    {
        await using var server = await StartAsync();
        (await server.AsAsync(null, "GET", "/api/v1/users/c:admin")).Require(200, """{"name":"c/admin"}""");
        (await server.AsAsync("eve", "GET", "/api/v1/users/c:admin")).RequireError(403, ErrorCodes.Denied);
    }

    [Fact]
    public async Task Caller_WhoIsNoUser_Is400()
    {
        await using var server = await StartAsync();
        (await server.AsAsync("alice/x", "POST", "/api/v1/users", """{"name": "alice/roles/new"}""")).RequireError(403, ErrorCodes.Denied);
        (await server.SendAsync("GET", "/api/v1/users/bob", by: "bob")).RequireError(400, ErrorCodes.InvalidDocument);
    }
}
