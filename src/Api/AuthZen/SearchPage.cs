using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.AuthZen;

/// <summary>
/// The page that a search asks for. A page goes on behind the last result of the one before it, by its id: what comes or goes meanwhile neither
/// repeats nor hides anything else. Every page is answered at the newest revision, never at an older one than the page before it.
/// </summary>
internal sealed class SearchPage
{
    private readonly string _question;
    private readonly bool _asked;
    private readonly int _limit;
    private readonly Node? _token;
    private readonly PagePlace? _place;

    private SearchPage(string question, bool asked, int limit, Node? token, PagePlace? place)
    {
        _question = question;
        _asked = asked;
        _limit = limit;
        _token = token;
        _place = place;
    }

    /// <summary>Reads <c>page {token, limit, properties}</c>; a limit left out is that of the token, or the largest.</summary>
    /// <param name="body">The search's body.</param>
    /// <param name="question">What must be the same on all pages of the search.</param>
    /// <param name="tokens">What reads tokens.</param>
    /// <exception cref="AclException">
    /// <see cref="ErrorCodes.InvalidDocument"/> or <see cref="ErrorCodes.LimitExceeded"/>, naming the member.
    /// </exception>
    public static SearchPage Read(Node body, string question, PageTokens tokens)
    {
        if (EntityReader.Map(body, "page") is not { } page) return new SearchPage(question, false, AclLimits.PageItems, null, null);
        _ = EntityReader.Map(page, "properties");
        var limit = page["limit"] is { } number ? Limit(number) : (int?)null;
        if (page["token"] is not { } token) return new SearchPage(question, true, limit ?? AclLimits.PageItems, null, null);
        var place = tokens.Read(token);
        if (place.Question != question)
            throw token.Invalid("is of another search; between pages only `page.token` may change");
        if (limit is not null && limit != place.Limit)
            throw page["limit"]!.Invalid($"the token is of a search with pages of {place.Limit}; that may not change between pages");
        return new SearchPage(question, true, place.Limit, token, place);
    }

    private static int Limit(Node node) => node.AsInteger() is >= 1 and <= AclLimits.PageItems and var limit
        ? (int)limit
        : throw node.Refused(ErrorCodes.LimitExceeded, $"a page has from 1 to {AclLimits.PageItems} results");

    /// <summary>
    /// The answer with this page of what was found in the order of ids, <c>{page, context, results}</c>; <c>page</c> is left out when none was asked
    /// for and everything fits into one.
    /// </summary>
    /// <exception cref="AclException">
    /// <see cref="ErrorCodes.InvalidDocument"/> when the tenant has not been where the token says it was: it was removed and made again, or restored.
    /// </exception>
    public Node Answer(Listed<Found> found, PageTokens tokens)
    {
        if (_place is not null && found.Revision < _place.Revision)
            throw _token!.Invalid($"is stale: it is of revision {_place.Revision}, and the tenant is at {found.Revision}; search again without it");
        IReadOnlyList<Found> rest = _place is null ? found : [.. found.Where(f => string.CompareOrdinal(f.Id, _place.After) > 0)];
        var results = rest.Take(_limit).ToList();
        var next = rest.Count <= _limit ? "" : tokens.Write(new PagePlace(_question, _limit, found.Revision, results[^1].Id));
        return Node.Map(
            ("page", _asked || next.Length > 0 ? Written(next, results.Count, found.Count) : null),
            ("context", Node.Map(("revision", Node.Of(found.Revision)))),
            ("results", Node.List(results.Select(f => f.Entity))));
    }

    private static Node Written(string next, int count, int total) =>
        Node.Map(("next_token", Node.Of(next)), ("count", Node.Of(count)), ("total", Node.Of(total)));
}
