using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Api.Pages;

/// <summary>
/// The page of a list that a request asks for. A page goes on where the one before it ended, by id: what comes or goes meanwhile neither repeats nor
/// hides anything else. Every page is answered at the newest revision, never at an older one than the page before it.
/// </summary>
internal sealed class AskedPage
{
    private readonly CursorTokens _tokens;
    private readonly string _question;
    private readonly Node? _token;
    private readonly Cursor? _cursor;

    private AskedPage(CursorTokens tokens, string question, int? limit, Node? token, Cursor? cursor)
    {
        _tokens = tokens;
        _question = question;
        _token = token;
        _cursor = cursor;
        Limit = limit ?? cursor?.Limit ?? AclLimits.PageItems;
    }

    /// <summary>Most items in it: as asked for, or as in the page before, or as many as a page may have.</summary>
    public int Limit { get; }

    /// <summary>The limit of the page before; null for the first one.</summary>
    public int? LimitBefore => _cursor?.Limit;

    /// <summary>Where it begins, in the service's words; null for the first one.</summary>
    public string? After => _cursor?.After;

    /// <summary>Reads it.</summary>
    /// <param name="tokens">What reads and writes tokens.</param>
    /// <param name="question">What must be the same on all pages.</param>
    /// <param name="limit">Most items, known to be within limits; null when the request does not say.</param>
    /// <param name="token">What the page before ended with; null for the first one.</param>
    /// <exception cref="AclException"><see cref="ErrorCodes.InvalidDocument"/> when the token is none, or of another question.</exception>
    public static AskedPage Read(CursorTokens tokens, string question, int? limit, Node? token)
    {
        if (token is null) return new AskedPage(tokens, question, limit, null, null);
        var cursor = tokens.Read(token);
        return cursor.Question == question ? new AskedPage(tokens, question, limit, token, cursor)
            : throw token.Invalid("is of another question; between pages nothing may change but where they begin");
    }

    /// <summary>Asks a question for this page; what is answered goes on by a token.</summary>
    /// <exception cref="AclException">
    /// <see cref="ErrorCodes.InvalidDocument"/> when the tenant has not been where the token says it was: it was removed and made again, or restored.
    /// </exception>
    public async ValueTask<Listed<T>> AskAsync<TQuestion, T>(TQuestion asked, Func<TQuestion, ValueTask<Listed<T>>> ask) where TQuestion : PagedQuestion
    {
        var answer = await ask((TQuestion)((PagedQuestion)asked with { Limit = Limit, After = After }));
        if (answer.Revision < _cursor?.Revision)
            throw _token!.Invalid($"is stale: it is of revision {_cursor.Revision}, and the tenant is at {answer.Revision}; ask again without it");
        return answer.Next is not { } next ? answer : answer.GoingOn(_tokens.Write(new Cursor(_question, Limit, answer.Revision, next)));
    }
}
