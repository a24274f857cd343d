using System.Net;
using OrleansAcl.Documents;

namespace OrleansAcl.Api.Tests.AuthZen;

/// <summary>Searches as a client does: page after page, each with the token of the one before it.</summary>
/// <param name="post">Sends a body.</param>
internal sealed class SearchPages(Func<string, Task<HttpAnswer>> post)
{
    /// <summary>What a server answers at a path.</summary>
    public static SearchPages At(ApiServer server, string path) => new(body => server.PostAsync(path, body));

    /// <summary>A body that asks for a page.</summary>
    public static string With(string body, params IEnumerable<(string Key, Node? Value)> page) =>
        Node.Map([.. Json.Parse(body).Copy().Entries.Select(e => (e.Key, (Node?)e.Value)), ("page", Node.Map(page))]).ToString();

    /// <summary>One page.</summary>
    public Task<HttpAnswer> PageAsync(string body, params IEnumerable<(string Key, Node? Value)> page) => post(With(body, page));

    /// <summary>The first page of so many results, and the token that goes on behind it.</summary>
    public async Task<string> FirstAsync(string body, int limit = 1) =>
        (await PageAsync(body, ("limit", Node.Of(limit)))).Body.Require("page").Require("next_token").AsName();

    /// <summary>
    /// The results of every page, one list for each. Each page but the last must be full, each goes on behind the one before it, and none may say
    /// more or less than it holds.
    /// </summary>
    public async Task<List<string[]>> AllAsync(string body, int limit)
    {
        var pages = new List<string[]>();
        for (var token = (Node?)null; ;)
        {
            var answer = await PageAsync(body, ("limit", Node.Of(limit)), ("token", token?.Copy()));
            Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
            var page = answer.Body.Require("page");
            string[] results = [.. answer.Body.Require("results").AsList().Select(Id)];
            if (pages is [.., var before]) Assert.True(string.CompareOrdinal(before[^1], results[0]) < 0, "a page begins behind the end of the one before it");
            pages.Add(results);
            Assert.Equal(results.Length, page.Require("count").AsInteger());
            Assert.InRange(results.Length, 0, limit);
            token = page.Require("next_token");
            // How many there are together is told when one page holds them all, and else left out.
            var whole = pages.Count == 1 && token.AsString().Length == 0;
            Assert.Equal(whole ? results.Length : null, page["total"]?.AsInteger());
            if (token.AsString().Length == 0) return pages;
            Assert.Equal(limit, results.Length);
        }
    }

    /// <summary>What a result is told from others by.</summary>
    public static string Id(Node result) => (result["id"] ?? result.Require("name")).AsString();
}
