using static OrleansAcl.Api.Tests.Systems.Apolo.ApoloServer;

namespace OrleansAcl.Api.Tests.Systems.Apolo;

public sealed class PermissionReplacementTests
{
    private const string Role = "alice:roles:trainer";

    [Fact]
    public async Task Put_OfARole_ReplacesItsSet()
    {
        await using var server = await StartAsync();
        (await server.AsAsync("alice", "PUT", Permissions(Role), """[{"uri": "storage://c/o/p/models/small", "action": "read"}]""")).Require(204);
        Assert.True(await server.MayAsync("user:bob", "read", "storage://c/o/p/models/small"));
        Assert.False(await server.MayAsync("user:bob", "read", "storage://c/o/p/models/big"));
    }

    [Fact]
    public async Task Put_OfNothing_EmptiesARole()
    {
        await using var server = await StartAsync();
        (await server.AsAsync("alice", "PUT", Permissions(Role), "[]")).Require(204);
        (await server.AsAsync("alice", "GET", Permissions(Role))).Require(200, "[]");
    }

    [Fact]
    public async Task Put_OfARoleThatIsNotThere_Is404ToItsOwnerAnd403ToOthers()
    {
        await using var server = await StartAsync();
        (await server.AsAsync("alice", "PUT", Permissions("alice:roles:new"), "[]")).RequireError(404, ErrorCodes.NotFound);
        (await server.AsAsync("eve", "PUT", Permissions("alice:roles:new"), "[]")).RequireError(403, ErrorCodes.Denied);
        (await server.AsAsync("eve", "PUT", Permissions(Role), "[]")).RequireError(403, ErrorCodes.Denied);
    }

    [Fact]
    public async Task Put_OfWhatTheCallerDoesNotManage_Is403AndTheSetStays()
    {
        await using var server = await StartAsync();
        (await server.AsAsync("alice", "PUT", Permissions(Role), """[{"uri": "storage://c/o/p/other", "action": "read"}]"""))
            .RequireError(403, ErrorCodes.Denied);
        Assert.True(await server.MayAsync("user:bob", "write", "storage://c/o/p/models/big"));
    }

    [Fact]
    public async Task Put_OfAUser_ReplacesHisGrantsAlsoByLowerOnes()
    {
        await using var server = await StartAsync();
        await server.ApplyAsync("""
            [
                {"grant": {"resource": "storage://c/o/p/models/a", "to": "user:eve", "level": "write"}},
                {"grant": {"resource": "storage://c/o/p/models/b", "to": "user:eve", "level": "write"}}
            ]
            """);
        const string Wanted = """
            [{"uri": "storage://c/o/p", "action": "read"}, {"uri": "storage://c/o/p/models/a", "action": "read"},
             {"uri": "storage://c/o/p/models/c", "action": "write"}]
            """;
        (await server.AsAsync("alice", "PUT", Permissions("eve"), Wanted)).Require(204);
        var paths = new[] { "a", "b", "c" }.Select(name => server.MayAsync("user:eve", "write", $"storage://c/o/p/models/{name}"));
        var may = await Task.WhenAll(paths);
        Assert.Equal([false, false, true], may);
        Assert.True(await server.MayAsync("user:eve", "read", "storage://c/o/p/else"));
    }

    [Fact]
    public async Task Put_OfOnesOwn_MayMakeItLessButNotMore()
    {
        await using var server = await StartAsync();
        await server.ApplyAsync("""[{"grant": {"resource": "storage://c/o/p", "to": "user:eve", "level": "write"}}]""");
        (await server.AsAsync("eve", "PUT", Permissions("eve"), """[{"uri": "storage://c/o/p", "action": "manage"}]"""))
            .RequireError(403, ErrorCodes.Denied);
        (await server.AsAsync("eve", "PUT", Permissions("eve"), """[{"uri": "storage://c/o/p", "action": "read"}]""")).Require(204);
        Assert.False(await server.MayAsync("user:eve", "write", "storage://c/o/p"));
        Assert.True(await server.MayAsync("user:eve", "read", "storage://c/o/p"));
    }

    [Fact]
    public async Task Put_OfManyAtOnce_LeavesWhatOneOfThemSent()
    {
        await using var server = await StartAsync();
        string[] bodies = [.. Enumerable.Range(0, 8).Select(i => $$"""[{"uri": "storage://c/o/p/{{i}}", "action": "read"}]""")];
        var answers = await Task.WhenAll(bodies.Select(body => server.AsAsync(null, "PUT", Permissions("bob"), body)));
        Assert.All(answers, answer => answer.Require(204));
        var left = (await server.AsAsync(null, "GET", Permissions("bob", "?uri=storage:"))).Text;
        Assert.Single(bodies, body => body.Replace(" ", "") == left);
    }

    [Theory]
    [InlineData("read", "write", true)]
    [InlineData("write", "read", true)]
    [InlineData("read", "read", false)]
    public async Task Put_OfAUriTwice_GivesTheHigherLevel(string first, string second, bool mayWrite)
    {
        foreach (var name in (string[])["eve", Role])
        {
            await using var server = await StartAsync();
            await server.ApplyAsync("""[{"grant": {"resource": "storage://c/o/p", "to": "user:alice", "level": "manage"}}]""");
            var body = $$"""[{"uri": "storage://c/o/p", "action": "{{first}}"}, {"uri": "storage://c/o/p", "action": "{{second}}"}]""";
            (await server.AsAsync("alice", "PUT", Permissions(name), body)).Require(204);
            Assert.Equal(mayWrite, await server.MayAsync(name == Role ? "user:bob" : "user:eve", "write", "storage://c/o/p"));
        }
    }

    [Fact]
    public async Task Put_OfAUser_ThatTakesAwayWhatTheCallerDoesNotManage_Is403()
    {
        await using var server = await StartAsync();
        (await server.AsAsync("alice", "PUT", Permissions("eve"), """[{"uri": "storage://c/o/p/models", "action": "read"}]"""))
            .RequireError(403, ErrorCodes.Denied);
        Assert.True(await server.MayAsync("user:eve", "read", "storage://c/o/p/else"));
    }

    [Theory]
    [InlineData(Role, """{"uri": "storage://c", "action": "read"}""", ErrorCodes.InvalidDocument, null)]
    [InlineData(Role, """[{"uri": "storage://c//o", "action": "read"}]""", ErrorCodes.InvalidDocument, "[0].uri")]
    [InlineData(Role, """[{"uri": "storage://c/o", "action": "fly"}]""", ErrorCodes.UnknownAction, "[0].action")]
    [InlineData("c:manager", "[]", ErrorCodes.InvalidDocument, null)]
    [InlineData("eve", """[{"uri": "storage://c/o", "action": "fly"}]""", ErrorCodes.UnknownAction, "[0].action")]
    [InlineData("eve", """[{"uri": "storage://c", "action": "read"}, {"uri": "storage://c//o", "action": "read"}]""", ErrorCodes.InvalidDocument, "[1].uri")]
    public async Task Put_Malformed_Is400(string name, string body, string code, string? place)
    {
        await using var server = await StartAsync();
        var answer = await server.AsAsync(null, "PUT", Permissions(name), body);
        answer.RequireError(400, code);
        if (place is not null) Assert.StartsWith(place, answer.Body["place"]?.Text);
    }
}
