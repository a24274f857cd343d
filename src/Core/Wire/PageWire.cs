using OrleansAcl.Documents;
using OrleansAcl.Requests;

namespace OrleansAcl.Wire;

/// <summary>
/// What questions that are answered by lists have in common: <c>{limit, after}</c>, answered by
/// <c>{.., complete, reason, next, looked, revision}</c>, where <c>reason</c> says why a page is not complete, and <c>next</c> goes on behind it.
/// </summary>
internal static class PageWire
{
    /// <summary>The key of the most items in a page.</summary>
    public const string Limit = "limit";

    /// <summary>The key of where the page begins.</summary>
    public const string After = "after";

    /// <summary>The question with the page that is asked for.</summary>
    public static T Paged<T>(this Node body, T question) where T : PagedQuestion => (T)((PagedQuestion)question with
    {
        Limit = body[Limit] is { } limit ? ObjectWire.Limit(limit) : null, After = body.OptionalText(After),
    });

    /// <summary>The page that is asked for.</summary>
    public static IEnumerable<(string Key, Node? Value)> Written(PagedQuestion question) =>
        [(Limit, Fields.Number(question.Limit)), (After, Fields.Text(question.After))];

    /// <summary>Reads an answer whose items are under a key.</summary>
    public static Listed<T> ReadAnswer<T>(Node body, string items, Func<Node, T> read)
    {
        body.RequireMap($"{items}!", "complete", "reason", "next", "looked", Fields.Revision);
        var reason = body.OptionalText("reason");
        if (body["complete"] is { } complete && complete.AsBoolean() != reason is null)
            throw complete.Invalid("expected true, or false and a `reason`");
        return new Listed<T>(body.OptionalList(items, read), body.RevisionOf())
        {
            Incomplete = reason, Next = body.OptionalText("next"), Looked = body["looked"]?.AsInteger() ?? 0,
        };
    }

    /// <summary>Writes an answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="items">The key of its items.</param>
    /// <param name="write">Writes an item.</param>
    /// <param name="cost">Whether to tell what was looked at.</param>
    public static Node WriteAnswer<T>(Listed<T> answer, string items, Func<T, Node> write, bool cost) => Node.Map(
        (items, Node.List(answer.Select(write))), ("complete", Node.Of(answer.Complete)), ("reason", Fields.Text(answer.Incomplete)),
        ("next", Fields.Text(answer.Next)), ("looked", cost ? Node.Of(answer.Looked) : null), (Fields.Revision, Node.Of(answer.Revision)));
}
