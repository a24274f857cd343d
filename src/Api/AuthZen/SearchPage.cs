using OrleansAcl.Api.Pages;
using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.AuthZen;

/// <summary>The page that a search asks for, <c>page {token, limit, properties}</c>, and how it is answered.</summary>
internal sealed class SearchPage
{
    private static readonly string[] Members = ["subject", "action", "resource", "context"];

    private readonly bool _asked;

    private SearchPage(AskedPage page, bool asked)
    {
        Asked = page;
        _asked = asked;
    }

    /// <summary>The page as every list has it.</summary>
    public AskedPage Asked { get; }

    /// <summary>Reads it; a limit left out is that of the token, or the largest. All that the standard knows in the body must stay the same.</summary>
    /// <exception cref="AclException">
    /// <see cref="ErrorCodes.InvalidDocument"/> or <see cref="ErrorCodes.LimitExceeded"/>, naming the member.
    /// </exception>
    public static SearchPage Read(Node body, string path, TenantId tenant, CursorTokens tokens)
    {
        var page = EntityReader.Map(body, "page");
        if (page is not null) _ = EntityReader.Map(page, "properties");
        var limit = page?["limit"] is { } number ? Limit(number) : (int?)null;
        var question = QuestionDigest.Of(path, tenant, [.. Members.Select(member => body[member]), page?["properties"]]);
        var asked = AskedPage.Read(tokens, question, limit, page?["token"]);
        if (limit is not null && asked.LimitBefore is { } before && limit != before)
            throw page!["limit"]!.Invalid($"the token is of a search with pages of {before}; that may not change between pages");
        return new SearchPage(asked, page is not null);
    }

    private static int Limit(Node node) => node.AsInteger() is >= 1 and <= AclLimits.PageItems and var limit
        ? (int)limit
        : throw node.Refused(ErrorCodes.LimitExceeded, $"a page has from 1 to {AclLimits.PageItems} results");

    /// <summary>
    /// The answer with what was found, <c>{page, context, results}</c>; <c>page</c> is left out when none was asked for and everything fits into one,
    /// <c>total</c> when nobody counted further than this page.
    /// </summary>
    public Node Answer(Listed<Node> found) => Node.Map(
        ("page", _asked || !found.Complete ? Written(found) : null),
        ("context", Node.Map(("revision", Node.Of(found.Revision)))),
        ("results", Node.List(found)));

    private Node Written(Listed<Node> found) => Node.Map(
        ("next_token", Node.Of(found.Next ?? "")), ("count", Node.Of(found.Count)),
        ("total", found.Complete && Asked.After is null ? Node.Of(found.Count) : null));
}
