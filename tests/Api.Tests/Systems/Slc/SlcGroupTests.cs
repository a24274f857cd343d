using static OrleansAcl.Api.Tests.Systems.Slc.SlcServer;

namespace OrleansAcl.Api.Tests.Systems.Slc;

public sealed class SlcGroupTests
{
    private const string Analysts = Groups + "/analysts";
    private const string Members = Analysts + "/members";

    [Fact]
    public async Task Groups_Queried_AreThoseOneMayRead()
    {
        await using var server = await StartAsync();
        Assert.Equal("2: analysts, interns", await server.ListAsync("ada", Groups, "name"));
        Assert.Equal("1: analysts", await server.ListAsync("uma", Groups, "name"));
        (await server.AsAsync("uma", "GET", Analysts)).Require(200, """{"id":"analysts","name":"analysts"}""");
        (await server.AsAsync("uma", "GET", Groups + "/interns")).Refused(403, ErrorCodes.Denied);
    }

    [Fact]
    public async Task Group_MadeAndRemoved_IsThereInBetween()
    {
        await using var server = await StartAsync();
        (await server.AsAsync("ada", "POST", Groups, """{"name": "ops"}""")).Require(201, """{"id":"ops","name":"ops"}""");
        (await server.AsAsync("ada", "POST", Groups, """{"name": "ops"}""")).Refused(412, ErrorCodes.PreconditionFailed);
        (await server.AsAsync("ada", "DELETE", Groups + "/ops")).Require(204);
        (await server.AsAsync("ada", "GET", Groups + "/ops")).Refused(404, ErrorCodes.NotFound);
        (await server.AsAsync("ada", "DELETE", Groups + "/ops")).Refused(404, ErrorCodes.NotFound);
    }

    [Fact]
    public async Task Members_Queried_AreUsersAndGroups()
    {
        await using var server = await StartAsync();
        (await server.AsAsync("ada", "GET", Members))
            .Require(200, """{"totalCount":2,"data":[{"name":"interns","group":"interns"},{"name":"uma","user":"uma"}]}""");
        (await server.AsAsync("uma", "GET", Members)).Refused(403, ErrorCodes.Denied);
        (await server.AsAsync("ada", "GET", Groups + "/ghost/members")).Refused(404, ErrorCodes.NotFound);
    }

    [Fact]
    public async Task Member_AddedToANestedGroup_HasTheRightsOfBoth()
    {
        await using var server = await StartAsync();
        (await server.AsAsync("ada", "POST", Groups + "/interns/members", """{"user": "bob"}""")).Require(201, """{"name":"bob","user":"bob"}""");
        Assert.True(await server.MayAsync("user:bob", "Read", "object:/RoleBindings", "HR"));
        (await server.AsAsync("ada", "DELETE", Groups + "/interns/members?user=bob")).Require(204);
        Assert.False(await server.MayAsync("user:bob", "Read", "object:/RoleBindings", "HR"));
        (await server.AsAsync("ada", "DELETE", Groups + "/interns/members?user=bob")).Refused(404, ErrorCodes.NotFound);
    }

    [Theory]
    [InlineData("POST", Groups, """{"name": "ops"}""")]
    [InlineData("DELETE", Analysts, null)]
    [InlineData("POST", Members, """{"user": "bob"}""")]
    [InlineData("DELETE", Members + "?user=uma", null)]
    public async Task Group_OfWhomMayNot_Is403(string method, string path, string? body)
    {
        await using var server = await StartAsync();
        (await server.AsAsync("uma", method, path, body)).Refused(403, ErrorCodes.Denied);
    }

    [Theory]
    [InlineData("POST", Groups, """{"name": "ops", "members": []}""", 400, ErrorCodes.InvalidDocument)]
    [InlineData("POST", Groups, "{}", 400, ErrorCodes.InvalidDocument)]
    [InlineData("POST", Members, "{}", 400, ErrorCodes.InvalidDocument)]
    [InlineData("POST", Members, """{"user": "a", "group": "b"}""", 400, ErrorCodes.InvalidDocument)]
    [InlineData("POST", Groups + "/ghost/members", """{"user": "a"}""", 404, ErrorCodes.NotFound)]
    [InlineData("DELETE", Members, null, 400, ErrorCodes.InvalidDocument)]
    [InlineData("DELETE", Members + "?user=", null, 400, ErrorCodes.InvalidDocument)]
    public async Task Group_ThatCannotBe_IsRefused(string method, string path, string? body, int status, string code)
    {
        await using var server = await StartAsync();
        (await server.AsAsync("ada", method, path, body)).Refused(status, code);
    }
}
