using System.Net;
using OrleansAcl.Documents;

namespace OrleansAcl.Api.Tests.AuthZen;

/// <summary>The pages of searches.</summary>
public sealed class SearchPageTests
{
    private const string Path = "/access/v1/search/resource";
    private const string Body = """{"subject": {"type": "user", "id": "ann"}, "action": {"name": "read"}, "resource": {"type": "record"}}""";

    private static async Task<ApiServer> StartAsync(params IEnumerable<string> ids)
    {
        var server = await ApiServer.StartAsync();
        Store(server, ids);
        return server;
    }

    private static void Store(ApiServer server, params IEnumerable<string> ids) =>
        server.Service.Answer = ids.Select(id => new ResourceRef("record", id)).ToArray();

    private static IEnumerable<string> Ids(HttpAnswer answer) => answer.Body.Require("results").AsList().Select(SearchPages.Id);

    [Fact]
    public async Task Pages_OfEverySize_HoldEverythingOnceInTheOrderOfIds()
    {
        string[] ids = ["B", "a", "a/", "aa", "b", "é", "\ud83d\ude00"];
        await using var server = await StartAsync(ids.Reverse());
        for (var limit = 1; limit <= ids.Length + 1; limit++)
            Assert.Equal(ids.Chunk(limit), await SearchPages.At(server, Path).AllAsync(Body, limit));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"limit": 1000}""")]
    [InlineData("""{"properties": {"sort": "up"}, "more": 1}""")]
    public async Task Page_ThatHoldsEverything_EndsWithAnEmptyToken(string page)
    {
        await using var server = await StartAsync("2", "1");
        var answer = await SearchPages.At(server, Path).PageAsync(Body, Json.Parse(page).Entries.Select(e => (e.Key, (Node?)e.Value.Copy())));
        Assert.Equal(
            """{"page":{"next_token":"","count":2,"total":2},"context":{"revision":7},"results":[{"type":"record","id":"1"},{"type":"record","id":"2"}]}""",
            answer.Text);
    }

    [Fact]
    public async Task Page_OfNothing_IsEmpty()
    {
        await using var server = await StartAsync();
        Assert.Equal([[]], await SearchPages.At(server, Path).AllAsync(Body, 1));
        Assert.Equal("""{"context":{"revision":7},"results":[]}""", (await server.PostAsync(Path, Body)).Text);
    }

    [Theory]
    [InlineData(AclLimits.PageItems, null)]
    [InlineData(AclLimits.PageItems + 1, AclLimits.PageItems)]
    public async Task Search_WithoutAPage_HasOneOnlyWhenThereIsMoreThanTheLargest(int stored, int? count)
    {
        await using var server = await StartAsync(Enumerable.Range(0, stored).Select(i => $"{i:d5}"));
        var answer = await server.PostAsync(Path, Body);
        Assert.Equal(AclLimits.PageItems, Ids(answer).Count());
        Assert.Equal(count, (int?)answer.Body["page"]?.Require("count").AsInteger());
        if (answer.Body["page"] is not { } page) return;
        var last = await SearchPages.At(server, Path).PageAsync(Body, ("token", page.Require("next_token").Copy()));
        Assert.Equal(["01000"], Ids(last));
        Assert.Equal("", last.Body.At("page", "next_token")?.AsString());
    }

    [Fact]
    public async Task Results_ThatComeAndGoBetweenPages_NeitherRepeatNorHideOthers()
    {
        await using var server = await StartAsync("a", "c", "e", "g");
        var pages = SearchPages.At(server, Path);
        var token = await pages.FirstAsync(Body, 2);
        Store(server, "0", "b", "d", "e", "g");
        var second = await pages.PageAsync(Body, ("limit", Node.Of(2)), ("token", Node.Of(token)));
        Assert.Equal(["d", "e"], Ids(second));
        Store(server, "a");
        var third = await pages.PageAsync(Body, ("limit", Node.Of(2)), ("token", second.Body.Require("page").Require("next_token").Copy()));
        Assert.Equal("""{"page":{"next_token":"","count":0},"context":{"revision":7},"results":[]}""", third.Text);
    }

    [Fact]
    public async Task Page_WithATokenAndNoLimit_HasTheLimitOfTheOneBefore()
    {
        await using var server = await StartAsync("a", "b", "c", "d", "e");
        var pages = SearchPages.At(server, Path);
        Assert.Equal(["c", "d"], Ids(await pages.PageAsync(Body, ("token", Node.Of(await pages.FirstAsync(Body, 2))))));
    }

    [Fact]
    public async Task Page_WithATokenAndAnotherLimit_Is400()
    {
        await using var server = await StartAsync("a", "b", "c", "d", "e");
        var pages = SearchPages.At(server, Path);
        var answer = await pages.PageAsync(Body, ("limit", Node.Of(3)), ("token", Node.Of(await pages.FirstAsync(Body, 2))));
        Assert.StartsWith("page.limit (line 1): the token is of a search with pages of 2", answer.RequireMessage(HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData("0", "from 1 to 1000")]
    [InlineData("-1", "from 1 to 1000")]
    [InlineData("1001", "from 1 to 1000")]
    [InlineData("1000000000", "from 1 to 1000")]
    [InlineData("100000000000000000000", "a whole number")]
    [InlineData("1.5", "a whole number")]
    [InlineData("\"ten\"", "a whole number")]
    [InlineData("\"10\"", "a whole number")]
    [InlineData("null", "a whole number")]
    public async Task Limit_ThatIsNone_Is400SayingWhatIsExpected(string limit, string expected)
    {
        await using var server = await StartAsync("a");
        var message = (await SearchPages.At(server, Path).PageAsync(Body, ("limit", Json.Parse(limit).Copy()))).RequireMessage(HttpStatusCode.BadRequest);
        Assert.StartsWith("page.limit", message);
        Assert.Contains(expected, message);
        Assert.Empty(server.Service.Calls);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("1")]
    [InlineData("null")]
    public async Task Properties_ThatAreNoObject_Are400(string properties)
    {
        await using var server = await StartAsync("a");
        var answer = await SearchPages.At(server, Path).PageAsync(Body, ("properties", Json.Parse(properties).Copy()));
        Assert.StartsWith("page.properties", answer.RequireMessage(HttpStatusCode.BadRequest));
    }
}
