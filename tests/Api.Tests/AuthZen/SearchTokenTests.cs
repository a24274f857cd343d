using System.Net;
using OrleansAcl.Documents;

namespace OrleansAcl.Api.Tests.AuthZen;

/// <summary>The tokens of pages: nobody but the server can make or change one, and each goes on with its own search only.</summary>
public sealed class SearchTokenTests
{
    private const string Path = "/access/v1/search/resource";

    private const string Body = """
        {"subject": {"type": "user", "id": "ann", "properties": {"a": 1, "b": 2}}, "action": {"name": "read"},
         "resource": {"type": "record"}, "context": {"c": [1]}}
        """;

    private static async Task<ApiServer> StartAsync(AclApiOptions? options = null)
    {
        var server = await ApiServer.StartAsync(options);
        server.Service.Answer = new ResourceRef[] { new("record", "1"), new("record", "2") };
        return server;
    }

    private static Task<HttpAnswer> GoOnAsync(ApiServer server, string token, string body = Body, string path = Path) =>
        SearchPages.At(server, path).PageAsync(body, ("token", Node.Of(token)));

    private static string RequireRefused(HttpAnswer answer, string reason)
    {
        var message = answer.RequireMessage(HttpStatusCode.BadRequest);
        Assert.StartsWith("page.token (line 1): ", message);
        Assert.Contains(reason, message);
        return message;
    }

    [Fact]
    public async Task Token_WithAnyCharacterChanged_IsRefused()
    {
        await using var server = await StartAsync();
        var token = await SearchPages.At(server, Path).FirstAsync(Body);
        server.Service.Calls.Clear();
        for (var i = 0; i < token.Length; i++)
            foreach (var other in (char[])[token[i] == 'A' ? 'B' : 'A', (char)(token[i] + 1), ' ', 'é'])
                RequireRefused(await GoOnAsync(server, token[..i] + other + token[(i + 1)..]), "no token of this server");
        Assert.Empty(server.Service.Calls);
    }

    [Fact]
    public async Task Token_CutShortOrDrawnOut_IsRefused()
    {
        await using var server = await StartAsync();
        var token = await SearchPages.At(server, Path).FirstAsync(Body);
        for (var i = 0; i < token.Length; i++) RequireRefused(await GoOnAsync(server, token[..i]), "not the whole of one");
        foreach (var more in (string[])["A", "=", "\n", ".", token]) RequireRefused(await GoOnAsync(server, token + more), "no token of this server");
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\".\"")]
    [InlineData("\"next\"")]
    [InlineData("\"e30.e30\"")]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("{}")]
    public async Task Token_MadeUp_IsRefused(string token)
    {
        await using var server = await StartAsync();
        RequireRefused(await SearchPages.At(server, Path).PageAsync(Body, ("token", Json.Parse(token).Copy())), "");
        Assert.Empty(server.Service.Calls);
    }

    [Theory]
    [InlineData("ann", "bob")]
    [InlineData("\"a\": 1", "\"a\": 2")]
    [InlineData("\"a\": 1", "\"a\": \"1\"")]
    [InlineData(", \"b\": 2", "")]
    [InlineData("read", "write")]
    [InlineData("record", "report")]
    [InlineData("[1]", "[1, 1]")]
    [InlineData(", \"context\": {\"c\": [1]}", "")]
    public async Task Token_OfAnotherQuestion_IsRefused(string asked, string changed)
    {
        await using var server = await StartAsync();
        var token = await SearchPages.At(server, Path).FirstAsync(Body);
        Assert.Contains(asked, Body);
        RequireRefused(await GoOnAsync(server, token, Body.Replace(asked, changed)), "of another question");
    }

    [Fact]
    public async Task Token_WithOtherPropertiesOfThePage_IsRefused()
    {
        await using var server = await StartAsync();
        var token = await SearchPages.At(server, Path).FirstAsync(Body);
        var answer = await SearchPages.At(server, Path).PageAsync(Body, ("token", Node.Of(token)), ("properties", Node.Map()));
        RequireRefused(answer, "of another question");
    }

    [Theory]
    [InlineData("/tenants/acme" + Path)]
    [InlineData("/access/v1/search/action")]
    public async Task Token_OfAnotherTenantOrEndpoint_IsRefused(string other)
    {
        await using var server = await StartAsync();
        const string Both = """{"subject": {"type": "user", "id": "ann"}, "action": {"name": "read"}, "resource": {"type": "record", "id": "1"}}""";
        var token = await SearchPages.At(server, Path).FirstAsync(Both);
        RequireRefused(await GoOnAsync(server, token, Both, other), "of another question");
        Assert.Single(server.Service.Calls);
    }

    [Fact]
    public async Task Token_OfTheDefaultTenant_IsTheSameAtTheRootAndBelowItsName()
    {
        await using var server = await StartAsync();
        var token = await SearchPages.At(server, Path).FirstAsync(Body);
        Assert.Equal(HttpStatusCode.OK, (await GoOnAsync(server, token, Body, "/tenants/default" + Path)).Status);
    }

    [Fact]
    public async Task Token_WithMembersInAnotherOrderOrUnknownOnes_IsTaken()
    {
        await using var server = await StartAsync();
        var token = await SearchPages.At(server, Path).FirstAsync(Body);
        const string Same = """
            {"trace": 1, "context": {"c": [1]}, "resource": {"type": "record"}, "action": {"name": "read"},
             "subject": {"properties": {"b": 2, "a": 1}, "id": "ann", "type": "user"}}
            """;
        var answer = await GoOnAsync(server, token, Same);
        Assert.Equal("2", SearchPages.Id(Assert.Single(answer.Body.Require("results").AsList())));
    }

    [Fact]
    public async Task Token_OfAnotherProcess_IsTakenByThoseWithTheSameAdministrator()
    {
        await using var first = await StartAsync();
        await using var second = await StartAsync();
        await using var stranger = await StartAsync(new AclApiOptions { AllowAnonymous = true });
        var token = await SearchPages.At(first, Path).FirstAsync(Body);
        Assert.Equal(HttpStatusCode.OK, (await GoOnAsync(second, token)).Status);
        RequireRefused(await GoOnAsync(stranger, token), "no token of this server");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public async Task Token_OfAnAnonymousProcess_IsItsOwn(string? administrator)
    {
        await using var first = await StartAsync(new AclApiOptions { AllowAnonymous = true, Token = administrator });
        await using var second = await StartAsync(new AclApiOptions { AllowAnonymous = true, Token = administrator });
        var token = await SearchPages.At(first, Path).FirstAsync(Body);
        Assert.Equal(HttpStatusCode.OK, (await GoOnAsync(first, token)).Status);
        RequireRefused(await GoOnAsync(second, token), "no token of this server");
    }

    [Fact]
    public async Task Token_OfAnotherAdministrator_IsRefused()
    {
        await using var first = await StartAsync();
        await using var second = await StartAsync(new AclApiOptions { Token = "another" });
        second.Http.DefaultRequestHeaders.Authorization = new("Bearer", "another");
        RequireRefused(await GoOnAsync(second, await SearchPages.At(first, Path).FirstAsync(Body)), "no token of this server");
    }
}
