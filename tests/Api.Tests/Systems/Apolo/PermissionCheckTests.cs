using static OrleansAcl.Api.Tests.Systems.Apolo.ApoloServer;

namespace OrleansAcl.Api.Tests.Systems.Apolo;

public sealed class PermissionCheckTests
{
    private const string Read = """{"uri":"storage://c/o/p/models","action":"read"}""";
    private const string Write = """{"uri":"storage://c/o/p/models","action":"write"}""";

    [Fact]
    public async Task Check_OfWhatHeHas_Is200WithNothingMissing()
    {
        await using var server = await StartAsync();
        (await server.AsAsync("eve", "POST", Permissions("eve", "/check"), $"[{Read}]")).Require(200, """{"missing":[]}""");
    }

    [Fact]
    public async Task Check_OfWhatHeLacks_Is403WithThatAlone()
    {
        await using var server = await StartAsync();
        (await server.AsAsync("eve", "POST", Permissions("eve", "/check"), $"[{Read}, {Write}]")).Require(403, $$"""{"missing":[{{Write}}]}""");
    }

    [Fact]
    public async Task Check_ByTheSystem_IsAnsweredAboutAnybody()
    {
        await using var server = await StartAsync();
        (await server.AsAsync(null, "POST", Permissions("alice", "/check"), $"[{Write}]")).Require(200, """{"missing":[]}""");
    }

    [Fact]
    public async Task Check_OfARole_IsAnsweredForWhatItContains()
    {
        await using var server = await StartAsync();
        const string Inside = """{"uri":"storage://c/o/p/models/big/file","action":"write"}""";
        (await server.AsAsync("bob", "POST", Permissions("alice:roles:trainer", "/check"), $"[{Inside}, {Read}]"))
            .Require(403, $$"""{"missing":[{{Read}}]}""");
    }

    [Fact]
    public async Task Check_AboutSomebodyWhomTheCallerMayNotSee_Is403WithoutAnAnswer()
    {
        await using var server = await StartAsync();
        (await server.AsAsync("eve", "POST", Permissions("alice", "/check"), $"[{Read}]")).RequireError(403, ErrorCodes.Denied);
        (await server.AsAsync("eve", "POST", Permissions("alice:roles:trainer", "/check"), $"[{Read}]")).RequireError(403, ErrorCodes.Denied);
    }

    [Fact]
    public async Task Check_ByAnInactiveUser_Is403WithoutAnAnswer()
    {
        await using var server = await StartAsync();
        await server.ApplyAsync("""[{"user": {"id": "eve", "active": false}}]""");
        (await server.AsAsync("eve", "POST", Permissions("eve", "/check"), $"[{Read}]")).RequireError(403, ErrorCodes.Denied);
    }

    [Theory]
    [InlineData("{}", ErrorCodes.InvalidDocument)]
    [InlineData("[]", ErrorCodes.InvalidDocument)]
    [InlineData("[1]", ErrorCodes.InvalidDocument)]
    [InlineData("no JSON", ErrorCodes.InvalidDocument)]
    [InlineData("""[{"uri": "storage://c"}]""", ErrorCodes.InvalidDocument)]
    [InlineData("""[{"uri": "storage://c", "action": 1}]""", ErrorCodes.InvalidDocument)]
    [InlineData("""[{"uri": "storage://c", "action": "read", "as": "user:alice"}]""", ErrorCodes.InvalidDocument)]
    [InlineData("""[{"uri": "storage", "action": "read"}]""", ErrorCodes.InvalidDocument)]
    [InlineData("""[{"uri": "storage://c//o", "action": "read"}]""", ErrorCodes.InvalidDocument)]
    [InlineData("""[{"uri": "image:app:latest", "action": "read"}]""", ErrorCodes.InvalidDocument)]
    [InlineData("""[{"uri": "storage://c", "action": "deny"}]""", ErrorCodes.UnknownAction)]
    [InlineData("""[{"uri": "storage://c", "action": "Read"}]""", ErrorCodes.UnknownAction)]
    public async Task Check_Malformed_Is400AndNeverAnAnswer(string body, string code)
    {
        await using var server = await StartAsync();
        (await server.AsAsync("eve", "POST", Permissions("eve", "/check"), body)).RequireError(400, code);
    }

    [Fact]
    public async Task Check_WithAMalformedPermission_NamesItsPlace()
    {
        await using var server = await StartAsync();
        var answer = await server.AsAsync("eve", "POST", Permissions("eve", "/check"), $$"""[{{Read}}, {"uri": "storage://c", "action": "fly"}]""");
        answer.RequireError(400, ErrorCodes.UnknownAction);
        Assert.StartsWith("[1]", answer.Body["place"]!.Text);
    }

    [Fact]
    public async Task Check_OfMoreThanTheLimit_Is400()
    {
        await using var server = await StartAsync();
        var body = $"[{string.Join(',', Enumerable.Repeat(Read, AclLimits.BatchItems + 1))}]";
        (await server.AsAsync("eve", "POST", Permissions("eve", "/check"), body)).RequireError(400, ErrorCodes.LimitExceeded);
    }
}
