using static OrleansAcl.Api.Tests.Systems.Apolo.ApoloServer;

namespace OrleansAcl.Api.Tests.Systems.Apolo;

public sealed class PermissionChangeTests
{
    private static string Body(params IEnumerable<(string Uri, string Action)> permissions) =>
        $"[{string.Join(",", permissions.Select(p => $$"""{"uri":"{{p.Uri}}","action":"{{p.Action}}"}"""))}]";

    [Fact]
    public async Task Grant_ByTheOwner_Is201AndDecides()
    {
        await using var server = await StartAsync();
        var body = Body(("storage://c/o/p/models/x", "write"), ("storage://c/o/p/models/y", "read"));
        (await server.AsAsync("alice", "POST", Permissions("bob"), body)).Require(201, body);
        Assert.True(await server.MayAsync("user:bob", "write", "storage://c/o/p/models/x/file"));
        Assert.False(await server.MayAsync("user:bob", "write", "storage://c/o/p/models/y"));
    }

    [Fact]
    public async Task Grant_OfLessThanThereIs_TellsTheHigherOne()
    {
        await using var server = await StartAsync();
        await server.AsAsync("alice", "POST", Permissions("bob"), Body(("storage://c/o/p/models/x", "write")));
        (await server.AsAsync("alice", "POST", Permissions("bob"), Body(("storage://c/o/p/models/x", "read"))))
            .Require(201, Body(("storage://c/o/p/models/x", "write")));
    }

    [Theory]
    [InlineData("storage:models/x", "storage://c/o/p/models/x")]
    [InlineData("storage://c/o/p/models/x/", "storage://c/o/p/models/x")]
    public async Task Grant_NotWrittenInFull_IsToldInFull(string written, string full)
    {
        await using var server = await StartAsync();
        await server.AsAsync("alice", "POST", Permissions("bob"), Body(("storage://c/o/p/models/x/below", "manage")));
        (await server.AsAsync("alice", "POST", Permissions("bob"), Body((written, "read")))).Require(201, Body((full, "read")));
    }

    [Fact]
    public async Task Grant_ToARole_GoesToWhoeverHoldsIt()
    {
        await using var server = await StartAsync();
        (await server.AsAsync("alice", "POST", Permissions("alice:roles:trainer"), Body(("storage://c/o/p/models/x", "read"))))
            .Require(201, Body(("storage://c/o/p/models/x", "read")));
        Assert.True(await server.MayAsync("user:bob", "read", "storage://c/o/p/models/x"));
    }

    [Fact]
    public async Task Grant_WithOneThatIsNotHis_Is403AndNothingIsGranted()
    {
        await using var server = await StartAsync();
        var answer = await server.AsAsync("alice", "POST", Permissions("bob"), Body(("storage://c/o/p/models/x", "read"), ("storage://c/o/p/other", "read")));
        Assert.Contains("manage storage://c/o/p/other", answer.RequireError(403, ErrorCodes.Denied));
        Assert.False(await server.MayAsync("user:bob", "read", "storage://c/o/p/models/x"));
    }

    [Fact]
    public async Task Grant_ToARoleThatIsNotHis_Is403()
    {
        await using var server = await StartAsync();
        await server.ApplyAsync("""[{"grant": {"resource": "storage://c/o/p", "to": "user:eve", "level": "manage"}}]""");
        (await server.AsAsync("eve", "POST", Permissions("alice:roles:trainer"), Body(("storage://c/o/p/x", "read")))).RequireError(403, ErrorCodes.Denied);
    }

    [Theory]
    [InlineData("alice:roles:ghost", "storage://c/o/p/models/x", "read", 404, ErrorCodes.NotFound)]
    [InlineData("c:admin", "storage://c/o/p/models/x", "read", 400, ErrorCodes.InvalidDocument)]
    [InlineData("bob", "storage://c/o/p/models/x", "list", 400, ErrorCodes.InvalidDocument)]
    [InlineData("bob", "storage://c/o/p/models/x", "fly", 400, ErrorCodes.UnknownAction)]
    [InlineData("bob", "http://c/o/p", "read", 400, ErrorCodes.InvalidDocument)]
    [InlineData("bob", "storage://~/x", "read", 400, ErrorCodes.InvalidDocument)]
    [InlineData("bob", "image://c/o/p/app:latest", "read", 400, ErrorCodes.InvalidDocument)]
    public async Task Grant_OfWhatCannotBe_IsRefused(string name, string uri, string action, int status, string code)
    {
        await using var server = await StartAsync();
        (await server.AsAsync(name == "c:admin" ? null : "alice", "POST", Permissions(name), Body((uri, action)))).RequireError(status, code);
    }

    [Fact]
    public async Task Grant_Malformed_NamesThePlaceInTheRequest()
    {
        await using var server = await StartAsync();
        var answer = await server.AsAsync("alice", "POST", Permissions("bob"), Body(("storage://c/o/p/models/x", "read"), ("storage://c//x", "read")));
        answer.RequireError(400, ErrorCodes.InvalidDocument);
        Assert.Equal("[1].uri", answer.Body["place"]?.Text);
    }

    [Fact]
    public async Task Revoke_OfAGrant_Is204AndTakesItAway()
    {
        await using var server = await StartAsync();
        await server.AsAsync("alice", "POST", Permissions("bob"), Body(("storage://c/o/p/models/x", "read"), ("storage://c/o/p/models/y", "read")));
        (await server.AsAsync("alice", "DELETE", Permissions("bob", "?uri=storage://c/o/p/models/x&uri=storage%3A%2F%2Fc%2Fo%2Fp%2Fmodels%2Fy")))
            .Require(204);
        Assert.False(await server.MayAsync("user:bob", "read", "storage://c/o/p/models/x"));
        Assert.False(await server.MayAsync("user:bob", "read", "storage://c/o/p/models/y"));
    }

    [Fact]
    public async Task Revoke_OfWhatWasNeverGranted_Is400InTheWordsClientsKnow()
    {
        await using var server = await StartAsync();
        var answer = await server.AsAsync("alice", "DELETE", Permissions("bob", "?uri=storage://c/o/p/models/x"));
        Assert.Equal("Operation has no effect", answer.RequireError(400, ErrorCodes.NoEffect));
    }

    [Fact]
    public async Task Revoke_WithOneThatHasNoEffect_TakesNothingAway()
    {
        await using var server = await StartAsync();
        await server.AsAsync("alice", "POST", Permissions("bob"), Body(("storage://c/o/p/models/x", "read")));
        (await server.AsAsync("alice", "DELETE", Permissions("bob", "?uri=storage://c/o/p/models/x&uri=storage://c/o/p/models/y")))
            .RequireError(400, ErrorCodes.NoEffect);
        Assert.True(await server.MayAsync("user:bob", "read", "storage://c/o/p/models/x"));
    }

    [Fact]
    public async Task Revoke_OfWhatIsAnothers_Is403_AndOfOnesOwnIs204()
    {
        await using var server = await StartAsync();
        (await server.AsAsync("bob", "DELETE", Permissions("eve", "?uri=storage://c/o/p"))).RequireError(403, ErrorCodes.Denied);
        (await server.AsAsync("eve", "DELETE", Permissions("eve", "?uri=storage://c/o/p"))).Require(204);
    }

    [Theory]
    [InlineData("bob", "", 400, ErrorCodes.InvalidDocument)]
    [InlineData("bob", "?uri=", 400, ErrorCodes.InvalidDocument)]
    [InlineData("bob", "?uri=storage", 400, ErrorCodes.InvalidDocument)]
    [InlineData("alice:roles:ghost", "?uri=storage://c/o/p/models", 404, ErrorCodes.NotFound)]
    public async Task Revoke_OfWhatCannotBe_IsRefused(string name, string query, int status, string code)
    {
        await using var server = await StartAsync();
        (await server.AsAsync("alice", "DELETE", Permissions(name, query))).RequireError(status, code);
    }
}
